"""What is known at one moment from one point of view, and what each candidate weighs in it.

Source: design, sections 2 and 3.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from fuerwort.engine import fit
from fuerwort.engine.shapes import Ask, Candidate, ChanceRule, FitRule, TieRule
from fuerwort.engine.standing import Network, View
from fuerwort.engine.works import Likeness, Works


@dataclass(frozen=True, slots=True)
class Rules:
    """The three rules a community runs by."""

    ties: TieRule = field(default_factory=TieRule)
    fit: FitRule = field(default_factory=FitRule)
    chances: ChanceRule = field(default_factory=ChanceRule)


@dataclass(frozen=True, slots=True)
class Moment:
    """What is known at one moment, seen from one point of view."""

    day: float
    works: Works
    net: Network
    view: View
    number: Mapping[str, int]
    members: Sequence[str]
    rules: Rules


@dataclass(frozen=True, slots=True)
class Weighed:
    """One member's fit, standing (seen from the moment's view) and merit for one request.

    ``alike`` is the experience most like the request; none where it is the profile, or nothing.
    """

    fit: fit.Fit
    standing: float
    merit: int
    newcomer: bool
    alike: str = ""


def weigh(ask: Ask, candidates: Sequence[Candidate], moment: Moment) -> dict[str, Weighed]:
    """Weigh fit, standing and merit of each candidate; all gates must be open.

    Raises
    ------
    KeyError
        A candidate has no number in the network.
    """
    if not candidates:
        return {}
    members = [c.member for c in candidates]
    standings = moment.net.standing(moment.view, [moment.number[member] for member in members]).tolist()
    likeness = moment.works.likeness(ask.field, members, ask.text, moment.day)
    compared = any(like.value for like in likeness)
    return {
        c.member: _weigh_one(ask, c, standing, like if compared else None, moment)
        for c, standing, like in zip(candidates, standings, likeness, strict=True)
    }


def _weigh_one(ask: Ask, c: Candidate, standing: float, like: Likeness | None, moment: Moment) -> Weighed:
    rule = moment.rules.fit
    newcomer = c.sponsor is not None and c.days_here < rule.newcomer_days
    proof = moment.works.proof(ask.field, c.member, moment.day)
    if newcomer:
        proof, standing = max(proof, rule.newcomer_proof), max(standing, rule.newcomer_standing)
    skills = fit.skill_share(ask.skills, c.skills) if ask.skills else None
    found = fit.combine(rule, skills, like.value if like else None, proof)
    alike = like.experience if like else ""
    return Weighed(found, standing, fit.merit(rule, found.value, standing), newcomer, alike)
