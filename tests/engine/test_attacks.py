"""What a swindle gains: nothing behind one account, little for real colluders (docs/rules/standing.md).

Worlds of 300 members; three hosts look. The attacker is a newcomer with two real ties of 8 hours.
"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fuerwort.engine.standing import Network, View
from tests.engine import dense

MEMBERS, TIES, NOW = 300, 1500, 700.0
NEWCOMER = MEMBERS
WORLDS = range(4)


def world(seed: int, fakes: int = 0) -> tuple[Network, View]:
    net = dense.random_network(MEMBERS, TIES, seed, more=1 + fakes)
    view = net.view(net.best_connected(3).tolist())
    for friend in np.random.default_rng(seed).choice(MEMBERS, 2, replace=False):
        net.add(NEWCOMER, int(friend), 8.0, NOW)
    return net, view


def honest_median(net: Network, view: View) -> float:
    return float(np.median(net.reach(view, range(MEMBERS))))


def random_ties(net: Network, group: range, ties: int, seed: int) -> None:
    """Fakes tied to each other as fully as can be."""
    rng = np.random.default_rng(seed)
    for _ in range(ties):
        i, j = rng.choice(group, 2, replace=False)
        net.add(int(i), int(j), 500.0, NOW)


@pytest.mark.parametrize("fakes", [100, 1000])
@pytest.mark.parametrize("seed", WORLDS)
def test_fakes_behind_one_account_gain_nothing(seed: int, fakes: int) -> None:
    net, view = world(seed, fakes)
    before = net.reach(view, NEWCOMER)
    for fake in range(NEWCOMER + 1, NEWCOMER + 1 + fakes):
        net.add(NEWCOMER, fake, 500.0, NOW)
    random_ties(net, range(NEWCOMER + 1, NEWCOMER + 1 + fakes), 3 * fakes, seed)
    corrected = net.reach(view, NEWCOMER)
    net.age(net.now)  # drops the view: what follows is pushed afresh
    for after in (corrected, net.reach(view, NEWCOMER)):
        assert after == pytest.approx(before, rel=0.02)


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10_000), st.integers(0, 39), st.integers(1, 20))
def test_what_lies_behind_an_account_adds_exactly_nothing(seed: int, v: int, fakes: int) -> None:
    net = dense.random_network(40, 120, seed, more=fakes)
    before = dense.reach(net, [0, 1])[:40]
    for fake in range(40, 40 + fakes):
        net.add(v, fake, 500.0, NOW)
    assert dense.reach(net, [0, 1])[v] == pytest.approx(before[v], abs=1e-13)


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10_000), st.integers(0, 39), st.integers(0, 39))
def test_an_honest_experience_never_lowers_ones_own_reach(seed: int, v: int, x: int) -> None:
    if v == x:
        return
    net = dense.random_network(40, 120, seed)
    before = dense.reach(net, [0, 1])[[v, x]]
    net.add(v, x, 8.0, NOW)
    assert (dense.reach(net, [0, 1])[[v, x]] >= before - 1e-12).all()


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10_000), st.sets(st.integers(2, 39), min_size=1, max_size=12))
def test_a_group_shares_what_reaches_it(seed: int, group: set[int]) -> None:
    """Full ties among all of them: their reaches sum to no more than P(reach the group) / stop."""
    members = sorted(group)
    net = dense.random_network(40, 120, seed)
    for i in members:
        for j in members:
            if i < j:
                net.add(i, j, 500.0, NOW)
    before_any = dense.walk(net) * (1 - net.rule.stop)
    before_any[members] = 0.0
    inside = np.isin(range(40), members).astype(float)
    entered = np.linalg.solve(np.eye(40) - before_any, inside)
    assert dense.reach(net, [0, 1])[members].sum() <= entered[[0, 1]].mean() / net.rule.stop + 1e-12


@pytest.mark.parametrize("seed", WORLDS)
def test_partners_who_inflate_their_hours_gain_at_most_double(seed: int) -> None:
    (honest, view), (greedy, same) = world(seed), world(seed)
    partner = 17
    honest.add(NEWCOMER, partner, 8.0, NOW)
    greedy.add(NEWCOMER, partner, 500.0, NOW)
    both = [NEWCOMER, partner]
    assert (greedy.reach(same, both) / honest.reach(view, both) <= 2.0).all()


@pytest.mark.parametrize("seed", WORLDS)
def test_no_fake_of_an_insider_stands_like_an_honest_member(seed: int) -> None:
    net, view = world(seed, 50)
    fakes = range(NEWCOMER + 1, NEWCOMER + 51)
    for fake in fakes:
        net.add(100, fake, 500.0, NOW)
    assert net.reach(view, fakes).max() < honest_median(net, view)


@pytest.mark.parametrize("real", [1, 3, 10, 30])
@pytest.mark.parametrize("seed", WORLDS)
def test_few_of_200_fakes_stand_like_an_honest_member(seed: int, real: int) -> None:
    """With g ties to honest members, at most 2 g of them do."""
    net, view = world(seed, 200)
    fakes = range(NEWCOMER + 1, NEWCOMER + 201)
    random_ties(net, fakes, 1000, seed)
    rng = np.random.default_rng(seed)
    for fake, honest in zip(rng.choice(fakes, real, False), rng.choice(MEMBERS, real, False), strict=True):
        net.add(int(fake), int(honest), 8.0, NOW)
    assert (net.reach(view, fakes) >= honest_median(net, view)).sum() <= 2 * real


@pytest.mark.parametrize("seed", WORLDS)
def test_flooding_with_empty_accounts_shifts_nothing(seed: int) -> None:
    net, view = world(seed, 1000)
    before = net.standing(view, range(MEMBERS))
    for fake in range(NEWCOMER + 1, NEWCOMER + 1001):
        net.add(NEWCOMER, fake, 8.0, NOW)
    assert np.abs(net.standing(view, range(MEMBERS)) - before).max() <= 0.01
