"""Recorded reasons as sentences, with names and experiences read from the database: two queries however many."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from fuerwort.experiences.models import Participation
from fuerwort.people.models import Membership, Space
from fuerwort.referrals.reasons import LANGUAGES, reason_of, sentence

Recorded = Collection[Any]
"""Reasons as they are kept: ``[code, facts]`` each."""

OUTSIDE = ("fit.skills", "fit.text", "fit.proof", "tie.known")
"""Reasons that are told outside the space, and ..."""
FACTS = ("skills", "all", "best", "done")
"""... facts of theirs that name no other member and nothing that was done with one."""


@dataclass(frozen=True, slots=True)
class _Told:
    kind: str
    text: str
    confirmed_by: tuple[str, ...]


class Teller:
    """Says recorded reasons in the language of the moment; ``also``: members whose names are wanted besides;
    ``viewer``: the reader, who is "you"."""

    def __init__(self, space: Space, recorded: Iterable[Recorded], also: Iterable[str] = (), viewer: str = "") -> None:
        facts = [one for reasons in recorded for _code, one in reasons]
        self._experiences = _experiences(space, {str(one["experience"]) for one in facts if "experience" in one})
        wanted = {member for told in self._experiences.values() for member in told.confirmed_by}
        wanted |= {member for one in facts for member in one.get("with", ())} | set(also)
        rows = Membership.objects.filter(space=space, public__in=wanted) if wanted else Membership.objects.none()
        self._names = dict(rows.values_list("public", "name"))
        self._viewer = viewer

    def name(self, public: str) -> str:
        return self._names.get(public) or _("a former member")

    def _called(self, public: str) -> str:
        return pgettext("with you", "you") if public == self._viewer else self.name(public)

    def said(self, reasons: Recorded) -> list[str]:
        """One sentence for each reason."""
        return [
            sentence(reason_of(code, self._still(facts)), _language(), self._called, self._told)
            for code, facts in reasons
        ]

    def _told(self, public: str) -> _Told:
        return self._experiences[public]

    def _still(self, facts: dict[str, Any]) -> dict[str, Any]:
        """An experience that was withdrawn since is not named any more."""
        gone = "experience" in facts and facts["experience"] not in self._experiences
        return {key: value for key, value in facts.items() if not (gone and key == "experience")}


def said(space: Space, recorded: Sequence[Recorded]) -> list[list[str]]:
    """Sentences for members of the space, one list for each list of reasons."""
    teller = Teller(space, recorded)
    return [teller.said(reasons) for reasons in recorded]


def said_to_clients(recorded: Sequence[Recorded]) -> list[list[str]]:
    """What is told of somebody outside the space: how they fit; nobody else's name, no experience, no turn."""
    return [
        [sentence(reason_of(code, _outside(facts)), _language(), str) for code, facts in reasons if code in OUTSIDE]
        for reasons in recorded
    ]


def _outside(facts: dict[str, Any]) -> dict[str, Any]:
    return {key: facts[key] for key in FACTS if key in facts}


def _language() -> str:
    spoken = (get_language() or "de")[:2]
    return spoken if spoken in LANGUAGES else LANGUAGES[0]


def _experiences(space: Space, wanted: Collection[str]) -> dict[str, _Told]:
    if not wanted:
        return {}
    counting = Participation.objects.counting().filter(experience__space=space, experience__public__in=wanted)
    rows = counting.order_by("experience_id", "pk").values_list(
        "experience__public", "experience__kind", "experience__text", "membership__public"
    )
    found: dict[str, tuple[str, str, list[str]]] = {}
    for public, kind, text, member in rows:
        found.setdefault(public, (kind, text, []))[2].append(member)
    return {public: _Told(kind, text, tuple(members)) for public, (kind, text, members) in found.items()}
