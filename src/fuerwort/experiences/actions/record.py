"""Record an occasion, and take it back within a day without a trace."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from fuerwort.experiences import notices
from fuerwort.experiences.actions import changes
from fuerwort.experiences.models import Answer, Dispute, Experience, FoundingEvening, Kind, Participation
from fuerwort.people.errors import Refused
from fuerwort.people.events import record as log
from fuerwort.people.models import Event, Field, Membership, News, Space, public_id

DAY = timedelta(hours=24)
"""So long the one who recorded an experience may withdraw it, and each may undo their answer."""

FIRST = date(1970, 1, 1)
MOST_HOURS = 8784
MOST_PEOPLE = 200
LONGEST = 300


class RecordRefused(Refused):
    """An occasion that cannot be recorded, or can no longer be withdrawn; ``part`` says which part of it is wrong."""

    def __init__(self, message: str, part: str = "") -> None:
        super().__init__(message)
        self.part = part


@dataclass(frozen=True, slots=True)
class Occasion:
    """What was done: kind, hours, day, one sentence, field of work, inside or outside the space."""

    kind: str
    hours: float
    on: date
    text: str = ""
    field: Field | None = None
    inside: bool = True


@transaction.atomic
def record(
    occasion: Occasion,
    others: Sequence[Membership],
    *,
    by: Membership,
    at: datetime,
    evening: FoundingEvening | None = None,
    once: str = "",
) -> Experience:
    """Record what ``by`` did with ``others``; ``by`` has thereby confirmed, the others are asked.

    Parameters
    ----------
    once : a public id chosen when the form was opened. The same form sent twice records once; a form changed since
        is another experience.

    Raises
    ------
    RecordRefused
        Nobody else took part, somebody twice, somebody not here; hours, day or field cannot be.
    """
    check(occasion, by.space, at)
    _check_people(others, by)
    if evening and (evening.ended_at or evening.space_id != by.space_id):
        evening = None  # what is typed while the evening ends is kept all the same
    if once:
        Membership.objects.select_for_update(no_key=True).get(pk=by.pk)  # the same form may be sent twice at once
        known = Experience.objects.filter(public=once).first()
        if known and known.recorded_by_id == by.pk and _same(known, occasion, others):
            return known
        once = "" if known else once
    experience = Experience.objects.create(
        public=once or public_id(),
        space=by.space,
        recorded_by=by,
        recorded_at=at,
        evening=evening,
        **columns(occasion),
    )
    asked = [Participation(experience=experience, membership=other) for other in others]
    own = Participation(experience=experience, membership=by, answer=Answer.CONFIRMED, answered_at=at)
    Participation.objects.bulk_create([own, *asked])
    log(by.space, by=by, at=at, verb="experience.recorded", about=experience.public)
    notices.asked(experience, others, at)
    return experience


@transaction.atomic
def withdraw(experience: Experience, *, by: Membership, at: datetime) -> None:
    """Take an experience back within a day: it, its rows in the event log and its news vanish.

    Raises
    ------
    RecordRefused
        ``by`` did not record it, or a day has passed.
    """
    found = Experience.objects.select_for_update().filter(pk=experience.pk).first()
    if found is None:
        return
    if found.recorded_by_id != by.pk:
        raise RecordRefused(_("Only the person who recorded an experience can withdraw it."))
    if at - found.recorded_at > DAY:
        raise RecordRefused(
            _("After 24 hours an experience can no longer be withdrawn. You can still take back your own confirmation.")
        )
    forget(found)
    Dispute.objects.filter(experience=found).delete()
    Event.objects.filter(space=found.space_id, about=found.public).delete()
    changes.note(by.space, found)
    found.delete()


def forget(experience: Experience) -> None:
    """Delete what the news say about an experience."""
    News.objects.filter(membership__space=experience.space_id, facts__experience=experience.public).delete()


def check(occasion: Occasion, space: Space, at: datetime) -> None:
    """See whether this can have happened.

    Raises
    ------
    RecordRefused
        Kind, hours, day, text or field cannot be.
    """
    if occasion.kind not in Kind.values:
        raise RecordRefused(_("Please choose what it was: cooperation, learning or care."), "kind")
    if not (math.isfinite(occasion.hours) and 0 < occasion.hours <= MOST_HOURS):
        raise RecordRefused(_("Please say how many hours it took: more than none, and at most a year."), "hours")
    if occasion.on > timezone.localdate(at):
        raise RecordRefused(_("This day has not come yet. An experience is something you have already shared."), "on")
    if occasion.on < FIRST:
        raise RecordRefused(_("This day is too long ago."), "on")
    if len(occasion.text) > LONGEST:
        raise RecordRefused(_("One sentence is enough: at most 300 characters."), "text")
    field = occasion.field
    if field and (field.space_id != space.pk or field.retired_at):
        raise RecordRefused(_("This field of work does not exist here."), "field")


def _check_people(others: Sequence[Membership], by: Membership) -> None:
    if not others:
        raise RecordRefused(_("Please choose at least one other person who took part."), "others")
    keys = {other.pk for other in others}
    if by.pk in keys or len(keys) < len(others):
        raise RecordRefused(_("Everybody takes part once."), "others")
    if len(others) > MOST_PEOPLE:
        raise RecordRefused(_("At most 200 people can take part in one experience."), "others")
    here = Membership.objects.active().filter(space=by.space_id, pk__in=keys)
    if here.count() < len(keys) or by.left_at:
        raise RecordRefused(_("Only members of this space can take part."), "others")


def columns(occasion: Occasion) -> dict[str, object]:
    """What is kept of an occasion."""
    return {
        "kind": occasion.kind,
        "hours": occasion.hours,
        "on": occasion.on,
        "text": " ".join(occasion.text.split()),
        "field": occasion.field,
        "inside": occasion.inside,
    }


def _same(known: Experience, occasion: Occasion, others: Sequence[Membership]) -> bool:
    people = set(known.participations.values_list("membership_id", flat=True)) - {known.recorded_by_id}
    return people == {o.pk for o in others} and all(getattr(known, k) == v for k, v in columns(occasion).items())
