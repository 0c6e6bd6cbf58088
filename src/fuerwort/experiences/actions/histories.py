"""A git history becomes suggestions: who worked together says so, or not. Nothing is confirmed by reading it."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_noop as _

from fuerwort.experiences import sources
from fuerwort.experiences.actions.record import Occasion
from fuerwort.experiences.actions.suggest import suggest
from fuerwort.experiences.githistory import History, Together
from fuerwort.experiences.models import Experience, Kind
from fuerwort.people.models import Field, Membership, Space

SOURCE = "git"
HOURS = {"together": 2.0, "review": 0.5, "help": 0.25}
"""Per commit; a commit says nothing about hours, so both can say what was so instead."""
MOST_HOURS = 40.0
"""In one month."""
KINDS = {"together": Kind.COOPERATION, "review": Kind.LEARNING, "help": Kind.COOPERATION}
SAID = {"together": _("wrote together"), "review": _("reviewed"), "help": _("helped")}

sources.add(SOURCE, gettext_lazy("The history of a project says that you did it together."))


@dataclass(frozen=True, slots=True)
class Suggested:
    """One suggestion, made or yet to be made."""

    found: Together
    one: Membership
    other: Membership
    hours: float
    source: str
    is_new: bool


def suggestions(space: Space, history: History) -> list[Suggested]:
    """What a history would suggest here: pairs whose addresses both belong to members. Changes nothing."""
    members = _by_address(space)
    wanted = [
        (found, members[found.one], members[found.other])
        for found in history.together
        if found.one in members and found.other in members
    ]
    made = [
        (found, one, other, _source(history, found, one, other)) for found, one, other in wanted if one.pk != other.pk
    ]
    known = set(space.experiences.filter(source__startswith=f"{SOURCE}:").values_list("source", flat=True))
    return [
        Suggested(found, one, other, hours_of(found), source, source not in known) for found, one, other, source in made
    ]


def hours_of(found: Together) -> float:
    return min(HOURS[found.what] * found.commits, MOST_HOURS)


@transaction.atomic
def take_in(
    space: Space, history: History, *, project: str, field: Field | None, by: Membership | None, at: datetime
) -> Sequence[Experience]:
    """Suggest all that is new, or none of it. A second time nothing is new; what somebody answered stays.

    Parameters
    ----------
    project : what the sentence calls it
    """
    return [
        suggest(_occasion(one, project, field, at), [one.one, one.other], source=one.source, at=at, by=by)
        for one in suggestions(space, history)
        if one.is_new
    ]


def _occasion(one: Suggested, project: str, field: Field | None, at: datetime) -> Occasion:
    what = gettext(SAID[one.found.what])
    day = min(one.found.last, timezone.localdate(at))
    text = f"{project}: {what}, {one.found.month}"[:300]
    return Occasion(kind=KINDS[one.found.what], hours=one.hours, on=day, text=text, field=field)


def _by_address(space: Space) -> Mapping[str, Membership]:
    active = Membership.objects.active().filter(space=space).select_related("person", "space")
    return {one.person.email.lower(): one for one in active if one.person}


def _source(history: History, found: Together, one: Membership, other: Membership) -> str:
    """The same for every clone; names nobody."""
    said = "|".join([history.root, *sorted((one.public, other.public)), found.month, found.what])
    return f"{SOURCE}:{hashlib.sha256(said.encode()).hexdigest()[:40]}"
