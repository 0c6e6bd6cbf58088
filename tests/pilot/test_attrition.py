"""Attrition and Lee bounds: by hand, and holding the truth where the assumption is true."""

import numpy as np
import pytest

from fuerwort.pilot.analysis.attrition import attrition, lee_bounds
from fuerwort.pilot.analysis.lottery import Lottery
from fuerwort.pilot.analysis.regression import AnalysisError

GONE = np.nan


def test_bounds_by_hand() -> None:
    """Four of four drawn answered, two of four compared: half of the drawn are cut off."""
    treated = [True] * 4 + [False] * 4
    y = [1.0, 2.0, 6.0, 9.0, 3.0, 5.0, GONE, GONE]
    assert lee_bounds(y, treated) == (1.5 - 4, 7.5 - 4)
    assert lee_bounds(y, [not arm for arm in treated]) == (4 - 7.5, 4 - 1.5)


def test_who_is_at_the_edge_is_cut_in_part() -> None:
    """Three of three against one of two: of the three one and a half are kept, one whole and one in half."""
    low, high = lee_bounds([1.0, 2.0, 4.0, 0.0, GONE], [True, True, True, False, False])
    assert (low, high) == pytest.approx(((1 + 2 * 0.5) / 1.5, (4 + 2 * 0.5) / 1.5))


def test_where_both_arms_answer_alike_the_bounds_are_the_difference() -> None:
    y, treated = [1.0, 5.0, GONE, 2.0, 3.0, GONE], [True] * 3 + [False] * 3
    assert lee_bounds(y, treated) == pytest.approx((0.5, 0.5))


@pytest.mark.parametrize("seed", range(5))
def test_they_hold_the_truth_where_only_the_compared_are_lost(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n, effect = 4000, 0.35
    none, treated = rng.normal(size=n), rng.permutation(np.arange(n) % 2 == 0)
    y = np.where(~treated & (none < -0.5), GONE, none + effect * treated)
    low, high = lee_bounds(y, treated)
    assert low < effect - 0.2
    assert y[treated].mean() - np.nanmean(y[~treated]) < effect - 0.2  # the plain difference is far off
    # who is lost are the lowest: cutting those off the drawn gives the truth
    assert high == pytest.approx(effect, abs=0.1)


def test_an_arm_without_answers_has_no_bounds() -> None:
    with pytest.raises(AnalysisError, match="nobody answered"):
        lee_bounds([GONE, 1.0], [True, False])


def test_it_counts_and_tests_who_stopped() -> None:
    lottery = Lottery.of(np.arange(80) % 4, 40)
    treated = lottery.redraw(1, 3)[0]
    y = np.zeros(80)
    y[np.flatnonzero(~treated)[:14]] = GONE
    y[np.flatnonzero(treated)[:2]] = GONE
    found = attrition(y, treated, lottery, 1, draws=1000)
    assert (found.drawn, found.drawn_answered, found.compared, found.compared_answered) == (40, 38, 40, 26)
    assert found.difference == pytest.approx(0.3)
    assert found.bounds_needed
    assert found.p < 0.01


def test_five_points_apart_need_no_bounds_yet_and_all_who_answer_differ_in_nothing() -> None:
    lottery = Lottery.of([0] * 40, 20)
    treated = np.arange(40) < 20
    assert not attrition(np.where(np.arange(40) == 3, GONE, 0.0), treated, lottery, 1, draws=50).bounds_needed
    assert attrition(np.zeros(40), treated, lottery, 1, draws=50).p == 1.0
