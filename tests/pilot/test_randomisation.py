"""Randomisation inference and Westfall-Young: equal to slow twins, exact where all draws can be counted."""

from itertools import combinations

import numpy as np
import pytest
import statsmodels.api as sm

from fuerwort.pilot.analysis.ancova import controls
from fuerwort.pilot.analysis.family import holm
from fuerwort.pilot.analysis.lottery import Lottery
from fuerwort.pilot.analysis.randomisation import Redrawn, randomise, redraw, studentised
from fuerwort.pilot.analysis.regression import AnalysisError


@pytest.mark.parametrize("kind", ["drawn or not", "how far"])
def test_studentised_equals_statsmodels_draw_by_draw(kind: str) -> None:
    rng = np.random.default_rng(0)
    lottery = Lottery.of(np.arange(24) % 3, 11)
    y, base = rng.normal(size=(2, 24))
    y[5] = np.nan
    moved = lottery.redraw(20, 1).astype(float) if kind == "drawn or not" else rng.random((20, 24))
    here = np.isfinite(y)
    oracle = [
        sm.OLS(y[here], np.column_stack([row, np.ones(24), base])[here]).fit(cov_type="HC2").tvalues[0] for row in moved
    ]
    assert studentised(y, controls(base), moved) == pytest.approx(oracle, rel=1e-8)


def test_where_all_lotteries_can_be_counted_the_p_value_is_the_share_that_shows_as_much() -> None:
    rng = np.random.default_rng(4)
    y, base = rng.normal(size=8), np.zeros(8)
    y[:4] += 2.5
    every = np.zeros((70, 8), bool)
    for row, chosen in zip(every, combinations(range(8), 4), strict=True):
        row[list(chosen)] = True
    t = np.abs(studentised(y, np.ones((8, 1)), every))
    exact = (t >= t[0] - 1e-9).mean()
    found = randomise([y], [base], np.arange(8) < 4, Lottery.of([0] * 8, 4), 1, draws=20_000)
    assert 0 < exact < 0.2
    assert found.p[0] == pytest.approx(exact, abs=0.005)


def step_down(observed: np.ndarray, redrawn: np.ndarray) -> list[float]:
    """Westfall and Young 1993, algorithm 2.8 with maxT, word by word."""
    order = sorted(range(len(observed)), key=lambda j: -abs(observed[j]))
    counts = [1] * len(order)
    for row in redrawn:
        for k in range(len(order)):
            counts[k] += max(abs(row[j]) for j in order[k:]) >= abs(observed[order[k]])
    adjusted, highest = [0.0] * len(order), 0.0
    for k, j in enumerate(order):
        highest = adjusted[j] = max(highest, counts[k] / (1 + len(redrawn)))
    return adjusted


@pytest.mark.parametrize("seed", range(5))
def test_westfall_young_is_the_step_down_of_the_book(seed: int) -> None:
    rng = np.random.default_rng(seed)
    found = Redrawn(rng.normal(0, 2, 5), rng.normal(size=(200, 5)))
    assert found.westfall_young == pytest.approx(step_down(found.observed, found.redrawn))
    assert (found.westfall_young >= found.p - 1e-12).all()


def test_outcomes_that_are_the_same_cost_nothing() -> None:
    rng = np.random.default_rng(2)
    y = rng.normal(size=40)
    treated = Lottery.of([0] * 40, 20).redraw(1, 5)[0]
    y[treated] += 0.8
    found = randomise([y] * 6, [np.zeros(40)] * 6, treated, Lottery.of([0] * 40, 20), 3, draws=500)
    assert found.westfall_young == pytest.approx(found.p)
    assert (holm(found.p) > found.westfall_young).any()


def test_the_widest_of_many_intervals_holds_them_all() -> None:
    rng = np.random.default_rng(6)
    found = Redrawn(np.zeros(10), rng.normal(size=(4000, 10)))
    assert found.widest == pytest.approx(2.80, abs=0.1)


def test_an_arm_without_answers_is_refused() -> None:
    treated = np.arange(8) < 4
    y = np.where(treated, np.nan, np.arange(8.0))
    with pytest.raises(AnalysisError, match="in one arm nobody answered"):
        randomise([y], [np.zeros(8)], treated, Lottery.of([0] * 8, 4), 1, draws=10)


def test_an_outcome_that_never_differs_shows_nothing() -> None:
    found = randomise([np.ones(8)], [np.zeros(8)], np.arange(8) < 4, Lottery.of([0] * 8, 4), 1, draws=50)
    assert found.p.tolist() == [1.0]


def test_who_did_not_answer_keeps_their_place() -> None:
    lottery = Lottery.of([0] * 6 + [1] * 6, 6)
    treated = lottery.redraw(1, 1)[0]
    answered = np.arange(12) % 4 != 0
    moved = redraw(answered, treated, lottery, 2, 300)
    assert (moved[0] == treated).all()
    assert (moved[:, ~answered] == treated[~answered]).all()
    assert (redraw(np.ones(12), treated, lottery, 2, 300)[1:] == lottery.redraw(300, 2)).all()
