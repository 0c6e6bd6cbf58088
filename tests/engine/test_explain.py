"""Why somebody is reached: shares that add up, and a chain of real ties."""

from itertools import pairwise

import numpy as np
import pytest

from fuerwort.engine import explain
from fuerwort.engine.explain import Explanation
from fuerwort.engine.standing import Network
from tests.engine import dense


@pytest.mark.parametrize("seed", range(3))
def test_the_shares_are_those_of_the_dense_truth(seed: int) -> None:
    net = dense.random_network(300, 1500, seed)
    seeds = [1, 50, 200]
    view, truth, flow = net.view(seeds), dense.reach(net, seeds), dense.flow(net)
    steps = dense.walk(net) * (1 - net.rule.stop)
    first = steps[seeds].mean(axis=0)
    for v in range(0, 300, 7):
        if truth[v] == 0.0 or v in seeds:
            continue
        told = net.explain(view, v)
        helped = (flow[seeds].mean(axis=0) - truth[v] * flow[v]) * steps[:, v] / net.rule.stop / truth[v]
        assert helped.sum() == pytest.approx(1.0)
        assert sum(share for _, share in told.helpers) == pytest.approx(1.0)
        assert all(share == pytest.approx(helped[x], abs=0.01) for x, share in told.helpers)
        assert told.direct == pytest.approx(first[v] / truth[v], rel=0.01)
        two = np.where(np.isin(range(300), seeds), 0.0, first * steps[:, v]) / truth[v]
        assert all(share == pytest.approx(two[x], rel=0.01) for x, share in told.common)
        assert len(told.common) == (two > 0).sum()
        assert told.direct + sum(share for _, share in told.common) <= 1.01


@pytest.mark.parametrize("seed", range(3))
def test_the_chain_comes_nearer_with_every_step(seed: int) -> None:
    net = dense.random_network(300, 900, seed)
    view = net.view([3, 9])
    flow = dense.flow(net)[[3, 9]].mean(axis=0)
    away = flow / net._ties.rows.total
    for v in range(300):
        chain = net.explain(view, v).chain
        if not chain:
            assert flow[v] == 0.0 or v in view.seeds
            continue
        assert chain[0] in view.seeds
        assert chain[-1] == v
        assert all(net.tie(x, y) > 0 for x, y in pairwise(chain))
        assert all(away[x] > away[y] for x, y in pairwise(chain))


def test_the_chain_turns_back_where_it_must() -> None:
    """A wrong guess of the flow makes the way longer, but it is found."""
    table = Network(6, [0, 1, 2, 2, 4], [1, 2, 3, 4, 5], [8.0] * 5, [0.0] * 5, 0.0)._ties
    guess = np.array([0.0, 0.1, 0.2, 0.3, 0.9, 0.8])
    assert explain.chain(table, [0], 3, lambda members: guess[members]) == (0, 1, 2, 3)


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
