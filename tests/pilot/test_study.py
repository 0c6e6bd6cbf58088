"""One command: the planted effect is found, none is not, and nothing is told about too few people."""

from dataclasses import replace

import numpy as np
import pytest

from fuerwort.pilot.analysis.ancova import ancova, collapse
from fuerwort.pilot.analysis.lottery import Lottery
from fuerwort.pilot.analysis.study import Outcome, Result, Trial, analyse

DRAWS = 200


def trial(n: int = 80, effect: float = 0.0, seed: int = 0, others: int = 2) -> Trial:
    rng = np.random.default_rng(seed)
    lottery = Lottery.of(np.arange(n) % 4, n // 2)
    treated = lottery.redraw(1, seed)[0]

    def outcome(name: str, plus: float) -> Outcome:
        person = rng.normal(5, 1, (n, 1))
        after = person + rng.normal(size=(n, 6)) + plus * treated[:, None]
        return Outcome(name, person + rng.normal(size=(n, 3)), after)

    ties = (rng.random((n, n)) < 0.1).astype(float)
    return Trial(
        lottery,
        treated,
        outcome("satisfied", effect),
        tuple(outcome(f"family {k}", 0.0) for k in range(others)),
        tuple(outcome(f"explored {k}", effect) for k in range(2)),
        ties + ties.T,
    )


def silent(one: Trial, who: np.ndarray, waves: slice = slice(None)) -> Trial:
    after = one.primary.after.copy()
    after[who, waves] = np.nan
    return replace(one, primary=replace(one.primary, after=after))


def test_it_finds_the_planted_effect_and_says_all_of_it() -> None:
    one = trial(effect=0.8)
    result = analyse(one, 5, draws=DRAWS)
    first = result.findings[0]
    assert result.verdict == "higher"
    assert first.effect == ancova(collapse(one.primary.after), collapse(one.primary.before), one.treated)
    estimate, low, high = first.in_sd
    assert low < 0.8 / first.sd < high
    assert estimate == pytest.approx(first.effect.estimate / first.sd)
    assert (first.drawn, first.compared) == (40, 40)
    assert first.p <= first.family_p <= 0.05
    assert first.holm <= 0.05
    assert first.smallest == pytest.approx(2.84 * first.effect.se, rel=0.02)
    assert [finding.name for finding in result.findings] == ["satisfied", "family 0", "family 1"]
    assert all(finding.q <= 0.05 and finding.family_p is None for finding in result.exploratory)
    assert [row.name for row in result.balance] == ["satisfied", "family 0", "family 1", "explored 0", "explored 1"]
    assert all(abs(row.apart) < 1 for row in result.balance)
    assert [point.wave for point in result.trajectory] == list(range(6))
    assert result.bounds is None
    assert result.spill_over.focal > 30


def test_the_same_seed_gives_the_same_report() -> None:
    assert analyse(trial(effect=0.3), 5, draws=DRAWS) == analyse(trial(effect=0.3), 5, draws=DRAWS)


@pytest.mark.parametrize(
    ("n", "effect", "verdict"),
    [(80, -0.8, "lower"), (80, 0.0, "cannot tell"), (39, 3.0, "descriptive"), (30, 0.0, "descriptive")],
)
def test_it_says_what_it_can_tell(n: int, effect: float, verdict: str) -> None:
    assert analyse(trial(n, effect, seed=1), 5, draws=DRAWS).verdict == verdict


def test_where_arms_answer_apart_bounds_stand_beside_the_effect() -> None:
    one = trial(effect=0.8)
    leaves = np.flatnonzero(~one.treated)[:14]
    result = analyse(silent(one, leaves), 5, draws=DRAWS)
    low, high = result.bounds
    assert low < result.findings[0].effect.estimate < high
    assert (result.attrition.compared, result.attrition.compared_answered) == (40, 26)
    level = replace(one.primary, before=np.full((80, 3), 2.0))
    same = analyse(silent(replace(one, primary=level), leaves), 5, draws=DRAWS)
    assert same.bounds[0] < same.bounds[1]
    assert np.isnan(same.findings[0].in_sd).all()


def told(result: Result) -> list[int]:
    """Every count of people in a report."""
    counts = [n for one in (*result.findings, *result.exploratory) for n in (one.drawn, one.compared)]
    counts += [n for point in result.trajectory for n in (point.drawn.n, point.compared.n)]
    counts += [n for flow in result.flow for row in flow.counts for n in row if n is not None]
    if stopped := result.attrition:
        counts += [stopped.drawn_answered, stopped.compared_answered]
        counts += [
            n for n in (stopped.drawn - stopped.drawn_answered, stopped.compared - stopped.compared_answered) if n
        ]
    return counts


@pytest.mark.parametrize("floor", [5, 10])
@pytest.mark.parametrize("left", [1, 4, 9, 25, 36, 38, 40])
def test_nothing_is_told_about_too_few(left: int, floor: int) -> None:
    one = trial(effect=0.5, others=1)
    one = silent(one, np.flatnonzero(one.treated)[:left])
    one = silent(one, np.flatnonzero(~one.treated)[:3], slice(2, 4))
    result = analyse(one, 5, draws=50, floor=floor)
    assert all(count >= floor for count in told(result))
    if 40 - left < floor:
        assert "satisfied" not in [finding.name for finding in result.findings]
        assert (result.verdict, result.bounds, result.spill_over) == ("cannot tell", None, None)


def test_what_nobody_answered_is_left_out() -> None:
    one = trial(others=0)
    result = analyse(replace(silent(one, np.ones(80, bool)), exploratory=(), ties=None), 5, draws=50)
    assert (result.findings, result.exploratory, result.trajectory) == ((), (), ())
    assert result.verdict == "cannot tell"
    assert result.attrition is None


def test_without_ties_nothing_is_said_of_spill_over() -> None:
    assert analyse(replace(trial(), ties=None), 5, draws=50).spill_over is None
    assert analyse(replace(trial(), ties=np.zeros((80, 80))), 5, draws=50).spill_over is None


def test_a_baseline_of_few_is_not_shown() -> None:
    one = trial()
    before = np.full_like(one.primary.before, np.nan)
    before[:8] = one.primary.before[:8]
    result = analyse(replace(one, primary=replace(one.primary, before=before)), 5, draws=50)
    assert next(row.name for row in result.balance) == "family 0"
    nothing = replace(one.primary, before=np.full_like(before, np.nan))
    assert analyse(replace(one, primary=nothing), 5, draws=50).findings[0].name == "satisfied"
