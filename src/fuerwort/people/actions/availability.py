"""Say whether one has time; docs/rules/availability.md."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from fuerwort.people.errors import Refused
from fuerwort.people.events import record
from fuerwort.people.models import Availability, Membership, News

USUAL = timedelta(days=30)
LONGEST = timedelta(days=365)


class AvailabilityRefused(Refused):
    """What was said before still holds."""


@transaction.atomic
def say(*, by: Membership, at: datetime, availability: str, until: date | None = None) -> Membership:
    """Say how much time one has from now on; the log keeps that it was said, never what.

    Parameters
    ----------
    availability : str
        One of ``Availability``.
    until : date, optional
        The last day it holds; without one a month. Free has no end, so the day is left out.

    Raises
    ------
    AvailabilityRefused
        The day has passed or is more than a year away, or there is no such word.
    """
    if availability not in Availability.values:
        raise AvailabilityRefused(_("Please choose one of the three: free, a little time, fully booked."))
    by.availability = availability
    by.available_until = None if availability == Availability.FREE else _last_day(timezone.localdate(at), until)
    by.availability_at = at
    by.save(update_fields=["availability", "available_until", "availability_at"])
    record(by.space, by=by, at=at, verb="availability.said", about=by.public)
    return by


def _last_day(today: date, until: date | None) -> date:
    until = until or today + USUAL
    if until < today:
        raise AvailabilityRefused(_("This day has passed. Please choose one that lies ahead."))
    if until > today + LONGEST:
        raise AvailabilityRefused(_("A year is the longest. Please choose a nearer day; you can say it again then."))
    return until


@transaction.atomic
def expire(*, at: datetime) -> int:
    """Let what was said end after its day, and tell each member once; returns how many it was.

    Calling it again changes nothing.
    """
    over = Membership.objects.filter(available_until__lt=timezone.localdate(at)).select_for_update(of=("self",))
    members = list(over.select_related("space"))
    for member in members:
        if member.availability != Availability.FREE and member.person_id and member.left_at is None:
            News.objects.create(membership=member, at=at, code="availability.ended", facts={"was": member.availability})
        record(member.space, by=None, at=at, verb="availability.ended", about=member.public)
    over.update(availability=Availability.FREE, available_until=None, availability_at=at)
    return len(members)
