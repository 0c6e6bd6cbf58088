"""One command from locked data to everything a report says, and nothing about too few people.

Rule page: docs/rules/analysis.md. The seed comes from the draw, so that whoever has the data gets the same figures.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from fuerwort.pilot.analysis.ancova import ancova, centred, collapse, spread
from fuerwort.pilot.analysis.attrition import Attrition, attrition, lee_bounds
from fuerwort.pilot.analysis.disclosure import INSIDE, enough, tellable, withheld
from fuerwort.pilot.analysis.family import holm, sharpened_q
from fuerwort.pilot.analysis.lottery import Lottery
from fuerwort.pilot.analysis.power import descriptive, smallest_effect
from fuerwort.pilot.analysis.randomisation import DRAWS, randomise
from fuerwort.pilot.analysis.regression import AnalysisError, Bools, Effect, Floats
from fuerwort.pilot.analysis.spillover import SpillOver, spill_over
from fuerwort.pilot.analysis.trajectory import Point, trajectory

ALPHA, FEWEST = 0.05, 3
Verdict = Literal["higher", "lower", "cannot tell", "descriptive"]


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """What was asked in waves ``before`` and ``after`` the draw (n, waves), in its own unit; NaN without an answer."""

    name: str
    before: Floats
    after: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Trial:
    """A pilot with its data locked: who received, the primary outcome, its family, what is exploratory, ties before."""

    lottery: Lottery
    treated: Bools
    primary: Outcome
    family: tuple[Outcome, ...] = ()
    exploratory: tuple[Outcome, ...] = ()
    ties: Floats | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One outcome: effect in its unit and per SD of one measure before the draw, p alone and in its family.

    ``family_p`` is Westfall-Young's and ``holm`` its check; for what is exploratory ``q`` stands alone. ``drawn`` and
    ``compared``: how many of each arm answered.
    """

    name: str
    effect: Effect
    sd: float
    p: float
    drawn: int
    compared: int
    family_p: float | None = None
    holm: float | None = None
    q: float | None = None

    @property
    def in_sd(self) -> tuple[float, float, float]:
        """Estimate and interval in standard deviations; NaN where nobody differed before the draw."""
        low, high = self.effect.interval()
        return self.effect.estimate / self.sd, low / self.sd, high / self.sd

    @property
    def smallest(self) -> float:
        """Smallest effect, in the unit of the outcome, that a pilot like this finds four times in five."""
        return smallest_effect(self.effect)


@dataclass(frozen=True, slots=True)
class Balance:
    """Baseline of both arms, and how many SD they are apart; no p value: the draw was fair, whatever it gave."""

    name: str
    drawn: float
    compared: float
    apart: float


@dataclass(frozen=True, slots=True)
class Flow:
    """Of one wave: rows drawn, compared, both; columns answered, not answered, both. None where too few."""

    wave: int
    counts: tuple[tuple[int | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Result:
    """Everything the report says. The first finding is the primary one; ``bounds`` stand where arms answered apart."""

    verdict: Verdict
    arms: tuple[int, int]
    """How many were drawn and compared."""
    findings: tuple[Finding, ...]
    exploratory: tuple[Finding, ...]
    balance: tuple[Balance, ...]
    flow: tuple[Flow, ...]
    attrition: Attrition | None
    bounds: tuple[float, float] | None
    spill_over: SpillOver | None
    trajectory: tuple[Point, ...]


def analyse(trial: Trial, seed: int, *, draws: int = DRAWS, floor: int = INSIDE) -> Result:
    """Compute everything; what rests on fewer than ``floor`` people of an arm is left out."""
    findings = _findings([trial.primary, *trial.family], trial, seed, draws)
    others = _findings(trial.exploratory, trial, seed, draws)
    qs = sharpened_q([finding.p for finding in others])
    others = [replace(f, family_p=None, holm=None, q=float(q)) for f, q in zip(others, qs, strict=True)]
    means = collapse(trial.primary.after)
    stopped = attrition(means, trial.treated, trial.lottery, seed, draws=draws)
    first = next((finding for finding in findings if finding.name == trial.primary.name), None)
    shown = first is not None and enough(first.drawn, first.compared, floor)
    return Result(
        verdict=_verdict(len(trial.treated), first if shown else None),
        arms=(int(trial.treated.sum()), int((~trial.treated).sum())),
        findings=_shown(findings, floor),
        exploratory=_shown(others, floor),
        balance=tuple(_balance(trial, floor)),
        flow=tuple(_flow(trial, floor)),
        attrition=stopped if _tellable(stopped, floor) else None,
        bounds=_bounds(trial, means) if shown and stopped.bounds_needed else None,
        spill_over=_spill_over(trial, means, seed, draws) if shown else None,
        trajectory=tuple(
            point
            for point in trajectory(
                trial.primary.before, trial.primary.after, trial.treated, trial.lottery, seed, draws=draws
            )
            if enough(point.drawn.n, point.compared.n, floor)
        ),
    )


def _verdict(n: int, primary: Finding | None) -> Verdict:
    if descriptive(n):
        return "descriptive"
    if primary is None or primary.p > ALPHA:
        return "cannot tell"
    return "higher" if primary.effect.estimate > 0 else "lower"


def _findings(outcomes: Sequence[Outcome], trial: Trial, seed: int, draws: int) -> list[Finding]:
    """Outcomes that at least three of each arm answered, judged together."""
    answered = [np.isfinite(collapse(outcome.after)) for outcome in outcomes]
    counts = [(int(one[trial.treated].sum()), int(one[~trial.treated].sum())) for one in answered]
    kept = [(one, count) for one, count in zip(outcomes, counts, strict=True) if min(count) >= FEWEST]
    if not kept:
        return []
    after, before = [collapse(one.after) for one, _ in kept], [collapse(one.before) for one, _ in kept]
    found = randomise(after, before, trial.treated, trial.lottery, seed, draws=draws)
    effects = [ancova(*pair, trial.treated) for pair in zip(after, before, strict=True)]
    together = zip(kept, effects, found.p, found.westfall_young, holm(found.p), strict=True)
    return [
        Finding(one.name, effect, spread(one.before), float(p), *count, family_p=float(wy), holm=float(h))
        for (one, count), effect, p, wy, h in together
    ]


def _shown(findings: Sequence[Finding], floor: int) -> tuple[Finding, ...]:
    return tuple(finding for finding in findings if enough(finding.drawn, finding.compared, floor))


def _balance(trial: Trial, floor: int) -> list[Balance]:
    rows = []
    for outcome in (trial.primary, *trial.family, *trial.exploratory):
        baseline = collapse(outcome.before)
        arms = [baseline[arm & np.isfinite(baseline)] for arm in (trial.treated, ~trial.treated)]
        if enough(len(arms[0]), len(arms[1]), floor):
            drawn, compared = (float(arm.mean()) for arm in arms)
            rows.append(Balance(outcome.name, drawn, compared, (drawn - compared) / spread(outcome.before)))
    return rows


def _flow(trial: Trial, floor: int) -> list[Flow]:
    here = np.isfinite(trial.primary.after)
    flows = []
    for wave in range(here.shape[1]):
        counts = [
            [int((here[arm, wave] == yes).sum()) for yes in (True, False)] for arm in (trial.treated, ~trial.treated)
        ]
        flows.append(Flow(wave, tuple(map(tuple, withheld(counts, floor)))))
    return flows


def _tellable(stopped: Attrition, floor: int) -> bool:
    """Whether no count of it, nor any difference of two, is about too few; that nobody stopped may be told."""
    groups = [(stopped.drawn, stopped.drawn_answered), (stopped.compared, stopped.compared_answered)]
    return all(tellable(answered, n, floor) for n, answered in groups)


def _bounds(trial: Trial, means: Floats) -> tuple[float, float]:
    """Lee bounds on what the baseline leaves over."""
    before = centred(collapse(trial.primary.before))
    here = np.isfinite(means)
    slope = float(np.polyfit(before[here], means[here], 1)[0]) if np.ptp(before[here]) > 0 else 0.0
    return lee_bounds(means - slope * before, trial.treated)


def _spill_over(trial: Trial, means: Floats, seed: int, draws: int) -> SpillOver | None:
    if trial.ties is None:
        return None
    try:
        before = collapse(trial.primary.before)
        return spill_over(means, before, trial.treated, trial.ties, trial.lottery, seed, draws=draws)
    except AnalysisError:
        return None  # too few ties: the report says that it cannot tell
