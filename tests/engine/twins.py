"""Slow and obvious twins of the compiled loops: dictionaries, one member at a time, no memory kept between calls."""

from collections import defaultdict, deque
from dataclasses import dataclass, field
from math import sqrt

from fuerwort.engine.shapes import TieRule

Numbers = defaultdict[int, float]


def zeros() -> Numbers:
    return defaultdict(float)


@dataclass
class Ties:
    """Decayed hours per ordered pair, in the order in which they came."""

    rule: TieRule
    hours: dict[int, dict[int, float]] = field(default_factory=lambda: defaultdict(dict))

    def add(self, i: int, j: int, more: float) -> None:
        for x, y in ((i, j), (j, i)):
            self.hours[x][y] = self.hours[x].get(y, 0.0) + more

    def weight(self, i: int, j: int) -> float:
        hours = self.hours[i].get(j, 0.0)
        return hours / (hours + self.rule.half_tie)

    def total(self, i: int) -> float:
        return sum(self.weight(i, j) for j in self.hours[i]) + self.rule.leak


@dataclass
class Push:
    """What is settled and what is still to be spread."""

    ties: Ties
    p: Numbers = field(default_factory=zeros)
    r: Numbers = field(default_factory=zeros)

    def start(self, seeds: list[int]) -> "Push":
        for seed in seeds:
            self.r[seed] = 1.0 / len(seeds)
        for k in (128, 64, 32, 16, 8, 4, 2, 1):
            limit = k * self.ties.rule.view_residual
            self.run(limit, 1 << 60, seeds if k == 128 else self.above(limit))
        return self

    def above(self, limit: float) -> list[int]:
        return [u for u, r in self.r.items() if abs(r) > limit * self.ties.total(u)]

    def run(self, limit: float, visits: int, first: list[int]) -> int:
        ties, stop, queue = self.ties, self.ties.rule.stop, deque(first)
        while queue:
            u = queue.popleft()
            if visits < 0:
                continue
            rest, self.r[u] = self.r[u], 0.0
            self.p[u] += stop * rest
            visits -= len(ties.hours[u])
            for x in ties.hours[u]:
                self.r[x] += (1 - stop) * rest / ties.total(u) * ties.weight(u, x)
                if x not in queue and abs(self.r[x]) > limit * ties.total(x):
                    queue.append(x)
        return visits

    def correct(self, i: int, j: int, more: float) -> None:
        """Add to a tie; what i and j pass on to their other colleagues stays, the rest goes into the residuals."""
        stop, ties = self.ties.rule.stop, self.ties
        before = {x: (self.p[x], ties.total(x)) for x in (i, j)}
        old = ties.weight(i, j)
        ties.add(i, j, more)
        for x, y in ((i, j), (j, i)):
            p, total = before[x]
            self.p[x] = p * ties.total(x) / total
            self.r[x] -= (self.p[x] - p) / stop
            self.r[y] += (1 - stop) / stop * p / total * (ties.weight(x, y) - old)
        if before[i][0] or before[j][0]:
            self.run(ties.rule.view_residual, 1 << 60, [i, j])


def reached(v: int, view: Push) -> tuple[float, float]:
    """Reach and certain error of one member, from one view."""
    ties, rule, own = view.ties, view.ties.rule, Push(view.ties)
    own.r[v], queue, visits = 1.0, [v], rule.candidate_visits
    total, finest = ties.total(v), rule.candidate_residual / max(1.0, ties.total(v))
    for limit in (16 * finest, 4 * finest, finest):
        visits = own.run(limit, visits, queue)
        stays = {y: own.p[y] + rule.stop * own.r[y] for y in {**own.p, **own.r}}
        goes = {y: (1 - rule.stop) * r for y, r in own.r.items()}
        met = total * sum(view.r[y] / ties.total(y) * stays[y] for y in stays)
        more = total * sum(view.r[y] / ties.total(y) * goes[y] for y in goes) * sum(stays.values())
        more /= 1 - sum(goes.values())
        back = own.p[v] + total * sum(own.r[y] / ties.total(y) * stays[y] for y in stays)
        short = total * sum(own.r[y] / ties.total(y) * goes[y] for y in goes)
        reach = (view.p[v] + met + more) / back
        error = (abs(more) + total * rule.view_residual * sum(goes.values()) + abs(reach) * short) / back
        if error <= rule.candidate_error * reach or visits < 0:
            break
        queue = own.above(limit / 4)
    return min(1.0, max(0.0, reach)), error


def cosine(counts: dict[int, float], idf: dict[int, float], query: dict[int, float]) -> float:
    """Cosine of one text with a query of length one."""
    weights = {gram: count * idf[gram] for gram, count in counts.items()}
    length = sqrt(sum(w * w for w in weights.values()))
    dot = sum(w * query.get(gram, 0.0) for gram, w in weights.items())
    return min(1.0, dot / length) if dot > 0 else 0.0
