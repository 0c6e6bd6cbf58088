"""What a proposal changes, in plain words: how it is now, and how it would be."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format, localize
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from fuerwort.evenings.models import Effect
from fuerwort.fund.money import euros
from fuerwort.people.models import Membership, RoleName

ASKED = {
    "places": gettext_lazy("How many members are named for a request?"),
    "line": gettext_lazy("From how many percent of the best fit on is somebody good enough?"),
    "pull": gettext_lazy("By how many chances may the best fit come before somebody whose turn it is?"),
    "standing": gettext_lazy("How many percent does it count to have done something together with others?"),
    "half_life": gettext_lazy("After how many days does shared experience count half?"),
    "half_tie": gettext_lazy("How many hours together make half a full tie?"),
    "learning": gettext_lazy("What does learning together weigh, if working together weighs 1?"),
    "care": gettext_lazy("What does caring for the community weigh, if working together weighs 1?"),
    "newcomer_days": gettext_lazy("For how many days does a newcomer with a sponsor have a head start?"),
}
"""The question of each parameter of ``referrals.actions.parameters``."""


def rule(name: str, value: float) -> str:
    """One parameter as a sentence."""
    if name == "places":
        text = ngettext("One member is named.", "Up to %(value)s members are named.", int(value))
        return text % {"value": int(value)}
    sentences = {
        "line": _("Good enough is whoever fits at least %(value)s %% as well as the best."),
        "pull": _("The best fit may come before somebody who is owed up to %(value)s chances more."),
        "standing": _("What somebody has done together with others counts %(value)s %%."),
        "half_life": _("Shared experience counts half after %(value)s days."),
        "half_tie": _("%(value)s hours together make half a full tie."),
        "learning": _("Learning together weighs %(value)s, working together 1."),
        "care": _("Caring for the community weighs %(value)s, working together 1."),
        "newcomer_days": _("A newcomer with a sponsor has a head start for %(value)s days."),
    }
    return sentences[name] % {"value": localize(int(value) if float(value).is_integer() else value)}


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changes; ``now`` is empty where only what comes matters."""

    then: str
    now: str = ""


def names(proposals: Iterable[Any]) -> dict[str, str]:
    """The names of members whom roles are about; one query at most."""
    wanted = {one.facts.get("member") for one in proposals if one.effect == Effect.ROLE}
    found = Membership.objects.filter(public__in=wanted).values_list("public", "name") if wanted else ()
    return dict(found)


def changes(effect: str, facts: Mapping[str, Any], named: Mapping[str, str]) -> Sequence[Change]:
    """What changes; nothing, when somebody has to do it."""
    if effect == Effect.RULE:
        return _rules(facts)
    if effect == Effect.TEXT:
        return [Change(_("On the public page the answer to “%(heading)s” is then this text.") % facts)]
    if effect == Effect.ROLE:
        said = {"name": named.get(facts["member"]) or _("a former member"), "role": RoleName(facts["role"]).label}
        text = _("%(name)s gets a role: %(role)s.") if facts["give"] else _("%(name)s gives a role back: %(role)s.")
        return [Change(text % said)]
    if effect == Effect.BUDGET:
        said = {"amount": euros(facts["cents"]), "purpose": facts.get("purpose") or ""}
        text = _("The fund sets %(amount)s aside for this: %(purpose)s") if facts.get("purpose") else "%(amount)s"
        return [Change(text % said)]
    return []


def _rules(facts: Mapping[str, Any]) -> list[Change]:
    before = facts.get("before") or {}
    found = [Change(rule(n, v), rule(n, before[n]) if n in before else "") for n, v in facts["parameters"].items()]
    if facts.get("since"):
        day = date_format(date.fromisoformat(facts["since"]), "DATE_FORMAT")
        found.append(Change(_("It holds from %(day)s on.") % {"day": day}))
    return found
