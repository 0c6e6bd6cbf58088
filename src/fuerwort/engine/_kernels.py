"""The hot loops of standing: local pushes along ties (Andersen, Chung, Lang 2006; updates: Zhang et al. 2016).

Each has a slow and obvious twin in tests/engine/twins.py that its test compares.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

FREE, SEEN, WAITING = 0, 1, 2
"""What a mark says of a member: no part of the push yet, touched, or waiting in the queue."""

EVERY_VISIT = 1 << 60

ROUNDS = 8
"""A view is pushed in so many rounds, each with half the limit of the one before: fewer members are pushed twice."""


class Rows(NamedTuple):
    """Ties as rows: member u's colleagues are ``near[start[u] : start[u] + size[u]]``; total is weights plus leak."""

    start: Ints
    size: Ints
    near: Ints
    hours: Floats
    weight: Floats
    total: Floats


class State(NamedTuple):
    """A push: ``p`` is settled, ``r`` still to be spread, ``touched[: filled[0]]`` all members with either.

    A pile of k states has the same fields with one axis more in front; the queue is shared.
    """

    p: Floats
    r: Floats
    mark: NDArray[np.uint8]
    touched: Ints
    filled: Ints
    queue: Ints


class Walk(NamedTuple):
    """The numbers of a :class:`~fuerwort.engine.shapes.TieRule` the loops need."""

    half_tie: float
    stop: float
    view_residual: float
    candidate_residual: float
    candidate_error: float
    candidate_visits: int


@njit(cache=True)
def wait(s: State, u: int, tail: int) -> int:
    """Let a member wait in the queue, which nobody has been taken from yet; returns the new tail."""
    if s.mark[u] == FREE:
        s.touched[s.filled[0]] = u
        s.filled[0] += 1
    s.mark[u] = WAITING
    s.queue[tail] = u
    return tail + 1


@njit(cache=True)
def clear(s: State) -> None:
    """Zero what was touched, and nothing else."""
    for k in range(s.filled[0]):
        u = s.touched[k]
        s.p[u] = s.r[u] = 0.0
        s.mark[u] = FREE
    s.filled[0] = 0


@njit(cache=True)
def push(rows: Rows, s: State, stop: float, limit: float, visits: int, tail: int) -> int:
    """Push those in queue[:tail], and who follows, until every |r_u| <= limit * total_u or the visits are spent.

    Returns the visits left, below zero if there were too few.
    """
    start, size, near, _, weight, total = rows
    p, r, mark, touched, counter, queue = s
    count, head = counter[0], 0
    while head != tail:
        u = queue[head]
        head = head + 1 if head + 1 < len(queue) else 0
        mark[u] = SEEN
        if visits < 0:
            continue
        rest = r[u]
        r[u] = 0.0
        p[u] += stop * rest
        visits -= size[u]
        flow = (1.0 - stop) * rest / total[u]
        for at in range(start[u], start[u] + size[u]):
            x = near[at]
            r[x] += flow * weight[at]
            if mark[x] == FREE:
                mark[x] = SEEN
                touched[count] = x
                count += 1
            if mark[x] == SEEN and abs(r[x]) > limit * total[x]:
                mark[x] = WAITING
                queue[tail] = x
                tail = tail + 1 if tail + 1 < len(queue) else 0
    counter[0] = count
    return visits


@njit(cache=True)
def due(rows: Rows, s: State, limit: float) -> int:
    """Let all wait whose residual is above the limit; returns the tail."""
    tail = 0
    for k in range(s.filled[0]):
        u = s.touched[k]
        if abs(s.r[u]) > limit * rows.total[u]:
            tail = wait(s, u, tail)
    return tail


@njit(cache=True)
def begin(seeds: Ints, rows: Rows, s: State, walk: Walk) -> None:
    """Push a cleared state from its seeds, each equally likely to start."""
    tail = 0
    for seed in seeds:
        s.r[seed] = 1.0 / len(seeds)
        tail = wait(s, seed, tail)
    for k in range(ROUNDS):
        limit = walk.view_residual * 2.0 ** (ROUNDS - 1 - k)
        if k > 0:
            tail = due(rows, s, limit)
        push(rows, s, walk.stop, limit, EVERY_VISIT, tail)


@njit(cache=True)
def sharpen(v: int, rows: Rows, view: State, own: State, walk: Walk) -> tuple[float, float, float, float]:
    """Flows seeds -> v and v -> v from a view and v's own push, by D_x pi_x(y) = D_y pi_y(x), and their errors.

    The first flow is off by at most its error to either side; the second is at most its error too small (proofs:
    docs/rules/standing.md).
    """
    met = ahead = settled = owed = loose = 0.0
    back = own.p[v]
    for k in range(own.filled[0]):
        y = own.touched[k]
        still, stays = own.r[y] / rows.total[y], own.p[y] + walk.stop * own.r[y]
        met += view.r[y] * stays / rows.total[y]
        ahead += view.r[y] * still
        back += rows.total[v] * still * stays
        settled += stays
        owed += own.r[y]
        loose += own.r[y] * still
    go = (1.0 - walk.stop) * rows.total[v]
    more = go * ahead * settled / (1.0 - (1.0 - walk.stop) * owed)  # as if what goes on settled where it is
    to_v = view.p[v] + rows.total[v] * met + more
    return to_v, back, abs(more) + go * owed * walk.view_residual, go * loose


@njit(cache=True)
def refine(v: int, rows: Rows, view: State, own: State, walk: Walk) -> tuple[float, float, float]:
    """Push from v until the error of its reach is small enough beside it; ``own`` must be clear and is left pushed.

    Returns the flow from the seeds to v, the reach, and its certain error.
    """
    own.r[v] = 1.0
    tail, visits = wait(own, v, 0), walk.candidate_visits
    finest = walk.candidate_residual / max(1.0, rows.total[v])
    limit = 16.0 * finest
    while True:
        visits = push(rows, own, walk.stop, limit, visits, tail)
        to_v, back, off, short = sharpen(v, rows, view, own, walk)
        reach = to_v / back
        error = (off + abs(reach) * short) / back
        if error <= walk.candidate_error * reach or limit <= finest or visits < 0:
            return to_v, min(1.0, max(0.0, reach)), error
        limit /= 4.0
        tail = due(rows, own, limit)


@njit(cache=True)
def reaches(members: Ints, rows: Rows, view: State, own: State, walk: Walk) -> tuple[Floats, Floats, Floats]:
    """Flow, reach and certain error for each member, from one view; ``own`` is scratch and left clear."""
    flow, reach, error = np.zeros(len(members)), np.zeros(len(members)), np.zeros(len(members))
    for k in range(len(members)):
        flow[k], reach[k], error[k] = refine(members[k], rows, view, own, walk)
        clear(own)
    return flow, reach, error


@njit(cache=True)
def cell(rows: Rows, i: int, j: int) -> int:
    """Where the tie i -> j is kept, or -1."""
    for at in range(rows.start[i], rows.start[i] + rows.size[i]):
        if rows.near[at] == j:
            return at
    return -1


@njit(cache=True)
def thicken(rows: Rows, i: int, j: int, more: float, half_tie: float) -> tuple[float, float]:
    """Add decayed hours to one direction of a tie, whose row has a spare cell; returns its weight before and after."""
    at = cell(rows, i, j)
    if at < 0:
        at = rows.start[i] + rows.size[i]
        rows.size[i] += 1
        rows.near[at], rows.hours[at], rows.weight[at] = j, 0.0, 0.0
    old = rows.weight[at]
    rows.hours[at] += more
    rows.weight[at] = rows.hours[at] / (rows.hours[at] + half_tie)
    return old, rows.weight[at]


@njit(cache=True)
def add(i: int, j: int, more: float, rows: Rows, pile: State, slots: Ints, walk: Walk) -> None:
    """Add decayed hours to a pair, and correct the piled views in these slots, exactly."""
    thicken(rows, i, j, more, walk.half_tie)
    old, new = thicken(rows, j, i, more, walk.half_tie)
    by_i, by_j = (new - old) / rows.total[i], (new - old) / rows.total[j]
    rows.total[i] += new - old
    rows.total[j] += new - old
    for k in slots:
        p, r = pile.p[k], pile.r[k]
        if p[i] != 0.0 or p[j] != 0.0:
            s = State(p, r, pile.mark[k], pile.touched[k], pile.filled[k : k + 1], pile.queue)
            from_i, from_j = p[i] * by_i, p[j] * by_j
            p[i] += from_i
            p[j] += from_j
            r[i] += ((1.0 - walk.stop) * from_j - from_i) / walk.stop
            r[j] += ((1.0 - walk.stop) * from_i - from_j) / walk.stop
            push(rows, s, walk.stop, walk.view_residual, EVERY_VISIT, wait(s, j, wait(s, i, 0)))


@njit(cache=True)
def fade(rows: Rows, left: float, half_tie: float, leak: float) -> None:
    """Let all ties fade to this share of their hours."""
    for i in range(len(rows.size)):
        total = leak
        for at in range(rows.start[i], rows.start[i] + rows.size[i]):
            rows.hours[at] *= left
            rows.weight[at] = rows.hours[at] / (rows.hours[at] + half_tie)
            total += rows.weight[at]
        rows.total[i] = total
