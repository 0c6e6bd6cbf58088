"""Standing: equal to the dense truth, right after every change, and hard to game."""

import numpy as np
import pytest

from fuerwort.engine import standing
from tests.engine import dense
from tests.tables import table


def test_it_computes_the_worked_table() -> None:
    names = ("ada", "ben", "cem", "dia", "eva", "fil")
    for row in table("standing.md"):
        net = standing.Network(len(names), [], [], [], [], 0.0)
        for tie in row["ties"].split(", "):
            pair, hours = tie.split()
            i, j = (names.index(name) for name in pair.split("-"))
            net.add(i, j, float(hours), 0.0)
        view, member = net.view(0), names.index(row["member"])
        reach, share = net.reach(view, member)[0], net.standing(view, member)[0]
        assert (f"{reach:.4f}", f"{share:.3f}") == (row["reach"], row["standing"]), row
        assert dense.reach(net, [0])[member] == pytest.approx(reach, abs=1e-5)
        assert net.explain(view, member).word == row["word"]


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
