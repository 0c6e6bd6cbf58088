"""The loops of a chance book over many requests; the plain twin is ``chances.Book``.

One request's good-enough members are numbered 0..n-1 in id order; ``good`` holds their rows in the flat arrays.
Whole numbers throughout, so nothing can differ from the book.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

Ints = NDArray[np.int64]

LAST, CAPPED = -1, -2
"""Marks in ``due`` of a member whose share is not settled yet."""


@njit(cache=True)
def weigh(low: int, high: int, merit: Ints, line: int, floor: int, good: Ints, weight: Ints) -> tuple[int, int]:
    """Rows and share weights of those who reach the line; returns how many, and the best merit."""
    best = n = 0
    for row in range(low, high):
        best = max(best, merit[row])
    for row in range(low, high):
        if 1000 * merit[row] >= line * best:
            good[n] = row
            weight[n] = max(1000 * merit[row] - line * best, floor * best)
            n += 1
    return n, best


@njit(cache=True)
def first(value: Ints, rank: Ints, n: int, count: int, out: Ints) -> int:
    """The largest values, largest first; equal ones by rank, then in id order. Returns how many (count at most)."""
    found = 0
    for i in range(n):
        at = found
        while at > 0 and (
            value[out[at - 1]] < value[i] or (value[out[at - 1]] == value[i] and rank[out[at - 1]] > rank[i])
        ):
            at -= 1
        if at < count:
            found = min(found + 1, count)
            for k in range(found - 1, at, -1):
                out[k] = out[k - 1]
            out[at] = i
    return found


@njit(cache=True)
def split(total: int, weight: Ints, n: int, mark: int, due: Ints) -> None:
    """Split exactly among those with this mark: differences of the rounded-down running total."""
    whole = run = last = 0
    for i in range(n):
        if due[i] == mark:
            whole += weight[i]
    for i in range(n):
        if due[i] == mark:
            run += weight[i]
            upto = total * run // whole
            due[i] = upto - last
            last = upto


@njit(cache=True)
def share(total: int, weight: Ints, n: int, places: Ints, heavy: Ints, due: Ints) -> None:
    """Shares capped to what a list can give: the group that would get most for its places is cut off first."""
    seats = min(n, len(places))
    worth, rest, cut = places[:seats].sum(), weight[:n].sum(), 0
    due[:n] = LAST
    while cut < n:
        size, worst, part = n - cut, rest, worth
        demand = seat = 0
        for at in range(cut, seats - 1):
            demand += weight[heavy[at]]
            seat += places[at]
            if demand * part > worst * seat:
                size, worst, part = at + 1 - cut, demand, seat
        amount = total * part // worth
        mark = LAST if size == n - cut else CAPPED
        if mark == CAPPED:
            due[heavy[cut : cut + size]] = CAPPED
        split(amount, weight, n, mark, due)
        total, worth, rest, cut = total - amount, worth - part, rest - worst, cut + size


@njit(cache=True)
def tied(score: Ints, top: Ints, found: int) -> bool:
    """Say whether only a hash can order two of the first."""
    again = 0
    for at in range(1, found):
        again += score[top[at - 1]] == score[top[at]]
    return again > 0


@njit(cache=True)
def book(t: int, n: int, total: int, places: Ints, good: Ints, top: Ints, shown: Ints, paid: Ints) -> None:
    """Give the places to the first and write down what they pay."""
    seats = min(n, len(places))
    whole = places[:seats].sum()
    run = last = 0
    for at in range(seats):
        run += places[at]
        upto = total * run // whole
        shown[t, at] = good[top[at]]
        paid[good[top[at]]] = upto - last
        last = upto


@njit(cache=True)
def decide(  # noqa: PLR0913, PLR0917 - a kernel takes its arrays side by side
    t: int,
    books: Ints,
    start: Ints,
    member: Ints,
    merit: Ints,
    total: Ints,
    places: Ints,
    line: int,
    floor: int,
    pull: int,
    balances: Ints,
    due: Ints,
    paid: Ints,
    shown: Ints,
    good: Ints,
    score: Ints,
    top: Ints,
    rank: Ints,
) -> tuple[int, int]:
    """Decide from request ``t`` on, up to the next whose first are tied: that request and how many are good enough.

    ``rank`` settles the ties of the request it starts with, and is zero again afterwards.
    """
    began = t
    weight, share_of, level = np.empty_like(score), np.empty_like(score), np.zeros_like(score)
    while t < len(books):
        n, best = weigh(start[t], start[t + 1], merit, line, floor, good, weight)
        first(weight, level, n, len(places) - 1, top)
        share(total[t], weight, n, places, top, share_of)
        for i in range(n):
            row = good[i]
            score[i] = balances[books[t], member[row]] + share_of[i] + pull * merit[row] // best
        found = first(score, rank, n, len(places) + 1, top)
        if tied(score, top, found) and (t != began or not rank[:n].any()):
            return t, n
        rank[:n] = 0
        for i in range(n):
            due[good[i]] = share_of[i]
        book(t, n, total[t], places, good, top, shown, paid)
        for row in good[:n]:
            balances[books[t], member[row]] += due[row] - paid[row]
        t += 1
    return t, 0
