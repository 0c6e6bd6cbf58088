"""A pilot rehearsed in the lab: half of an imagined community is drawn and paid, and analysed as a real pilot would be.

The lab knows what the income did (the same worlds are played once more with nobody paid), so one sees what the analysis
finds of it, how often, and how often it sees something where nothing is. Rules: docs/rules/lab.md.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from fuerwort.lab.whatif.asked import TWENTIETHS, Asked
from fuerwort.lab.whatif.choosers import chooser
from fuerwort.lab.whatif.dice import Dice
from fuerwort.lab.whatif.month import step
from fuerwort.lab.whatif.parameters import Settings, fixed, table
from fuerwort.lab.whatif.play import run
from fuerwort.lab.whatif.regimes import Regime
from fuerwort.lab.whatif.world import WEEKS, begin, fields_of
from fuerwort.pilot.analysis.lottery import Lottery
from fuerwort.pilot.analysis.power import descriptive
from fuerwort.pilot.analysis.regression import Bools, Floats
from fuerwort.pilot.analysis.study import ALPHA, Outcome, Result, Trial, analyse

BEFORE, WORLDS, DRAWS, SEED = 6, 20, 399, 2010
"""Months before the draw; communities; lotteries drawn again in each analysis."""
SILENT = 0.1
"""Part of the answers that are missing, in both groups alike: what the planner expects, too."""
FEWEST = 10
OUTCOMES = ("own_hours", "off_hours", "openness", "recommended")
"""The first is the primary one: hours a week in one's own field, paid or not."""

Seen = dict[str, Floats]
"""Outcome -> (rows, members, months)."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """One outcome: what the income did to whoever was drawn and to the others, and what a pilot sees of it."""

    name: str
    truth: float
    beside: float
    estimates: list[float]
    smallest: float
    found: float | None
    false: float | None


def rehearse(asked: Asked, tell: Callable[[float], None] = lambda share: None) -> dict[str, Any]:
    """Play and analyse so many pilots in communities like this one; ready for JSON."""
    settings = fixed(WORLDS, asked.changes)
    lottery = Lottery.of(fields_of(asked.plan), asked.members // 2)
    drawn = lottery.redraw(WORLDS, SEED)
    paid, nobody = (_played(asked, settings, drawn, amount) for amount in (100 * asked.euros, 0))
    tell(0.4)
    results: list[tuple[Result, Result]] = []
    for row in range(WORLDS):
        silent = np.random.default_rng((SEED, row)).random((asked.members, BEFORE + asked.months)) < SILENT
        pair = (_trial(lottery, drawn[row], seen, row, silent) for seen in (paid, nobody))
        one, other = (analyse(trial, SEED + row, draws=DRAWS) for trial in pair)
        results.append((one, other))
        tell(0.4 + 0.6 * (row + 1) / WORLDS)
    plain = descriptive(asked.members)
    told = [_ahead(name, drawn, paid, nobody, results, plain=plain) for name in OUTCOMES]
    return {
        "people": asked.members, "drawn": asked.members // 2, "worlds": WORLDS, "descriptive": plain,
        "outcomes": [_plain(one) for one in told],
    }  # fmt: skip


def _played(asked: Asked, settings: Settings, drawn: Bools, amount: int) -> Seen:
    """Months before the draw, in which nobody is paid, then those after it."""
    plan, calm = replace(asked.plan, months=BEFORE + asked.months), Regime("social")
    world = begin(plan, calm, settings, Dice(SEED, WORLDS))
    names = chooser(calm.rule, WORLDS * plan.fields, world.seats.shape[1])
    opens = []
    for month in range(plan.months):
        if month == BEFORE:
            world.regime, world.paid = Regime("social", amount), drawn
        step(world, names, month)
        opens.append(world.openness)
    every = {
        name: np.stack([month[name] for month in world.months], axis=2)
        for name in ("mine", "jobs", "taken", "practice")
    }
    week = settings["job_hours"][..., None] / WEEKS
    return {
        "own_hours": (every["mine"] + every["jobs"]) * week + every["practice"] / WEEKS,
        "off_hours": every["taken"] * week,
        "openness": np.stack(opens, axis=2),
        "recommended": every["jobs"].astype(float),
    }


def _trial(lottery: Lottery, drawn: Bools, seen: Seen, row: int, silent: Bools) -> Trial:
    outcomes = []
    for name in OUTCOMES:
        said = np.where(silent, np.nan, seen[name][row])
        outcomes.append(Outcome(name, said[:, :BEFORE], said[:, BEFORE:]))
    return Trial(lottery, drawn, outcomes[0], tuple(outcomes[1:]))


def _ahead(
    name: str, drawn: Bools, paid: Seen, nobody: Seen, results: list[tuple[Result, Result]], *, plain: bool
) -> Ahead:
    gap = (paid[name] - nobody[name])[:, :, BEFORE:].mean(axis=2)
    found, false = (list(_findings(name, [pair[at] for pair in results])) for at in range(2))
    return Ahead(
        name=name,
        truth=float(gap[drawn].mean()),
        beside=float(gap[~drawn].mean()),
        estimates=np.quantile([one[0] for one in found], TWENTIETHS).tolist() if found else [],
        smallest=float(np.median([one[1] for one in found])) if found else 0.0,
        found=None if plain else _often(found),
        false=None if plain else _often(false),
    )


def _findings(name: str, results: list[Result]) -> Iterator[tuple[float, float, float]]:
    """Estimate, smallest effect and p (of the family, but for the primary outcome) in each pilot that has them."""
    for result in results:
        for one in result.findings:
            if one.name == name:
                p = one.p if name == OUTCOMES[0] or one.family_p is None else one.family_p
                yield one.effect.estimate, one.smallest, p


def _often(found: list[tuple[float, float, float]]) -> float:
    return float(np.mean([p <= ALPHA for _, _, p in found])) if found else 0.0


def _plain(one: Ahead) -> dict[str, Any]:
    def short(value: float | None) -> float | None:
        return None if value is None else float(f"{value:.5g}")

    return {
        "name": one.name, "truth": short(one.truth), "beside": short(one.beside), "smallest": short(one.smallest),
        "estimates": [short(value) for value in one.estimates], "found": one.found, "false": one.false,
    }  # fmt: skip


def fitted(asked: Asked, requests: float) -> Asked:
    """The same with as many enquiries that the house of the lab gets so many requests a member and month, if it can.

    Half a year is played once for many numbers of enquiries, with the same luck; then a straight line.
    """
    one = table()["enquiries"]
    tried = np.linspace(one.low, one.high, 24)
    settings = {**fixed(len(tried), asked.changes), "enquiries": tried[:, None]}
    plan = replace(asked.plan, months=6)
    sent = run({"social": Regime("social")}, settings, plan, seed=SEED, shared=True)["social"]["sent"]
    slope, start = np.polyfit(tried, sent, 1)
    best = np.clip((requests - start) / slope, one.low, one.high) if slope > 0 else one.default
    return replace(asked, changes={**asked.changes, "enquiries": float(f"{best:.2g}")})
