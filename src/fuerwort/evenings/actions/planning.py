"""When evenings are: the rule, an extra one, one moved, one called off."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from fuerwort.evenings import dates, notices
from fuerwort.evenings.actions.telling import tell_those_due, unfolded
from fuerwort.evenings.models import Evening, Phase, Says, Series
from fuerwort.people.errors import Missing, Refused
from fuerwort.people.events import record as log
from fuerwort.people.models import Membership, RoleName

LONGEST = timedelta(hours=24)


class PlanRefused(Refused):
    """A date that cannot be; ``part`` says which part of it is wrong."""

    def __init__(self, message: str, part: str = "") -> None:
        super().__init__(message)
        self.part = part


@dataclass(frozen=True, slots=True)
class Rhythm:
    """What a series says: how evenings are called, on which days, at what time and where."""

    name: str
    rule: str
    starts_on: date
    time: time
    minutes: int
    zone: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """What an evening says about itself."""

    name: str
    begins_at: datetime
    ends_at: datetime
    zone: str
    place: str = ""


@transaction.atomic
def set_series(rhythm: Rhythm, *, by: Membership, at: datetime) -> Series:
    """Say by which rule evenings come back. Those already announced stay; the new rule holds from the day after them.

    Raises
    ------
    Missing
        ``by`` is no host.
    PlanRefused
        The zone is unknown.
    RuleRefused
        The rule gives no dates.
    """
    check_host(by)
    if not dates.zone_is_known(rhythm.zone):
        raise PlanRefused(_("This time zone is unknown. An example: Europe/Berlin"), "zone")
    rule = dates.checked(rhythm.rule, rhythm.starts_on)
    start = _make_room(by, rhythm.starts_on, at)
    series = Series.objects.create(
        space=by.space,
        name=rhythm.name,
        rule=rule,
        starts_on=start,
        time=rhythm.time,
        minutes=rhythm.minutes,
        zone=rhythm.zone,
        place=rhythm.place,
        changed_at=at,
    )
    log(by.space, by=by, at=at, verb="series.set", about=series.public)
    tell_those_due(series, at=at)
    return series


def _make_room(by: Membership, wanted: date, at: datetime) -> date:
    """End the series that holds now; returns the first day of the next."""
    old = Series.objects.select_for_update().filter(space=by.space_id, ends_on__isnull=True).first()
    if old is None:
        return wanted
    promised = old.evenings.told().filter(ends_at__gte=at).order_by("-day").values_list("day", flat=True).first()
    start = max(wanted, old.starts_on, promised + timedelta(days=1) if promised else wanted)
    old.evenings.filter(told_at__isnull=True, day__gte=start).delete()
    old.ends_on, old.sequence, old.changed_at = start - timedelta(days=1), old.sequence + 1, at
    old.save()
    return start


@transaction.atomic
def plan(meeting: Meeting, *, by: Membership, at: datetime) -> Evening:
    """Plan an extra evening; everybody hears of it at once, in the next digest.

    Raises
    ------
    Missing
        ``by`` is no host.
    PlanRefused
        It is over already, ends before it begins, or lasts longer than a day.
    """
    check_host(by)
    _check(meeting, at)
    evening = Evening.objects.create(space=by.space, changed_at=at, told_at=at, **_columns(meeting))
    log(by.space, by=by, at=at, verb="evening.planned", about=evening.public)
    notices.invited(evening, at)
    return evening


@transaction.atomic
def open_date(series: Series, day: date, *, by: Membership, at: datetime) -> Evening:
    """The evening of a date of the series, to be changed before anybody has heard of it.

    Raises
    ------
    Missing
        ``by`` is no host of its space, or the rule does not give this day.
    """
    check_host(by)
    if series.space_id != by.space_id or day not in dates.days(series, day, day):
        raise Missing
    return unfolded(series, day, at)


@transaction.atomic
def change(evening: Evening, meeting: Meeting, *, by: Membership, at: datetime) -> Evening:
    """Move an evening, or say another place. Whoever said yes hears it by mail, and is asked anew when it was moved.

    Raises
    ------
    Missing
        ``by`` is no host of its space.
    PlanRefused
        It has begun or was called off; or the new date cannot be.
    """
    found = _held(evening, by)
    if found.cancelled_at or found.phase != Phase.PLANNED:
        raise PlanRefused(_("This evening has begun, is over or was called off: it stays as it is."))
    _check(meeting, at)
    new = _columns(meeting)
    if all(getattr(found, name) == value for name, value in new.items()):
        return found
    moved = (found.begins_at, found.ends_at) != (meeting.begins_at, meeting.ends_at)
    before = found.begins
    for name, value in new.items():
        setattr(found, name, value)
    found.sequence, found.changed_at = found.sequence + 1, at
    found.save()
    log(by.space, by=by, at=at, verb="evening.changed", about=found.public, moved=moved)
    if found.told_at:
        notices.changed(found, before if moved else None, at)
        if moved:
            found.replies.filter(says=Says.YES).update(says=Says.OPEN, at=at)
            found.guests.filter(says=Says.YES).update(says=Says.OPEN)
    return found


@transaction.atomic
def cancel(evening: Evening, *, by: Membership, at: datetime) -> Evening:
    """Call an evening off, or leave out a date nobody has heard of. Doing it twice changes nothing.

    Raises
    ------
    Missing
        ``by`` is no host of its space.
    PlanRefused
        It has begun, or is over.
    """
    found = _held(evening, by)
    if found.phase != Phase.PLANNED:
        raise PlanRefused(_("This evening has begun or is over."))
    if found.cancelled_at:
        return found
    found.cancelled_at, found.sequence, found.changed_at = at, found.sequence + 1, at
    found.save()
    if found.series:
        found.series.sequence, found.series.changed_at = found.series.sequence + 1, at
        found.series.save()
    verb = "evening.cancelled" if found.told_at else "evening.skipped"
    log(by.space, by=by, at=at, verb=verb, about=found.public)
    if found.told_at:
        notices.cancelled(found, at)
    return found


def check_host(by: Membership) -> None:
    if by.left_at or not by.roles.filter(name=RoleName.HOST).exists():
        raise Missing


def _held(evening: Evening, by: Membership) -> Evening:
    """The evening, locked, for a host of its space."""
    check_host(by)
    if evening.space_id != by.space_id:
        raise Missing
    return Evening.objects.select_for_update(of=("self",)).select_related("series", "space").get(pk=evening.pk)


def _check(meeting: Meeting, at: datetime) -> None:
    if meeting.ends_at <= at:
        raise PlanRefused(_("This date has passed."), "day")
    if meeting.ends_at <= meeting.begins_at:
        raise PlanRefused(_("An evening ends after it has begun."), "ends")
    if meeting.ends_at - meeting.begins_at > LONGEST:
        raise PlanRefused(_("An evening lasts a day at most."), "ends")
    if not dates.zone_is_known(meeting.zone):
        raise PlanRefused(_("This time zone is unknown. An example: Europe/Berlin"), "zone")


def _columns(meeting: Meeting) -> dict[str, object]:
    return {
        "name": meeting.name,
        "begins_at": meeting.begins_at,
        "ends_at": meeting.ends_at,
        "zone": meeting.zone,
        "place": meeting.place,
    }
