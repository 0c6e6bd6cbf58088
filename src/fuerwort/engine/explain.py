"""Why somebody is reached: direct tie, common colleagues, last helpers, one readable chain; all local.

Rule page: docs/rules/standing.md.
"""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from fuerwort.engine.tie_table import TieTable

Floats = NDArray[np.float64]
Shares = tuple[tuple[int, float], ...]
"""Members and what each passes on, largest first."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why somebody is reached; shares of the reach.

    ``word`` is all that is ever shown: direct, common, known or new. ``common`` and ``helpers`` pair a member with a
    share, largest first; the helpers' shares sum to one (within the push's precision). ``chain`` runs from a seed to
    the candidate.
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
    """Exact split of the reach by who passes on last; ``there`` and ``back`` are the flows from seeds and candidate."""
    near, onward = _steps_to(table, candidate)
    return _largest(near, (there[near] - reach * back[near]) * onward / table.rule.stop / reach)


def likeliest_chain(table: TieTable, seeds: Sequence[int], candidate: int) -> tuple[int, ...]:
    """Best path from a seed, which must exist: Dijkstra from the candidate over -log of the walk's steps."""
    best, come, heap = {candidate: 0.0}, {candidate: candidate}, [(0.0, candidate)]
    while True:
        cost, x = heapq.heappop(heap)
        if x in seeds:
            return _path(come, x, candidate)
        for y, step in zip(*(part.tolist() for part in _steps_to(table, x)), strict=True):
            longer = cost - log(step)
            if longer < best.get(y, np.inf):
                best[y], come[y] = longer, x
                heapq.heappush(heap, (longer, y))


def _steps_to(table: TieTable, member: int) -> tuple[NDArray[np.int64], Floats]:
    """Who can step to a member, and the chance that they do."""
    near, weight = table.colleagues(member)
    return near, (1 - table.rule.stop) * weight / table.rows.total[near]


def _largest(members: NDArray[np.int64], shares: Floats) -> Shares:
    order = np.lexsort((members, -shares))
    return tuple((int(members[at]), float(shares[at])) for at in order if shares[at] > 0)


def _path(come: dict[int, int], start: int, end: int) -> tuple[int, ...]:
    path = [start]
    while path[-1] != end:
        path.append(come[path[-1]])
    return tuple(path)
