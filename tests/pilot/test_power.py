"""The power planner: near the research file's table, equal to what simulated pilots find."""

import numpy as np
import pytest
from benchmarks import pilot as simulated

from fuerwort.pilot.analysis.ancova import collapse, controls
from fuerwort.pilot.analysis.lottery import Lottery
from fuerwort.pilot.analysis.power import Plan, Variance, descriptive, found, smallest_effect
from fuerwort.pilot.analysis.regression import AnalysisError, Effect, least_squares

MONTHS = tuple(range(1, 25))
TABLE = {
    20: (1.24, 1.15, 0.74, 0.65),
    40: (0.80, 0.75, 0.49, 0.45),
    60: (0.62, 0.59, 0.38, 0.35),
    100: (0.49, 0.45, 0.30, 0.27),
    200: (0.32, 0.32, 0.22, 0.19),
}
"""Smallest effects simulated for the research file: 1 wave before and 1 after, 3 and 1, 3 and 8, 3 and 24."""


@pytest.mark.parametrize("n", TABLE)
def test_it_is_near_the_table_of_the_research_file(n: int) -> None:
    waves = [((0,), (1,)), ((-2, -1, 0), (1,)), ((-2, -1, 0), (*range(3, 25, 3),)), ((-2, -1, 0), MONTHS)]
    planned = [Plan(n, before, after).smallest_effect() for before, after in waves]
    assert planned == pytest.approx(TABLE[n], abs=0.06 if n == 20 else 0.03)


@pytest.mark.parametrize(("n", "scenario"), [(40, "homogeneous"), (100, "homogeneous"), (100, "attrition")])
def test_simulated_pilots_find_as_many_effects_as_planned(n: int, scenario: str) -> None:
    complete = scenario == "homogeneous"
    plan = Plan(n, silent=0.0 if complete else 0.1, leave=0.0 if complete else 0.15)
    effect, pilots = plan.smallest_effect(), 2000
    rng = np.random.default_rng(n)
    values = simulated.measures(rng, pilots, n, 27)
    treated = Lottery.of([0] * n, n // 2).redraw(pilots, 1)
    after = values[..., 3:] + effect * treated[..., None]
    after = np.where(simulated.answered(rng, scenario, treated, treated), after, np.nan)
    z = np.stack([controls(one) for one in collapse(values[..., :3])])
    fits = least_squares(collapse(after), np.concatenate([treated[..., None].astype(float), z], axis=2))
    estimate, se = fits.combined([1.0, 0.0, 0.0])
    assert estimate.std() == pytest.approx(plan.effect.se, rel=0.06)
    ps = [Effect(e, s, df, n).p for e, s, df in zip(estimate, se, fits.df([1.0, 0.0, 0.0]), strict=True)]
    assert np.mean(np.array(ps) <= 0.05) == pytest.approx(0.8, abs=0.03)


def test_the_smallest_effect_is_found_with_the_power_asked_for() -> None:
    plan = Plan(60)
    assert plan.power(plan.smallest_effect(0.9)) == pytest.approx(0.9, abs=1e-6)
    assert plan.power(0.0) == pytest.approx(0.05, abs=1e-9)
    assert smallest_effect(Effect(0.3, 2.0, 50, 53)) == pytest.approx(2 * 2.85, rel=0.01)
    assert found(0.0, 10) == pytest.approx(0.05)


def test_more_of_anything_shows_smaller_effects() -> None:
    start = Plan(60, before=(0,), after=(1, 2, 3)).smallest_effect()
    better = [
        Plan(80, before=(0,), after=(1, 2, 3)),
        Plan(60, before=(-1, 0), after=(1, 2, 3)),
        Plan(60, before=(0,), after=(1, 2, 3, 4)),
        Plan(60, before=(0,), after=(1, 2, 3), silent=0.0),
        Plan(60, before=(0,), after=(1, 2, 3), leave=0.0),
    ]
    assert all(plan.smallest_effect() < start for plan in better)
    assert Plan(60, before=(0,), after=(1, 2, 3), share=0.2).smallest_effect() > start


def test_below_forty_people_a_pilot_describes() -> None:
    assert descriptive(39)
    assert not descriptive(40)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"before": ()}, "before the draw and after"),
        ({"before": (1,)}, "before the draw and after"),
        ({"after": (0, 1)}, "before the draw and after"),
        ({"share": 1.0}, "between 0 and 1"),
        ({"silent": 1.0}, "between 0 and 1"),
        ({"variance": Variance(person=0.9)}, "sum to 1"),
        ({"n": 7}, "too few"),
    ],
)
def test_it_refuses(change: dict, message: str) -> None:
    with pytest.raises(AnalysisError, match=message):
        Plan(**({"n": 60} | change))
