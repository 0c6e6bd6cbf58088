"""Standing: equal to the dense truth, right after every change, and hard to game."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fuerwort.engine import standing
from tests.engine import dense


@pytest.mark.parametrize("seed", range(4))
def test_it_equals_the_dense_truth(seed: int) -> None:
    net = dense.random_network(300, 1500, seed)
    seeds = [1, 50, 200]
    truth, found = dense.reach(net, seeds), net.reach(net.view(seeds), range(300))
    far = truth > 1e-4
    error = np.abs(found - truth)
    assert np.quantile(error[far] / truth[far], 0.95) <= 0.01
    assert (error <= net.error_bound(net.view(seeds), range(300)) + 1e-12).all()


def test_it_stays_right_through_500_updates() -> None:
    net = dense.random_network(200, 600, 7)
    views = [net.view(0), net.view([3, 5])]
    rng = np.random.default_rng(1)
    for _ in range(500):
        i, j = rng.choice(200, 2, replace=False)
        net.add(int(i), int(j), float(rng.uniform(0.2, 9)), 700.0)
    kept = [(net.reach(view, range(200)), net.error_bound(view, range(200))) for view in views]
    net.age(700.0)  # drops the views: what follows is pushed afresh
    for view, (corrected, bound) in zip(views, kept, strict=True):
        assert np.abs(corrected - net.reach(view, range(200))).max() <= 1e-5
        error = np.abs(corrected - dense.reach(net, list(view.seeds)))
        assert (error <= bound + 1e-12).all()
        assert error.max() <= 2e-4


def test_it_ages_exactly() -> None:
    old = standing.Network(3, [0, 1], [1, 2], [8.0, 4.0], [0.0, 10.0], 20.0)
    view = old.view(0)
    old.age(500.0)
    fresh = standing.Network(3, [0, 1], [1, 2], [8.0, 4.0], [0.0, 10.0], 500.0)
    assert old.reach(view, [1, 2]) == pytest.approx(fresh.reach(fresh.view(0), [1, 2]), abs=1e-12)
    with pytest.raises(standing.StandingError, match="cannot go back"):
        old.age(400.0)


@given(st.integers(0, 10_000), st.integers(0, 39), st.integers(0, 39))
@settings(deadline=None, max_examples=40)
def test_an_honest_experience_never_lowers_ones_own_reach(seed: int, v: int, x: int) -> None:
    if v == x:
        return
    net = dense.random_network(40, 120, seed)
    before = dense.reach(net, [0, 1])[v]
    net.add(v, x, 8.0, 700.0)
    assert dense.reach(net, [0, 1])[v] >= before - 1e-12


@pytest.mark.parametrize("fakes", [100, 1000])
def test_fakes_behind_one_account_gain_nothing(fakes: int) -> None:
    net = dense.random_network(300 + fakes, 0, 0)
    real = dense.random_network(300, 1500, 3)
    for i in range(300):
        for j, w in zip(*real.colleagues(i), strict=True):
            if i < j:
                net.add(i, int(j), float(8 * w / (1 - w)), 700.0)
    hosts = [int(x) for x in net.best_connected(3)]
    view, v = net.view(hosts), 250
    before = net.reach(view, [v])[0]
    for fake in range(300, 300 + fakes):
        net.add(v, fake, 500.0, 700.0)
    assert net.reach(view, [v])[0] <= 1.02 * before
    assert net.standing(view, [v])[0] <= 0.01 + before / (before + 0.0001)


def test_two_partners_who_inflate_their_hours_gain_less_than_double() -> None:
    honest, greedy = (dense.random_network(300, 1500, 5) for _ in range(2))
    view = honest.view([0, 1, 2])
    i, j = 200, 205
    honest.add(i, j, 8.0, 700.0)
    greedy.add(i, j, 500.0, 700.0)
    gain = greedy.reach(greedy.view(view.seeds), [i, j]) / honest.reach(view, [i, j])
    assert (gain <= 2.0).all()


def test_flooding_with_empty_accounts_shifts_nothing() -> None:
    small, flooded = dense.random_network(300, 1500, 6), dense.random_network(300, 1500, 6)
    big = standing.Network(1300, [], [], [], [], 700.0)
    for i in range(300):
        for j, w in zip(*flooded.colleagues(i), strict=True):
            if i < j:
                big.add(i, int(j), float(8 * w / (1 - w)), 700.0)
    seeds = [0, 7, 9]
    shift = big.standing(big.view(seeds), range(300)) - small.standing(small.view(seeds), range(300))
    assert np.abs(shift).max() <= 0.01


def test_a_group_shares_what_reaches_it() -> None:
    net = dense.random_network(60, 200, 8)
    group = [10, 11, 12, 13]
    absorbed = dense.walk(net) * (1 - net.rule.stop)
    absorbed[group] = 0.0
    hit = np.linalg.solve(np.eye(60) - absorbed, np.isin(range(60), group).astype(float))
    assert net.reach(net.view(0), group).sum() <= hit[0] / net.rule.stop


def test_it_explains_who_helped() -> None:
    net = standing.Network(5, [0, 0, 1, 2], [1, 2, 3, 3], [8.0, 4.0, 8.0, 8.0], [0.0] * 4, 0.0)
    view = net.view(0)
    two = net.explain(view, 3)
    assert two.word == "common"
    assert [x for x, _ in two.common] == [1, 2]
    assert sum(share for _, share in two.helpers) == pytest.approx(1.0, abs=0.03)
    assert two.chain == (0, 1, 3)
    assert net.explain(view, 1).word == "direct"
    assert net.explain(view, 4) == standing.Explanation("new", 0.0, (), (), ())
    assert net.explain(view, 0).word == "direct"


def test_it_knows_a_colleagues_colleagues_colleague() -> None:
    net = standing.Network(4, [0, 1, 2], [1, 2, 3], [8.0] * 3, [0.0] * 3, 0.0)
    told = net.explain(net.view(0), 3)
    assert (told.word, told.chain) == ("known", (0, 1, 2, 3))


def test_a_view_without_colleagues_reaches_nobody() -> None:
    net = standing.Network(3, [0], [1], [8.0], [0.0], 0.0)
    assert net.standing(net.view(2), [0, 1]).tolist() == [0.0, 0.0]


def test_it_recomputes_a_view_that_was_dropped() -> None:
    net = standing.Network(4, [0, 1, 2], [1, 2, 3], [8.0] * 3, [0.0] * 3, 0.0, views=1)
    first = net.view(0)
    before = net.reach(first, [3])
    net.view(1)
    assert net.reach(first, [3]) == before


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda net: net.add(0, 0, 1.0, 0.0), "two members"),
        (lambda net: net.add(0, 1, -1.0, 0.0), "positive hours"),
        (lambda net: net.add(0, 1, float("nan"), 0.0), "positive hours"),
        (lambda net: net.add(0, 9, 1.0, 0.0), "numbered 0 to 2"),
        (lambda net: net.view([]), "at least one seed"),
        (lambda net: net.reach(net.view(0), [3]), "numbered 0 to 2"),
    ],
)
def test_it_refuses(change, message: str) -> None:
    with pytest.raises(standing.StandingError, match=message):
        change(standing.Network(3, [0], [1], [8.0], [0.0], 0.0))
