"""Why somebody is reached: shares that add up, and a chain of real ties."""

from itertools import pairwise

import numpy as np
import pytest

from fuerwort.engine.explain import Explanation
from fuerwort.engine.standing import Network
from tests.engine import dense


@pytest.mark.parametrize("seed", range(3))
def test_the_shares_add_up(seed: int) -> None:
    net = dense.random_network(300, 1500, seed)
    view = net.view([1, 50, 200])
    truth, flow = dense.reach(net, [1, 50, 200]), dense.flow(net)
    steps = dense.walk(net) * (1 - net.rule.stop)
    for v in range(0, 300, 7):
        if truth[v] < 1e-4 or v in view.seeds:
            continue
        told = net.explain(view, v)
        assert sum(share for _, share in told.helpers) == pytest.approx(1.0, abs=0.03)
        assert told.direct + sum(share for _, share in told.common) <= 1.0
        assert told.direct == pytest.approx(steps[[1, 50, 200], v].mean() / truth[v], rel=0.02)
        for x, share in told.common[:3]:
            assert share == pytest.approx(steps[[1, 50, 200], x].mean() * steps[x, v] / truth[v], rel=0.02)
        for x, share in told.helpers[:3]:
            exact = (flow[[1, 50, 200], x].mean() - truth[v] * flow[v, x]) / net.rule.stop * steps[x, v] / truth[v]
            assert share == pytest.approx(exact, rel=0.05)


@pytest.mark.parametrize("seed", range(3))
def test_the_chain_is_the_likeliest_of_all(seed: int) -> None:
    net = dense.random_network(60, 150, seed)
    view = net.view([3, 9])
    with np.errstate(divide="ignore"):
        best = -np.log(dense.walk(net) * (1 - net.rule.stop))
    length = best.copy()
    for middle in range(60):  # Floyd and Warshall
        length = np.minimum(length, length[:, [middle]] + length[[middle]])
    for v in range(60):
        chain = net.explain(view, v).chain
        if chain:
            assert chain[0] in view.seeds
            assert chain[-1] == v
            walked = sum(best[x, y] for x, y in pairwise(chain))
            assert walked == pytest.approx(length[[3, 9], v].min())


def test_it_explains_who_helped() -> None:
    net = Network(5, [0, 0, 1, 2], [1, 2, 3, 3], [8.0, 4.0, 8.0, 8.0], [0.0] * 4, 0.0)
    view = net.view(0)
    two = net.explain(view, 3)
    assert two.word == "common"
    assert [x for x, _ in two.common] == [1, 2]
    assert two.chain == (0, 1, 3)
    assert net.explain(view, 1).word == "direct"
    assert net.explain(view, 4) == Explanation("new", 0.0, (), (), ())
    assert net.explain(view, 0).word == "direct"


def test_it_knows_a_colleagues_colleagues_colleague() -> None:
    net = Network(4, [0, 1, 2], [1, 2, 3], [8.0] * 3, [0.0] * 3, 0.0)
    told = net.explain(net.view(0), 3)
    assert (told.word, told.chain) == ("known", (0, 1, 2, 3))


def test_explaining_keeps_the_views_that_are_cached() -> None:
    net = Network(4, [0, 1, 2], [1, 2, 3], [8.0] * 3, [0.0] * 3, 0.0, views=1)
    view = net.view(0)
    before = net.reach(view, [1, 2, 3])
    net.explain(view, 3)
    assert list(net._views) == [view]
    assert net.reach(view, [1, 2, 3]).tolist() == before.tolist()
