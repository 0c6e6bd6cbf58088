"""What a decision changes by itself: a text, the rules, a role, a budget. One function checks, one carries out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from fuerwort.engine.shapes import RuleError
from fuerwort.evenings.models import Decision, Effect, Fate, Method, Vote, Wording
from fuerwort.fund.actions.budgets import allocate
from fuerwort.people.actions.members import arrange
from fuerwort.people.errors import Refused
from fuerwort.people.events import record as log
from fuerwort.people.models import Membership, RoleName
from fuerwort.referrals.actions import parameters
from fuerwort.referrals.actions.rules import change_rule, latest

COWORKING = "Was ist Coworking?"
"""The question of 10 March 2010."""


class EffectRefused(Refused):
    """An effect that cannot be; ``part`` says which fact is wrong."""

    def __init__(self, message: str, part: str = "") -> None:
        super().__init__(message)
        self.part = part


@dataclass(frozen=True, slots=True)
class Wanted:
    """A proposal as somebody enters it.

    ``facts``: for a text its ``heading``; for a rule ``parameters`` (name -> value) and ``since`` (a day, or nothing);
    for a role ``member``, ``role`` and ``give``; for a budget ``cents`` and ``purpose``; of a shared budget ``cents``.
    """

    title: str
    text: str = ""
    effect: str = Effect.NONE
    facts: Mapping[str, Any] = field(default_factory=dict)
    owner: Membership | None = None
    due: date | None = None


def check(vote: Vote, wanted: Wanted) -> None:
    """See whether an effect can be, before it is put to a vote.

    Raises
    ------
    EffectRefused
        Something is missing, out of its range, or changes nothing.
    """
    if not wanted.title.strip():
        raise EffectRefused(_("Please say in a few words what is proposed."), "title")
    if wanted.owner and (wanted.owner.space_id != vote.space_id or wanted.owner.left_at):
        raise EffectRefused(_("Somebody who is a member here cares for it."), "owner")
    if vote.method == Method.SHARES:
        _check_cost(wanted.facts)
    elif look := CHECKS.get(wanted.effect):
        look(vote, wanted)


def noted(vote: Vote, wanted: Wanted) -> dict[str, Any]:
    """The facts as they are kept: for a rule with the values that hold now, so that both can be read side by side."""
    facts = dict(wanted.facts)
    if wanted.effect == Effect.RULE:
        now = parameters.values(latest(vote.space))
        facts["before"] = {name: now[name] for name in facts["parameters"]}
    return facts


def _check_text(vote: Vote, wanted: Wanted) -> None:
    if not str(wanted.facts.get("heading") or "").strip():
        raise EffectRefused(_("Please say what the text answers, for example: What is coworking?"), "heading")
    if not wanted.text.strip():
        raise EffectRefused(_("Please write the text that everybody will read."), "text")


def _check_rule(vote: Vote, wanted: Wanted) -> None:
    old = latest(vote.space)
    try:
        new = parameters.changed(old, wanted.facts.get("parameters") or {})
    except RuleError as error:
        raise EffectRefused(_("One of the numbers lies outside its range.")) from error
    if new == old:
        raise EffectRefused(_("These are the rules that hold already. Change at least one number."))


def _check_role(vote: Vote, wanted: Wanted) -> None:
    member = Membership.objects.active().filter(space=vote.space, public=wanted.facts.get("member") or "").first()
    if member is None:
        raise EffectRefused(_("Please say who it is about."), "member")
    if wanted.facts.get("role") not in RoleName.values:
        raise EffectRefused(_("Please choose a role."), "role")
    if member.roles.filter(name=wanted.facts["role"]).exists() == bool(wanted.facts.get("give")):
        raise EffectRefused(_("That is so already."), "role")


def _check_cost(facts: Mapping[str, Any]) -> None:
    cents = facts.get("cents")
    if type(cents) is not int or not 0 < cents <= 10**11:
        raise EffectRefused(_("Please say what it costs."), "cents")


def _check_budget(vote: Vote, wanted: Wanted) -> None:
    _check_cost(wanted.facts)
    if not str(wanted.facts.get("purpose") or "").strip():
        raise EffectRefused(_("Please say what the money is for."), "purpose")


CHECKS: dict[str, Callable[[Vote, Wanted], None]] = {
    Effect.TEXT: _check_text,
    Effect.RULE: _check_rule,
    Effect.ROLE: _check_role,
    Effect.BUDGET: _check_budget,
}


@transaction.atomic
def carry_out(decision: Decision, *, by: Membership, at: datetime) -> Decision:
    """Do what a decision changes by itself. What cannot be done now waits, with the reason; nothing else is lost.

    Parameters
    ----------
    by
        Who notes it; the decision is the authority.
    """
    do = EFFECTS.get(decision.effect)
    if do is None or decision.fate != Fate.OPEN:
        return decision
    try:
        with transaction.atomic():
            more = do(decision, by, at)
    except Refused as refused:
        decision.facts = decision.facts | {"waits": str(refused)}
        decision.save(update_fields=["facts"])
        return decision
    decision.facts = {key: value for key, value in decision.facts.items() if key != "waits"} | more
    decision.fate, decision.settled_at = Fate.DONE, at
    decision.save(update_fields=["facts", "fate", "settled_at"])
    log(decision.space, by=by, at=at, verb="decision.carried-out", about=decision.public)
    return decision


def _text(decision: Decision, by: Membership, at: datetime) -> dict[str, Any]:
    text, heading = decision.proposal.text, decision.facts["heading"]
    Wording.objects.create(space=decision.space, heading=heading, text=text, since=at, decision=decision)
    return {}


def _rule(decision: Decision, by: Membership, at: datetime) -> dict[str, Any]:
    day = decision.facts.get("since")
    since = timezone.make_aware(datetime.combine(date.fromisoformat(day), time.min)) if day else None
    try:
        new = parameters.changed(latest(decision.space), decision.facts["parameters"])
    except RuleError as error:
        raise EffectRefused(_("One of the numbers lies outside its range.")) from error
    decided = date_format(timezone.localdate(decision.decided_at), "DATE_FORMAT")
    why = _("Decided on %(day)s: %(title)s") % {"day": decided, "title": decision.title}
    return {"version": change_rule(rules=new, by=by, at=at, why=why, since=since).version}


def _role(decision: Decision, by: Membership, at: datetime) -> dict[str, Any]:
    member = Membership.objects.active().filter(space=decision.space, public=decision.facts["member"]).first()
    if member is None:
        raise EffectRefused(_("Whoever it is about is no member any more."))
    had, role = set(member.roles.values_list("name", flat=True)), {decision.facts["role"]}
    roles = had | role if decision.facts["give"] else had - role
    arrange(membership=member, by=by, at=at, roles=roles, sponsor=member.sponsor, has_desk=member.has_desk)
    return {}


def _budget(decision: Decision, by: Membership, at: datetime) -> dict[str, Any]:
    facts = decision.facts
    purpose = str(facts.get("purpose") or decision.title)[:120]
    return {"account": allocate(space=decision.space, cents=facts["cents"], purpose=purpose, by=by, at=at).public}


EFFECTS: dict[str, Callable[[Decision, Membership, datetime], dict[str, Any]]] = {
    Effect.TEXT: _text,
    Effect.RULE: _rule,
    Effect.ROLE: _role,
    Effect.BUDGET: _budget,
}
