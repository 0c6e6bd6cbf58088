"""“How this order comes about”: the rule that runs, its weights, and the decisions behind it; for everybody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from fuerwort.people.models import Space
from fuerwort.referrals.actions.rules import in_force
from fuerwort.referrals.models import SpaceRule

CHANCE = 1_000_000
"""Micro-chances in one chance."""


@dataclass(frozen=True)
class Running:
    """The rule in figures people can read: percent, hours, days and chances."""

    version: int
    history: Sequence[SpaceRule]
    """Newest first; none until the first request, when the engine's own rule runs."""
    coming: Sequence[SpaceRule]
    """Decided, and not in force yet."""
    skills: int
    text: int
    proof: int
    """Percent of the fit, where a request says something about each."""
    fit: int
    standing: int
    """Percent of the merit."""
    line: int
    """Percent of the best merit from which on somebody is good enough."""
    places: Sequence[int]
    """Percent of a chance that each place costs."""
    pull: float
    """Chances by which the best fit can come before somebody who is owed more and just good enough."""
    half_proof: float
    """Hours of confirmed work in the field that make half a proof."""
    half_life: int
    half_text: int
    """Days after which work, and texts, count half."""
    profile: float
    """Percent of a confirmed piece of work that a member's own words count."""
    half_tie: float
    """Hours together that make half a full tie."""
    tie_half_life: int
    kinds: Sequence[float]
    """What cooperation, learning and care weigh."""
    newcomer_days: int
    newcomer_proof: int
    newcomer_standing: int
    """Percent that a newcomer with a sponsor counts at least."""

    @property
    def costs(self) -> str:
        """What the places cost, in order."""
        return ", ".join(f"{place} %" for place in self.places)


def order_page(space: Space, at: datetime) -> Running:
    """The rule that runs now, and those that are decided and begin later."""
    versions = list(space.rules.select_related("decided_by").order_by("-version"))
    history = [one for one in versions if one.since <= at]
    rules = in_force(space, at)
    fit, ties, chances = rules.fit, rules.ties, rules.chances
    whole = fit.skills + fit.text + fit.proof
    return Running(
        version=history[0].version if history else 1,
        history=history,
        coming=[one for one in versions if one.since > at],
        skills=round(100 * fit.skills / whole),
        text=round(100 * fit.text / whole),
        proof=round(100 * fit.proof / whole),
        fit=round(100 * fit.base),
        standing=round(100 * (1 - fit.base)),
        line=chances.line // 10,
        places=[100 * place // CHANCE for place in chances.places],
        pull=chances.pull * (1000 - chances.line) / 1000 / CHANCE,
        half_proof=fit.half_proof,
        half_life=round(fit.half_life),
        half_text=round(fit.half_text),
        profile=round(100 * fit.profile, 1),
        half_tie=ties.half_tie,
        tie_half_life=round(ties.half_life),
        kinds=ties.kinds,
        newcomer_days=round(fit.newcomer_days),
        newcomer_proof=round(100 * fit.newcomer_proof),
        newcomer_standing=round(100 * fit.newcomer_standing),
    )
