"""Why somebody is named, or not: reason codes and the facts their sentences need; never a sentence.

Rule page: docs/rules/reasons.md. Source: design, section 5.
"""

from fuerwort.engine.chances import Decision
from fuerwort.engine.moment import Moment, Weighed
from fuerwort.engine.shapes import MICRO, Ask, Candidate, ChanceRule, FitRule, Reason
from fuerwort.engine.works import Occasion

EVEN = MICRO // 10
"""Within a tenth of a chance of zero a book counts as even."""

ALIKE = 0.5
"""From half of the best likeness on, a text is a reason."""

NAMED = 2
"""So many shared experiences are named."""


def why_them(ask: Ask, candidate: Candidate, weighed: Weighed, moment: Moment) -> list[Reason]:
    """Why the member fits and how they are known; no experience is named twice."""
    shared = _shared(ask, candidate, moment)
    named = {occasion.experience for occasion, _ in shared}
    return [*fit(ask, candidate, weighed, moment, named), *tie(candidate, weighed, moment, shared)]


def fit(ask: Ask, candidate: Candidate, weighed: Weighed, moment: Moment, named: set[str]) -> list[Reason]:
    """Why the member fits: skills offered, likeness of text, proof in the field."""
    found = []
    if weighed.fit.skills:
        wanted = {skill.casefold() for skill in ask.skills}
        offered = tuple(skill for skill in candidate.skills if skill.casefold() in wanted)
        found.append(Reason("fit.skills", (("skills", offered), ("all", int(weighed.fit.skills == 1.0)))))
    if weighed.fit.text is not None and weighed.fit.text >= ALIKE:
        alike = weighed.alike if weighed.alike not in named else ""
        named = named | {alike}
        facts = (("best", int(weighed.fit.text == 1.0)), ("done", int(bool(weighed.alike))))
        found.append(Reason("fit.text", (*facts, *_naming(alike))))
    if moment.works.hours(ask.field, candidate.member, moment.day) > 0:
        proofs = moment.works.proofs(ask.field, candidate.member, moment.day)
        most = next((o.experience for o in proofs if o.experience not in named), "")
        found.append(Reason("fit.proof", (("member", candidate.member), *_naming(most))))
    return found


def _naming(experience: str) -> tuple[tuple[str, str], ...]:
    return (("experience", experience),) if experience else ()


def _shared(ask: Ask, candidate: Candidate, moment: Moment) -> list[tuple[Occasion, tuple[str, ...]]]:
    """The most telling experiences that the candidate shares with those who look, each with who of them was there."""
    seeds = [moment.members[s] for s in moment.view.seeds if moment.members[s] != candidate.member]
    known = {o.experience: o for seed in seeds for o in moment.works.together(seed, candidate.member)}
    telling = moment.works.most_telling(list(known.values()), ask.field, ask.text, moment.day)
    texts = {o.text: o for o in reversed(telling)}
    different = [o for o in telling if texts[o.text] is o][:NAMED]
    return [(o, tuple(seed for seed in seeds if seed in o.members)) for o in different]


def tie(
    candidate: Candidate, weighed: Weighed, moment: Moment, shared: list[tuple[Occasion, tuple[str, ...]]]
) -> list[Reason]:
    """How the member is known from this point of view; for newcomers, who stands beside them."""
    number = moment.number[candidate.member]
    word, _, common = moment.net.nearness(moment.view, number)
    seeds = tuple(moment.members[s] for s in moment.view.seeds if moment.net.tie(s, number) > 0)
    if seeds and shared:
        found = [Reason("tie.direct", (("with", there), ("experience", o.experience))) for o, there in shared]
    elif seeds:
        found = [Reason("tie.direct", (("with", seeds),))]
    elif word == "common":
        found = [Reason("tie.common", (("with", tuple(moment.members[x] for x, _ in common[:3])),))]
    else:
        known = word != "new" and len(moment.net.colleagues(number)[0]) > 0
        found = [Reason("tie.known" if known else "tie.new")]
    if weighed.newcomer and candidate.sponsor:
        found.append(Reason("sponsor", (("with", (candidate.sponsor,)),)))
    return found


def turn(member: str, decision: Decision, new: bool, rule: ChanceRule) -> list[Reason]:
    """Whose turn it is: owed, paid, even or new to the book; and whether the share was capped."""
    before = decision.before[member]
    code = "turn.owed" if before > EVEN else "turn.paid" if before < -EVEN else "newcomer" if new else "turn.even"
    return [Reason(code), *([Reason("capped")] if _capped(member, decision, rule) else [])]


def _capped(member: str, decision: Decision, rule: ChanceRule) -> bool:
    best = max(decision.merits[m] for m in decision.good_enough)
    weight = {m: max(1000 * decision.merits[m] - rule.line * best, rule.floor * best) for m in decision.good_enough}
    total = sum(decision.due.values())
    return decision.due[member] < total * weight[member] // sum(weight.values()) - 1


def why_not(member: str, decision: Decision, weighed: Weighed, after: int, rule: FitRule) -> Reason:
    """What somebody reads who was not named: what was missing, or why others came first and when it is their turn.

    ``after`` how many more requests like this one they are likely to be first; 0 when nobody can tell.
    """
    if member in decision.good_enough:
        return Reason("turn.later", (("after", after), ("because", _because(member, decision))))
    return Reason("below_line", (("missing", _missing(weighed, rule)),))


def _missing(weighed: Weighed, rule: FitRule) -> str:
    """What would raise the merit most if it were complete: a criterion of the fit, or the standing."""
    values = {"skills": weighed.fit.skills, "text": weighed.fit.text, "proof": weighed.fit.proof}
    present = {name: value for name, value in values.items() if value is not None}
    weights = {name: float(getattr(rule, name)) for name in present}
    known = rule.base + (1 - rule.base) * weighed.standing
    gain = {name: weights[name] * (1 - value) / sum(weights.values()) * known for name, value in present.items()}
    gain["standing"] = weighed.fit.value * (1 - rule.base) * (1 - weighed.standing)
    return max(gain, key=gain.__getitem__)


def _because(member: str, decision: Decision) -> str:
    """What the last one named had more of: chances owed, merit, both, or only luck in a tie."""
    last = decision.shown[-1]
    owed = decision.before[last] + decision.due[last] > decision.before[member] + decision.due[member]
    fits = decision.merits[last] > decision.merits[member]
    return "both" if owed and fits else "owed" if owed else "fit" if fits else "lot"
