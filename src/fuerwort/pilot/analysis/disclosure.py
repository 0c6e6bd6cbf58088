"""No cell of a table may tell about too few people, not even to somebody who subtracts.

Cells below the floor are withheld (primary), and as many others as it takes so that no withheld one can be worked out
from the rest and the totals to within the floor (secondary): checked by linear programs, which know the sums as a
reader does.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import optimize

INSIDE, PUBLIC = 5, 10
"""Fewest people a cell may tell about: in reports for the space, and in public."""

Counts = NDArray[np.int64]


def enough(n_drawn: int, n_compared: int, floor: int = INSIDE) -> bool:
    """Whether a mean or an effect rests on enough people of both arms to be shown."""
    return min(n_drawn, n_compared) >= floor


def tellable(number: int, of: int, floor: int = INSIDE) -> bool:
    """Whether a part of a group may be told, whose size is known: neither it nor the rest is about too few.

    That all of them are meant may be told.
    """
    return number >= floor and (number == of or of - number >= floor)


def withheld(table: Sequence[Sequence[int]], floor: int = INSIDE) -> list[list[int | None]]:
    """A table of counts with its totals as last row and column; None where a count is withheld.

    >>> withheld([[12, 3, 20], [15, 14, 18]])
    [[None, None, 20, 35], [None, None, 18, 47], [27, 17, 38, 82]]
    """
    inner = np.array(table, np.int64).reshape(len(table), -1)
    full = np.block([[inner, inner.sum(axis=1)[:, None]], [inner.sum(axis=0), inner.sum()]])
    hidden = full < floor
    while (exposed := _exposed(full, hidden, floor)) is not None:
        for cell in _rectangle(full, hidden, exposed):
            hidden[cell] = True
    return [
        [None if hide else int(count) for hide, count in zip(*row, strict=True)]
        for row in zip(hidden, full, strict=True)
    ]


def _exposed(full: Counts, hidden: NDArray[np.bool_], floor: int) -> tuple[int, int] | None:
    """A withheld count that a reader can work out to within the floor."""
    matrix = _sums(full.shape)
    known = ~hidden.ravel()
    bounds = [(count, count) if sure else (0, None) for count, sure in zip(full.ravel(), known, strict=True)]
    for cell in map(tuple, np.argwhere(hidden & (full < floor))):
        aim = np.zeros(full.size)
        aim[np.ravel_multi_index(cell, full.shape)] = 1.0
        most = optimize.linprog(-aim, A_eq=matrix, b_eq=np.zeros(len(matrix)), bounds=bounds)
        if most.status == 0 and -most.fun < floor - 1e-6:  # unbounded (3) tells nothing
            return int(cell[0]), int(cell[1])
    return None


def _sums(shape: tuple[int, ...]) -> NDArray[np.float64]:
    """Each row and each column sums to its last cell."""
    index = np.arange(shape[0] * shape[1]).reshape(shape)
    lines = [*index, *index.T]
    matrix = np.zeros((len(lines), index.size))
    for row, line in zip(matrix, lines, strict=True):
        row[line[:-1]], row[line[-1]] = 1.0, -1.0
    return matrix


def _rectangle(full: Counts, hidden: NDArray[np.bool_], cell: tuple[int, int]) -> list[tuple[int, int]]:
    """The cheapest other row and column whose crossings let an exposed count vary: what they must withhold besides.

    Totals cost more than all counts together. Something new there always is: a table withheld whole exposes nothing.
    """
    total = np.zeros(full.shape, np.bool_)
    total[-1, :], total[:, -1] = True, True
    cost = np.where(hidden, 0, full + 1 + total * (full.sum() + full.size))
    found = [
        (int(cost[row, cell[1]] + cost[cell[0], column] + cost[row, column]), row, column)
        for row, column in np.ndindex(full.shape)
        if row != cell[0] and column != cell[1]
    ]
    _, row, column = min(one for one in found if one[0] > 0)
    return [(row, cell[1]), (cell[0], column), (row, column)]
