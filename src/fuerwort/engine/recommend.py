"""Fit, standing and chances make one shortlist, with reasons as codes for everybody it concerns.

Source: design, sections 3 to 5. The words live elsewhere (referrals/reasons.py): the engine knows no sentence.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from fuerwort.engine import chances, fit
from fuerwort.engine.shapes import MICRO, Ask, Candidate, ChanceRule, FitRule, Reason, TieRule
from fuerwort.engine.standing import Network, View

EVEN = MICRO // 10
"""Within a tenth of a chance of zero a book counts as even."""

AHEAD = 20
"""How many requests like this one the forecast looks ahead."""


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
    works: fit.Works
    net: Network
    view: View
    number: Mapping[str, int]
    members: Sequence[str]
    rules: Rules


@dataclass(frozen=True, slots=True)
class Weighed:
    """One member's fit, standing (seen from the moment's view) and merit for one request."""

    fit: fit.Fit
    standing: float
    merit: int
    newcomer: bool


@dataclass(frozen=True, slots=True)
class Shortlist:
    """A decision and what everybody may read of it.

    ``reasons`` for those shown, ``others`` for those good enough but not shown and those below the line,
    ``gates`` for members whose gate was closed.
    """

    ask: Ask
    decision: chances.Decision
    weighed: Mapping[str, Weighed]
    reasons: Mapping[str, tuple[Reason, ...]]
    others: Mapping[str, tuple[Reason, ...]]
    gates: Mapping[str, Reason]


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
    numbers = [moment.number[member] for member in members]
    standings = moment.net.standing(moment.view, numbers).tolist()
    likeness = moment.works.likeness(ask.field, members, ask.text, moment.day).tolist()
    compare_text = max(likeness) > 0
    return {
        c.member: _weigh_one(ask, c, standing, like if compare_text else None, moment)
        for c, standing, like in zip(candidates, standings, likeness, strict=True)
    }


def _weigh_one(ask: Ask, c: Candidate, standing: float, like: float | None, moment: Moment) -> Weighed:
    rule = moment.rules.fit
    newcomer = c.sponsor is not None and c.days_here < rule.newcomer_days
    proof = moment.works.proof(ask.field, c.member, moment.day)
    if newcomer:
        proof, standing = max(proof, rule.newcomer_proof), max(standing, rule.newcomer_standing)
    skills = fit.skill_share(ask.skills, c.skills) if ask.skills else None
    found = fit.combine(rule, skills, like, proof)
    return Weighed(found, standing, fit.merit(rule, found.value, standing), newcomer)


def shortlist(
    ask: Ask, candidates: Sequence[Candidate], moment: Moment, book: chances.Book, *, forecast: bool = True
) -> Shortlist:
    """Recommend: gates, merits, one booking in the field's book, and the reasons.

    Parameters
    ----------
    forecast
        Look ahead when those not shown are likely to be first (costs up to ``AHEAD`` trial decisions).

    Raises
    ------
    chances.ChanceError
        The request is in the book already, or its size is not positive.
    """
    closed = {c.member: code for c in candidates if (code := fit.gate(ask, c))}
    inside = [c for c in candidates if c.member not in closed]
    weighed = weigh(ask, inside, moment)
    new = {member for member in weighed if member not in book.balances}
    decision = book.recommend(ask.request, {m: w.merit for m, w in weighed.items()}, size=ask.size)
    ahead = first_after(decision, book.balances, moment.rules.chances) if forecast else {}
    by_member = {c.member: c for c in inside}
    return Shortlist(
        ask=ask,
        decision=decision,
        weighed=weighed,
        reasons={
            m: (
                *fit_reasons(ask, by_member[m], weighed[m], moment),
                *tie_reasons(by_member[m], weighed[m], moment),
                *turn_reasons(m, decision, m in new, moment.rules.chances),
            )
            for m in decision.shown
        },
        others={m: _not_named(m, decision, weighed[m], ahead) for m in weighed if m not in decision.shown},
        gates={m: Reason(code) for m, code in closed.items()},
    )


def first_after(decision: chances.Decision, balances: Mapping[str, int], rule: ChanceRule) -> dict[str, int]:
    """After how many more requests just like this one each member would be first, if within ``AHEAD``."""
    waiting = set(decision.good_enough) - set(decision.shown)
    found: dict[str, int] = {}
    trial = chances.Book(rule=rule, balances=dict(balances))
    for k in range(1, AHEAD + 1):
        if not waiting - set(found):
            break
        first = trial.recommend(f"{decision.request}+{k}", dict(decision.merits), size=decision.size).shown[0]
        found.setdefault(first, k)
    return {member: k for member, k in found.items() if member in waiting}


def fit_reasons(ask: Ask, candidate: Candidate, weighed: Weighed, moment: Moment) -> list[Reason]:
    """Why the member fits: skills offered, likeness of text, proof in the field."""
    found = []
    if weighed.fit.skills:
        wanted = {skill.casefold() for skill in ask.skills}
        offered = tuple(skill for skill in candidate.skills if skill.casefold() in wanted)
        found.append(Reason("fit.skills", (("skills", offered),)))
    if weighed.fit.text is not None and weighed.fit.text >= 0.5:
        found.append(Reason("fit.text", (("best", int(weighed.fit.text == 1.0)),)))
    if moment.works.hours(ask.field, candidate.member, moment.day) > 0:
        found.append(Reason("fit.proof", (("member", candidate.member),)))
    return found


def tie_reasons(candidate: Candidate, weighed: Weighed, moment: Moment) -> list[Reason]:
    """How the member is known from this point of view; for newcomers, who stands beside them."""
    found = []
    number = moment.number[candidate.member]
    word, _, common = moment.net.nearness(moment.view, number)
    seeds = tuple(moment.members[s] for s in moment.view.seeds if moment.net.tie(s, number) > 0)
    if seeds:
        found.append(Reason("tie.direct", (("with", seeds),)))
    elif word == "common":
        found.append(Reason("tie.common", (("with", tuple(moment.members[x] for x, _ in common[:3])),)))
    else:
        found.append(Reason("tie.new" if word == "new" else "tie.known"))
    if weighed.newcomer and candidate.sponsor:
        found.append(Reason("sponsor", (("with", (candidate.sponsor,)),)))
    return found


def turn_reasons(member: str, decision: chances.Decision, new: bool, rule: ChanceRule) -> list[Reason]:
    """Whose turn it is: owed, paid, even or new to the book; and whether the share was capped."""
    before = decision.before[member]
    code = "turn.owed" if before > EVEN else "turn.paid" if before < -EVEN else "newcomer" if new else "turn.even"
    return [Reason(code), *([Reason("capped")] if _capped(member, decision, rule) else [])]


def _capped(member: str, decision: chances.Decision, rule: ChanceRule) -> bool:
    best = max(decision.merits[m] for m in decision.good_enough)
    weight = {m: max(1000 * decision.merits[m] - rule.line * best, rule.floor * best) for m in decision.good_enough}
    total = sum(decision.due.values())
    return decision.due[member] < total * weight[member] // sum(weight.values()) - 1


def _not_named(
    member: str, decision: chances.Decision, weighed: Weighed, ahead: Mapping[str, int]
) -> tuple[Reason, ...]:
    if member in decision.good_enough:
        return (Reason("turn.later", (("after", ahead.get(member, 0)),)),)
    criteria = {"skills": weighed.fit.skills, "text": weighed.fit.text, "proof": weighed.fit.proof}
    missing = min((value, name) for name, value in criteria.items() if value is not None)[1]
    return (Reason("below_line", (("missing", missing),)),)


def with_owner_change(result: Shortlist, decision: chances.Decision, why: str) -> Shortlist:
    """Replace the shortlist's decision by the owner's order, keeping the reason for all who read it."""
    note = Reason("owner_changed", (("why", why),))
    named = {**result.others, **result.reasons}
    return replace(
        result,
        decision=decision,
        reasons={m: (*named[m], note) for m in decision.shown},
        others={m: (*reasons, note) for m, reasons in named.items() if m not in decision.shown},
    )
