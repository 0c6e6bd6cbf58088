"""The hot loops of standing: local pushes along ties (Andersen, Chung, Lang 2006; updates: Zhang et al. 2016).

A row ``u`` holds ``size[u]`` neighbours from ``start[u]`` on; ``total[u]`` is the row's weight plus the leak. A push
state is ``p`` (settled), ``r`` (still to be spread), ``touched`` (members with either) and ``seen``.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@njit(cache=True)
def touch(member: int, seen: Flags, touched: Ints, count: int) -> int:
    """Remember a member as touched; returns the new count."""
    if not seen[member]:
        seen[member] = True
        touched[count] = member
        return count + 1
    return count


@njit(cache=True)
def clear(p: Floats, r: Floats, seen: Flags, touched: Ints, count: int) -> None:
    """Zero what was touched, and nothing else."""
    for k in range(count):
        p[touched[k]] = 0.0
        r[touched[k]] = 0.0
        seen[touched[k]] = False


@njit(cache=True)
def push(  # noqa: PLR0913, PLR0917 - a kernel takes its arrays side by side
    start: Ints,
    size: Ints,
    near: Ints,
    weight: Floats,
    total: Floats,
    stop: float,
    limit: float,
    visits: int,
    p: Floats,
    r: Floats,
    seen: Flags,
    touched: Ints,
    count: int,
    queue: Ints,
    waiting: Flags,
    forced: int,
) -> int:
    """Push until every |r_u| <= limit * total_u, or so many visits are spent; returns the touched count."""
    capacity = len(queue)
    head = tail = 0
    for k in range(count):
        u = touched[k]
        if u == forced or abs(r[u]) > limit * total[u]:
            queue[tail % capacity] = u
            waiting[u] = True
            tail += 1
    while head < tail:
        u = queue[head % capacity]
        head += 1
        waiting[u] = False
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
            count = touch(x, seen, touched, count)
            if not waiting[x] and abs(r[x]) > limit * total[x]:
                queue[tail % capacity] = x
                waiting[x] = True
                tail += 1
    return count


@njit(cache=True)
def sharpen(
    v: int, total: Floats, p: Floats, r: Floats, mine: Floats, owed: Floats, touched: Ints, count: int
) -> tuple[float, float, float, float]:
    """Flows seeds -> v and v -> v from a view (p, r) and v's own push (mine, owed), by D_x pi_x(y) = D_y pi_y(x).

    Returns both flows, the largest |owed| / total and the sum of |owed|.
    """
    to_v, back = p[v], mine[v]
    largest = owing = 0.0
    for k in range(count):
        y = touched[k]
        to_v += total[v] * r[y] / total[y] * mine[y]
        back += total[v] * owed[y] / total[y] * mine[y]
        largest = max(largest, abs(owed[y]) / total[y])
        owing += abs(owed[y])
    return to_v, back, largest, owing


@njit(cache=True)
def reaches(  # noqa: PLR0913, PLR0917 - a kernel takes its arrays side by side
    members: Ints,
    start: Ints,
    size: Ints,
    near: Ints,
    weight: Floats,
    total: Floats,
    stop: float,
    limit: float,
    visits: int,
    p: Floats,
    r: Floats,
    owing: float,
    mine: Floats,
    owed: Floats,
    seen: Flags,
    touched: Ints,
    queue: Ints,
    waiting: Flags,
) -> tuple[Floats, Floats]:
    """Reach and its certain error for each member, from one view; the scratch is left clean."""
    reach = np.zeros(len(members))
    error = np.zeros(len(members))
    for k in range(len(members)):
        v = members[k]
        owed[v] = 1.0
        count = touch(v, seen, touched, 0)
        eps = limit / max(1.0, total[v])
        count = push(
            start, size, near, weight, total, stop, eps, visits, mine, owed, seen, touched, count, queue, waiting, v
        )
        to_v, back, largest, own = sharpen(v, total, p, r, mine, owed, touched, count)
        reach[k] = min(1.0, max(0.0, to_v / back))
        error[k] = largest * total[v] * (owing + reach[k] * own) / back
        clear(mine, owed, seen, touched, count)
    return reach, error
