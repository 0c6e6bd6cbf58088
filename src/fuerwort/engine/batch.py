"""Many requests at once, compiled, for worlds and years of history: equal to ``chances.Book`` to the micro-chance.

A book explains every step and keeps a journal; a batch keeps only who was shown, what each was due and what they paid.
Only ties leave the compiled loop: they are drawn by the same public hash, here. Rule page: docs/rules/chances.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fuerwort.engine import _chances_kernel as kernel
from fuerwort.engine.chances import ChanceError
from fuerwort.engine.shapes import MICRO, ChanceRule

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Asked:
    """T requests in order of time, and the F members who qualify and are available for them, as flat rows.

    Parameters
    ----------
    requests : T names, which the draw of a tie hashes
    books : (T,) number of the book each request belongs to, from 0 on
    starts : (T + 1,) request t has the rows ``starts[t]`` to ``starts[t + 1]``
    members : (F,) member numbers, ascending within a request
    merits : (F,) whole merits 1..1000
    sizes : (T,) worth of each request in chances
    """

    requests: Sequence[str]
    books: Ints
    starts: Ints
    members: Ints
    merits: Ints
    sizes: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided; amounts in micro-chances.

    ``shown`` is (T, places): the row of each member shown, first place first, -1 where nobody is. ``due`` and ``paid``
    are (F,), zero for those not good enough. ``balances`` is (books, members), every row with the sum it began with.
    """

    shown: Ints
    due: Ints
    paid: Ints
    balances: Ints


def decide(
    rule: ChanceRule, members: Sequence[str], asked: Asked, salt: str = "", balances: ArrayLike | None = None
) -> Decided:
    """Decide and book all requests, one after the other.

    Parameters
    ----------
    members
        The members' ids, ascending: member number 0 first.
    balances
        (books, members) micro-chances before the first request; default 0. Not changed.

    Raises
    ------
    ChanceError
        Arrays that do not fit together, ids or rows out of order, a merit or size no book takes, or amounts so large
        that 64 bits could not hold a step (then use a book).

    >>> one = Asked(["r1"], *map(np.array, ([0], [0, 3], [0, 1, 2], [900, 600, 400], [1.0])))
    >>> done = decide(ChanceRule(), ["ada", "ben", "cem"], one)
    >>> done.shown.tolist(), done.due.tolist()
    ([[0, 1, -1]], [625000, 375000, 0])
    """
    totals = _volumes(rule, members, asked)
    shape = (int(asked.books.max(initial=-1)) + 1, len(members))
    done = Decided(
        shown=np.full((len(asked.books), len(rule.places)), -1, np.int64),
        due=np.zeros(len(asked.members), np.int64),
        paid=np.zeros(len(asked.members), np.int64),
        balances=np.zeros(shape, np.int64) if balances is None else np.array(balances, np.int64),
    )
    if done.balances.shape != shape:
        raise ChanceError(f"balances must have one row a book and one column a member: {shape}")
    _walk(rule, members, asked, totals, salt, done)
    return done


def _walk(rule: ChanceRule, members: Sequence[str], asked: Asked, totals: Ints, salt: str, done: Decided) -> None:
    arrays = (asked.books, asked.starts, asked.members, asked.merits, totals, rule.places)
    books, starts, rows, merits, totals, places = (np.ascontiguousarray(one, np.int64) for one in arrays)
    good, score, rank = (np.zeros(int(np.diff(starts).max(initial=0)), np.int64) for _ in range(3))
    top = np.zeros(len(places) + 1, np.int64)
    at, n = 0, 0
    while True:
        at, n = kernel.decide(
            at, books, starts, rows, merits, totals, places, rule.line, rule.floor, rule.pull,
            done.balances, done.due, done.paid, done.shown, good, score, top, rank,
        )  # fmt: skip
        if at == len(totals):
            return
        tied = np.flatnonzero(np.isin(score[:n], score[top[: min(n, len(top))]]))
        ids = [members[rows[good[i]]] for i in tied]
        draws = [sha256(f"{salt}|{asked.requests[at]}|{member}".encode()).digest() for member in ids]
        rank[tied[sorted(range(len(tied)), key=draws.__getitem__)]] = np.arange(len(tied))


def _volumes(rule: ChanceRule, members: Sequence[str], asked: Asked) -> Ints:
    """Worths of the requests in micro-chances, once everything the kernel relies on is checked."""
    _check_form(members, asked)
    if not _between(asked.merits, 1, 1000):
        raise ChanceError("a merit must be a whole number from 1 to 1000")
    totals = np.rint(asked.sizes * MICRO)
    if not np.all((totals >= 1) & np.isfinite(totals)):
        raise ChanceError("the size of a request must be a positive number")
    widest = np.diff(asked.starts).max(initial=1)
    if totals.max(initial=MICRO) * widest * MICRO >= 2**62 or rule.pull >= 2**52:
        raise ChanceError("amounts this large need a book")
    return totals.astype(np.int64)


def _check_form(members: Sequence[str], asked: Asked) -> None:
    starts, rows, count = asked.starts, len(asked.members), len(asked.requests)
    if {len(asked.books), len(asked.sizes), len(starts) - 1} != {count} or len(asked.merits) != rows:
        raise ChanceError("the arrays of the requests do not fit together")
    if starts[0] != 0 or starts[-1] != rows or np.any(np.diff(starts) < 0):
        raise ChanceError("the starts must ascend from 0 to the number of rows")
    ascends = asked.members[1:] > asked.members[:-1]
    cuts = starts[(starts > 0) & (starts < rows)]
    ascends[cuts - 1] = True
    if not ascends.all() or list(members) != sorted(set(members)):
        raise ChanceError("ids must ascend, and so must the member numbers of a request")
    if not _between(asked.members, 0, len(members) - 1) or not _between(asked.books, 0, 2**31):
        raise ChanceError("there is no such member or book")


def _between(values: Ints, low: int, high: int) -> bool:
    return bool(values.min(initial=low) >= low and values.max(initial=high) <= high)
