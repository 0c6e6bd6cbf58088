"""CPU time of a shortlist of 50 out of a thousand to a million members, beside libraries that score everybody.

    python benchmarks/standing.py [MEMBERS ...]        default: 1000 10000 100000 1000000

Needs requirements/bench.txt. One thread. Each figure is the median over the same people of the best of some rounds;
all of a size is measured in one run, so compare figures within a row. networkx is left out above 10,000 members.
"""

import os

os.environ["OMP_NUM_THREADS"] = "1"  # igraph's threads spin on a busy machine and look slower than they are

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

import igraph
import networkx
import numpy as np
from scipy import sparse
from sknetwork.ranking import PageRank

from fuerwort.engine.shapes import TieRule
from fuerwort.engine.standing import Network

SPACE, TIES, NOW = 100, 9.4, 900.0
PEOPLE, SHORTLIST = 12, 50
FINE = TieRule(view_residual=1e-9, candidate_residual=3e-4, candidate_error=1e-6, candidate_visits=10**8)
"""For the truth: certain to 0.01 % where reach is above 0.0001."""


@dataclass
class Community:
    """Spaces of a hundred: three in four ties inside, one in five to spaces near by; some members far busier."""

    n: int
    a: np.ndarray
    b: np.ndarray
    hours: np.ndarray
    day: np.ndarray

    def network(self, rule: TieRule | None = None) -> Network:
        return Network(self.n, self.a, self.b, self.hours, self.day, NOW, rule, views=1)

    @classmethod
    def imagine(cls, n: int, seed: int = 0) -> "Community":
        rng = np.random.default_rng(seed)
        busy = np.concatenate([[0.0], np.cumsum(rng.lognormal(0.0, 1.0, n))])

        def draw(first: np.ndarray, last: np.ndarray) -> np.ndarray:
            at = rng.uniform(busy[first], busy[last])
            return np.clip(np.searchsorted(busy, at, side="right") - 1, first, last - 1)

        m = int(TIES * 1.28 * n)  # some are drawn twice
        a = draw(np.zeros(m, np.int64), np.full(m, n))
        width = np.select([(where := rng.random(m)) < 0.75, where < 0.95], [0, 5], n)
        b = draw(np.clip((a // SPACE - width) * SPACE, 0, n - 1), np.minimum((a // SPACE + width + 1) * SPACE, n))
        a, b = a[a != b], b[a != b]
        times = 1 + rng.poisson(1.0, len(a))
        a, b = np.repeat(a, times), np.repeat(b, times)
        return cls(n, a, b, rng.gamma(1.5, 4.0, len(a)), rng.uniform(0.0, NOW, len(a)))

    def shortlist(self, member: int, rng: np.random.Generator) -> np.ndarray:
        """Thirty of the member's space, twenty of anywhere."""
        start = member // SPACE * SPACE
        near = rng.permutation(np.arange(start, min(start + SPACE, self.n)))[:30]
        return np.concatenate([near, rng.choice(self.n, SHORTLIST - len(near), replace=False)])


def milliseconds(work: Callable[[], object], rounds: int, before: Callable[[], object] = lambda: None) -> float:
    best = np.inf
    for _ in range(rounds):
        before()
        began = time.process_time()
        work()
        best = min(best, time.process_time() - began)
    return best * 1e3


def ours(net: Network, community: Community, people: np.ndarray) -> dict[str, float]:
    rng = np.random.default_rng(2)
    rows = [one_person(net, community, p, rng) for p in people.tolist()]
    return {name: float(np.median([row[name] for row in rows])) for name in rows[0]}


def one_person(net: Network, community: Community, p: int, rng: np.random.Generator) -> dict[str, float]:
    """Cold, cached, and new experiences; the network keeps one view, so looking elsewhere drops it."""
    listed, elsewhere = community.shortlist(p, rng), (p + community.n // 2) % community.n
    row = {
        "view": milliseconds(lambda: net.view(p), 7, lambda: net.view(elsewhere)),
        "cold": milliseconds(lambda: net.reach(net.view(p), listed), 7, lambda: net.view(elsewhere)),
        "cached": milliseconds(lambda: net.reach(net.view(p), listed), 7),
    }
    view = net.view(p)
    row["why"] = float(np.median([milliseconds(lambda: net.explain(view, v), 3) for v in listed[::5].tolist()]))  # noqa: B023 - used at once
    pairs = {
        "own": [(p, x) for x in net.colleagues(p)[0][:9].tolist()],
        "far": rng.choice(community.n, (9, 2)).tolist(),
    }
    for name, both in pairs.items():
        row[name] = float(np.median([milliseconds(lambda: net.add(i, j, 2.0, NOW), 1) for i, j in both if i != j]))  # noqa: B023 - used at once
    return row


def error(net: Network, community: Community, people: np.ndarray) -> float:
    """The relative error 95 % of a shortlist's members with a reach above 0.0001 stay below."""
    rng, exact, off = np.random.default_rng(2), community.network(FINE), []
    for p in people.tolist():
        listed = community.shortlist(p, rng)
        truth, found = exact.reach(exact.view(p), listed), net.reach(net.view(p), listed)
        far = truth > 1e-4
        off.append(np.abs(found - truth)[far] / truth[far])
    return float(np.quantile(np.concatenate(off), 0.95))


def theirs(net: Network, people: np.ndarray) -> dict[str, float]:
    """The same ties; these libraries know no leak and always score everybody."""
    n = net.n
    rows = [net.colleagues(i) for i in range(n)]
    size = [len(near) for near, _ in rows]
    near, weight = (np.concatenate(part) for part in zip(*rows, strict=True))
    matrix = sparse.csr_matrix((weight, near, np.concatenate([[0], np.cumsum(size)])), shape=(n, n))
    upper = sparse.triu(matrix).tocoo()
    graph = igraph.Graph(n=n, edges=np.column_stack([upper.row, upper.col]), edge_attrs={"weight": upper.data})
    walker = PageRank(damping_factor=0.7, solver="piteration")
    work: dict[str, Callable[[int], object]] = {
        "igraph": lambda p: graph.personalized_pagerank(damping=0.7, reset_vertices=[p], weights="weight"),
        "scikit-network": lambda p: walker.fit_predict(matrix, weights={p: 1.0}),
    }
    if n <= 10_000:
        known = networkx.from_scipy_sparse_array(matrix)
        work["networkx"] = lambda p: networkx.pagerank(known, alpha=0.7, personalization={p: 1.0})
    few, rounds = (people, 3) if n <= 10_000 else (people[:3], 2)
    return {
        name: float(np.median([milliseconds(lambda: one(p), rounds) for p in few.tolist()]))  # noqa: B023 - used at once
        for name, one in work.items()
    }


def main(sizes: list[int]) -> None:
    print("| members | ties | cold | view alone | cached | new tie of the viewer | of two others | why | error |")
    print("|---|---|---|---|---|---|---|---|---|")
    rivals = []
    for n in sizes:
        community = Community.imagine(n)
        net = community.network()
        people = np.random.default_rng(1).choice(n, PEOPLE, replace=False)
        people = people[[len(net.colleagues(p)[0]) > 0 for p in people]]
        ties = sum(len(net.colleagues(i)[0]) for i in range(n)) // 2
        off, other, our = error(net, community, people), theirs(net, people), ours(net, community, people)
        print(
            f"| {n:,} | {ties:,} | {our['cold']:.2f} ms | {our['view']:.2f} ms | {our['cached']:.2f} ms "
            f"| {our['own'] * 1e3:.0f} µs | {our['far'] * 1e3:.0f} µs | {our['why']:.2f} ms | {off:.2%} |",
            flush=True,
        )
        rivals.append((n, our["cold"], our["cached"], other))
    print("\n| members | igraph | scikit-network | networkx | igraph / cold | igraph / cached |")
    print("|---|---|---|---|---|---|")
    for n, cold, cached, other in rivals:
        spent = [f"{other[name]:,.1f} ms" if name in other else "" for name in ("igraph", "scikit-network", "networkx")]
        print(f"| {n:,} | {' | '.join(spent)} | {other['igraph'] / cold:,.0f} | {other['igraph'] / cached:,.0f} |")


if __name__ == "__main__":
    main([int(n) for n in sys.argv[1:]] or [1_000, 10_000, 100_000, 1_000_000])
