"""The lottery drawn again: the same law as the draw, stratum by stratum."""

import numpy as np
import pytest

from fuerwort.pilot.analysis.lottery import Lottery, smallest
from fuerwort.pilot.analysis.regression import AnalysisError
from tests.engine.test_draw import covariance, evenness

SIZES = [1, 2, 3, 5]


def labels(sizes: list[int]) -> list[str]:
    return [f"s{k}" for k, size in enumerate(sizes) for _ in range(size)]


def test_it_draws_by_the_law_of_the_draw() -> None:
    """Means and covariances of who is drawn, against the exact ones that the engine's draw is tested with."""
    drawn = Lottery.of(labels(SIZES), 5).redraw(40_000, 1)
    assert (drawn.sum(axis=1) == 5).all()
    assert evenness(drawn.sum(axis=0), len(drawn), SIZES, 5) > 0.01
    assert np.cov(drawn.T, bias=True) == pytest.approx(covariance(SIZES, 5), abs=0.008)


def test_each_stratum_gets_its_part_rounded_down_or_up() -> None:
    lottery = Lottery.of([7, 7, 7, "b", "b", 1.5], 3)
    drawn = lottery.redraw(500, 3)
    for stratum in range(3):
        exact = 3 * (lottery.strata == stratum).sum() / 6
        found = drawn[:, lottery.strata == stratum].sum(axis=1)
        assert set(found) <= {int(exact), int(np.ceil(exact))}


def test_the_same_seed_draws_the_same() -> None:
    lottery = Lottery.of(labels(SIZES), 4)
    assert (lottery.redraw(50, 8) == lottery.redraw(50, 8)).all()
    assert (lottery.redraw(50, 8) != lottery.redraw(50, 9)).any()


def test_others_swap_places_while_some_keep_theirs() -> None:
    lottery = Lottery.of([0] * 6 + [1] * 4, 5)
    treated = lottery.redraw(1, 2)[0]
    fixed = np.arange(10) % 3 == 0
    drawn = lottery.redraw_others(treated, fixed, 2000, 4)
    assert (drawn[:, fixed] == treated[fixed]).all()
    for stratum in (0, 1):
        here = lottery.strata == stratum
        assert (drawn[:, here].sum(axis=1) == treated[here].sum()).all()
        free = here & ~fixed
        assert drawn[:, free].mean(axis=0) == pytest.approx(treated[free].mean(), abs=0.05)


def test_smallest_counts_out_as_many_as_asked() -> None:
    keys = np.array([[0.3, 0.1, 0.2], [0.5, 0.9, 0.7], [0.1, 0.2, 0.3]])
    assert smallest(keys, np.array([2, 0, 3])).tolist() == [[False, True, True], [False] * 3, [True] * 3]


@pytest.mark.parametrize("places", [0, 6, 7, -1])
def test_a_lottery_makes_two_groups(places: int) -> None:
    with pytest.raises(AnalysisError, match="make no two groups"):
        Lottery.of([0] * 6, places)
