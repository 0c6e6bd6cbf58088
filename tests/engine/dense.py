"""The slow and obvious truth: the whole network as a matrix, solved exactly."""

import numpy as np
from numpy.typing import NDArray

from fuerwort.engine.shapes import TieRule
from fuerwort.engine.standing import Network


def walk(net: Network) -> NDArray[np.float64]:
    """Row i: where the walk goes from i; rows sum to less than one, the rest leads to nobody."""
    steps = np.zeros((net.n, net.n))
    for i in range(net.n):
        near, weight = net.colleagues(i)
        steps[i, near] = weight / (weight.sum() + net.rule.leak)
    return steps


def flow(net: Network) -> NDArray[np.float64]:
    """flow[s, v]: personalised PageRank with the leak."""
    stop = net.rule.stop
    return stop * np.linalg.inv(np.eye(net.n) - (1 - stop) * walk(net))


def reach(net: Network, seeds: list[int]) -> NDArray[np.float64]:
    truth = flow(net)
    return truth[seeds].mean(axis=0) / np.diag(truth)


def random_network(n: int, ties: int, seed: int, rule: TieRule | None = None, *, more: int = 0) -> Network:
    """A community with more ties near by than far away, and a few hubs; and so many more accounts without a tie."""
    rng = np.random.default_rng(seed)
    a = rng.integers(0, n, ties)
    b = np.where(rng.random(ties) < 0.2, rng.integers(0, max(2, n // 20), ties), (a + rng.integers(1, 12, ties)) % n)
    keep = a != b
    a, b = a[keep], b[keep]
    return Network(n + more, a, b, rng.uniform(0.5, 20, len(a)), rng.uniform(0, 700, len(a)), 700.0, rule)
