"""Recorded reasons as sentences, with names and experiences read from the database: few queries however many."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from fuerwort.experiences.models import Experience, Participation
from fuerwort.people.models import Membership, Space
from fuerwort.referrals.reasons import reason_of, sentence

OUTSIDE = ("fit.skills", "fit.text", "fit.proof", "tie.known")
"""Reasons that are told outside the space, and ..."""
FACTS = ("skills", "all", "best", "done")
"""... facts of theirs that name no other member and nothing that was done with one."""


@dataclass(frozen=True, slots=True)
class _Told:
    kind: str
    text: str
    confirmed_by: tuple[str, ...]


def said(space: Space, recorded: Sequence[Collection[Any]], lang: str) -> list[list[str]]:
    """Sentences for members; one list for each list of recorded reasons (``[code, facts]`` each)."""
    experiences = _experiences(space, recorded)
    names = _names(space, recorded, experiences)

    def name(public: str) -> str:
        return names.get(public) or _("a former member")

    return [
        [sentence(reason_of(code, _still(facts, experiences)), lang, name, experiences.__getitem__)
         for code, facts in reasons]
        for reasons in recorded
    ]  # fmt: skip


def said_to_clients(recorded: Sequence[Collection[Any]], lang: str) -> list[list[str]]:
    """What is told of somebody outside the space: how they fit; nobody else's name, no experience, no turn."""
    return [
        [sentence(reason_of(code, _outside(facts)), lang, str) for code, facts in reasons if code in OUTSIDE]
        for reasons in recorded
    ]


def _outside(facts: dict[str, Any]) -> dict[str, Any]:
    return {key: facts[key] for key in FACTS if key in facts}


def _still(facts: dict[str, Any], experiences: dict[str, _Told]) -> dict[str, Any]:
    """An experience that was withdrawn since is not named any more."""
    gone = "experience" in facts and facts["experience"] not in experiences
    return {key: value for key, value in facts.items() if not (gone and key == "experience")}


def _experiences(space: Space, recorded: Sequence[Collection[Any]]) -> dict[str, _Told]:
    wanted = {facts["experience"] for reasons in recorded for _code, facts in reasons if "experience" in facts}
    rows = Experience.objects.filter(space=space, public__in=wanted).values_list("public", "kind", "text")
    parts: dict[str, list[str]] = {}
    counting = Participation.objects.counting().filter(experience__space=space, experience__public__in=wanted)
    for experience, member in counting.order_by("pk").values_list("experience__public", "membership__public"):
        parts.setdefault(experience, []).append(member)
    return {public: _Told(kind, text, tuple(parts.get(public, ()))) for public, kind, text in rows}


def _names(space: Space, recorded: Sequence[Collection[Any]], experiences: dict[str, _Told]) -> dict[str, str]:
    wanted = {member for told in experiences.values() for member in told.confirmed_by}
    wanted |= {member for reasons in recorded for _code, facts in reasons for member in facts.get("with", ())}
    rows = Membership.objects.filter(space=space, public__in=wanted)
    return dict(rows.values_list("public", "name"))
