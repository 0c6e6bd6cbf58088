"""Standing: equal to the dense truth, right after every change, and hard to game."""

import numpy as np
import pytest

from fuerwort.engine import standing
from fuerwort.engine.shapes import TieRule
from tests.engine import dense
from tests.tables import table


def test_it_computes_the_worked_table() -> None:
    names = ("ada", "ben", "cem", "dia", "eva", "fil")
    exact = TieRule(view_residual=1e-12, candidate_residual=1e-9, candidate_error=1e-9)
    for row in table("standing.md"):
        nets = [standing.Network(len(names), [], [], [], [], 0.0, rule) for rule in (exact, None)]
        for net in nets:
            for tie in row["ties"].split(", "):
                pair, hours = tie.split()
                net.add(*(names.index(name) for name in pair.split("-")), float(hours), 0.0)
        net, usual = nets
        view, member = net.view(0), names.index(row["member"])
        reach = net.reach(view, member)[0]
        assert f"{reach:.4f}" == row["reach"], row
        assert f"{net.standing(view, member)[0]:.3f}" == row["standing"], row
        assert net.explain(view, member).word == row["word"]
        assert usual.reach(view, member)[0] == pytest.approx(reach, rel=2e-3)


@pytest.mark.parametrize(("n", "ties"), [(60, 100), (300, 1500), (300, 6000), (1200, 8000)])
@pytest.mark.parametrize("seed", range(2))
def test_it_equals_the_dense_truth(n: int, ties: int, seed: int) -> None:
    net = dense.random_network(n, ties, seed)
    flow = dense.flow(net)
    for seeds in ([1, n // 6, n // 2], [n // 3], net.best_connected(3).tolist()):
        view = net.view(seeds)
        truth, found = flow[seeds].mean(axis=0) / np.diag(flow), net.reach(view, range(n))
        far = truth > 1e-4
        error = np.abs(found - truth)
        assert np.quantile(error[far] / truth[far], 0.95) <= 0.01
        assert (error <= net.error_bound(view, range(n)) + 1e-12).all()


def test_typical_is_the_median_of_the_seeds_colleagues() -> None:
    net = dense.random_network(300, 1500, 9)
    for seeds in ([1], [3, 4], net.best_connected(3).tolist()):
        direct = np.setdiff1d(np.concatenate([net.colleagues(s)[0] for s in seeds]), seeds)
        reach = dense.reach(net, seeds)
        truth = reach / (reach + np.median(reach[direct]))
        assert np.abs(net.standing(net.view(seeds), range(300)) - truth).max() <= 1e-3


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
