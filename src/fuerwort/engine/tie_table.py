"""All ties of a network in rows with spare cells, so that a new tie seldom needs a move.

Rule page: docs/rules/ties.md.
"""

import numpy as np
from numpy.typing import NDArray

from fuerwort.engine import _kernels
from fuerwort.engine.shapes import TieRule

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SPARE = 4
"""Free cells per row, and one more for every so many cells of the whole table."""


class TieTable:
    """Ties among n members.

    Parameters
    ----------
    n : number of members
    one, other : int arrays, the two members of each pair, each pair once
    hours : float array, the pair's decayed hours
    rule : what the hours weigh

    >>> table = TieTable(3, np.array([0]), np.array([1]), np.array([8.0]), TieRule())
    >>> table.weight(0, 1), table.weight(1, 2)
    (0.5, 0.0)
    """

    def __init__(self, n: int, one: Ints, other: Ints, hours: Floats, rule: TieRule) -> None:
        self.n, self.rule = n, rule
        source, target = np.concatenate([one, other]), np.concatenate([other, one])
        order = np.argsort(source, kind="stable")
        size = np.bincount(source, minlength=n).astype(np.int64)
        self._room = size + SPARE
        start = np.cumsum(self._room) - self._room
        self._end = int(self._room.sum())
        owner = source[order]
        cells = start[owner] + np.arange(len(order)) - (np.cumsum(size) - size)[owner]
        room = self._end + self._end // SPARE
        near, spent = np.zeros(room, np.int64), np.zeros(room)
        near[cells], spent[cells] = target[order], np.concatenate([hours, hours])[order]
        self.rows = _kernels.Rows(start, size, near, spent, np.zeros(room), np.zeros(n))
        self.fade(1.0)

    def fade(self, left: float) -> None:
        """Let all ties fade to this share of their hours."""
        _kernels.fade(self.rows, left, self.rule.half_tie, self.rule.leak)

    def colleagues(self, member: int) -> tuple[Ints, Floats]:
        """Members with a tie to this one, and the weights of those ties in (0, 1)."""
        start, size = self.rows.start[member], self.rows.size[member]
        return self.rows.near[start : start + size].copy(), self.rows.weight[start : start + size].copy()

    def weight(self, i: int, j: int) -> float:
        """Weight of the tie between two members, 0 without one."""
        at = _kernels.cell(self.rows, i, j)
        return float(self.rows.weight[at]) if at >= 0 else 0.0

    def make_room(self, *members: int) -> None:
        """See to it that each of these rows has a spare cell; a full one moves to the end with twice the room."""
        for member in members:
            size = int(self.rows.size[member])
            if size < self._room[member]:
                continue
            if self._end + 2 * size > len(self.rows.near):
                self._grow(2 * size)
            start = int(self.rows.start[member])
            for cells in (self.rows.near, self.rows.hours, self.rows.weight):
                cells[self._end : self._end + size] = cells[start : start + size]
            self.rows.start[member], self._room[member] = self._end, 2 * size
            self._end += 2 * size

    def _grow(self, least: int) -> None:
        more = np.zeros(max(least, len(self.rows.near) // SPARE))
        self.rows = self.rows._replace(
            near=np.concatenate([self.rows.near, more.astype(np.int64)]),
            hours=np.concatenate([self.rows.hours, more]),
            weight=np.concatenate([self.rows.weight, more]),
        )
