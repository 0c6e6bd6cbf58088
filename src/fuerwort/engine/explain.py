"""Why somebody is reached: direct tie, common colleagues, last helpers, one readable chain; all local.

Rule page: docs/rules/standing.md.
"""

import heapq
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fuerwort.engine.tie_table import TieTable

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Shares = tuple[tuple[int, float], ...]
"""Members and what each passes on, largest first."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why somebody is reached; shares of the reach.

    ``word`` is all that is ever shown: direct, common, known or new. ``common`` and ``helpers`` pair a member with a
    share, largest first; the helpers' shares sum to one. ``chain`` runs from a seed to the candidate.
    """

    word: str
    direct: float
    common: Shares
    helpers: Shares
    chain: tuple[int, ...]


def near_steps(table: TieTable, seeds: Sequence[int], candidate: int) -> tuple[float, Shares]:
    """Chance to come from the seeds in one step, and in two by each common colleague."""
    near, onward = _steps_to(table, candidate)
    first = np.zeros(len(near))
    for seed in seeds:
        theirs, weight = table.colleagues(seed)
        _, mine, other = np.intersect1d(near, theirs, assume_unique=True, return_indices=True)
        first[mine] += (1 - table.rule.stop) * weight[other] / table.rows.total[seed] / len(seeds)
    seeded = np.isin(near, seeds)
    direct = float(onward[seeded].sum()) / len(seeds)
    return direct, _largest(near, np.where(seeded, 0.0, first * onward))


def last_helpers(table: TieTable, candidate: int, reach: float, there: Floats, back: Floats) -> Shares:
    """Exact split of the reach by who passes on last; the shares sum to one.

    ``there`` and ``back`` are the flows to the candidate's colleagues, from the seeds and from the candidate.
    """
    near, onward = _steps_to(table, candidate)
    passed = np.maximum(0.0, there - reach * back) * onward
    return _largest(near, passed / (passed.sum() or 1.0))


def chain(table: TieTable, seeds: Sequence[int], candidate: int, flow: Callable[[Ints], Floats]) -> tuple[int, ...]:
    """One path from a seed, which must exist: from the candidate always on to whoever passes on most.

    ``flow`` tells the seeds' flow to members. Flow / total is the same, up to a factor, as the chance to get from a
    member to the seeds, so everybody but a seed has a colleague with more of it: the search hardly ever turns back.
    """
    come, heap = {candidate: candidate}, [(False, 0.0, candidate, 0.0)]
    while True:
        _, _, x, nearness = heapq.heappop(heap)
        if x in seeds:
            return _path(come, x, candidate)
        near, weight = table.colleagues(x)
        nearer = flow(near) / table.rows.total[near]
        for y, w, f in zip(near.tolist(), weight.tolist(), nearer.tolist(), strict=True):
            if y not in come:
                come[y] = x
                heapq.heappush(heap, (f <= nearness, -w * f, y, f))


def _steps_to(table: TieTable, member: int) -> tuple[Ints, Floats]:
    """Who can step to a member, and the chance that they do."""
    near, weight = table.colleagues(member)
    return near, (1 - table.rule.stop) * weight / table.rows.total[near]


def _largest(members: Ints, shares: Floats) -> Shares:
    order = np.lexsort((members, -shares))
    return tuple((int(members[at]), float(shares[at])) for at in order if shares[at] > 0)


def _path(come: dict[int, int], start: int, end: int) -> tuple[int, ...]:
    path = [start]
    while path[-1] != end:
        path.append(come[path[-1]])
    return tuple(path)
