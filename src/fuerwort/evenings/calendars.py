"""Evenings as a file for calendars (RFC 5545): the rule, its exceptions, and each evening by the clock of its place.

What a date is called stays the same however often it is moved: UID is that of the series, RECURRENCE-ID the day the
rule gave it. A file of one evening and the whole calendar speak of it in the same words.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from icalendar import Calendar, Event, vRecur

from fuerwort.evenings import dates
from fuerwort.evenings.models import Evening, Series
from fuerwort.people.models import Space

TYPE = "text/calendar; charset=utf-8"
FOREVER = date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class Words:
    """What a calendar may say of evenings, by their key: nothing about persons in the public one."""

    about: Mapping[int, str] = field(default_factory=dict)
    addresses: Mapping[int, str] = field(default_factory=dict)
    title: str = ""


def calendar(space: Space, series: Iterable[Series], evenings: Sequence[Evening], words: Words) -> bytes:
    """All evenings of a space; ``evenings`` also holds dates that were left out in silence."""
    found = _empty(words.title or space.name)
    of: dict[int | None, list[Evening]] = {}
    for evening in evenings:
        of.setdefault(evening.series_id, []).append(evening)
    for one in series:
        _put_series(found, one, of.get(one.pk, []), words)
    for evening in of.get(None, []):
        found.add_component(_event(evening, words))
    return _written(found)


def single(evening: Evening, words: Words) -> bytes:
    """One evening."""
    found = _empty(evening.name)
    found.add_component(_event(evening, words))
    return _written(found)


def uid(of: Series | Evening) -> str:
    host = urlsplit(settings.ADDRESS).hostname or "localhost"
    return f"{of.public}@{host}"


def _empty(title: str) -> Calendar:
    found = Calendar()
    found.add("PRODID", "-//Fuerwort//Evenings//DE")
    found.add("VERSION", "2.0")
    found.add("METHOD", "PUBLISH")
    found.add("NAME", title)
    found.add("X-WR-CALNAME", title)
    found.add("REFRESH-INTERVAL", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    found.add("X-PUBLISHED-TTL", "PT6H")
    return found


def _written(found: Calendar) -> bytes:
    found.add_missing_timezones()
    return bytes(found.to_ical())


def _put_series(found: Calendar, series: Series, evenings: Sequence[Evening], words: Words) -> None:
    """The rule from its first date, the dates left out, and each evening that is known by itself."""
    first = next(dates.days(series, series.starts_on, series.starts_on + dates.SOON), None)
    if first is None:
        return
    event = Event()
    event.add("UID", uid(series))
    event.add("SUMMARY", series.name)
    _put_times(event, dates.begins(series, first), dates.ends(series, first), series.zone)
    rule = vRecur.from_ical(series.rule)
    if series.ends_on:
        last = datetime.combine(series.ends_on, series.time, ZoneInfo(series.zone))
        rule["UNTIL"] = [last.astimezone(UTC)]
    event.add("RRULE", rule)
    if series.place:
        event.add("LOCATION", series.place)
    _put_version(event, series.sequence, series.changed_at)
    for evening in evenings:
        if _is_left_out(evening):
            event.add("EXDATE", _given(evening))
    found.add_component(event)
    for evening in evenings:
        if not _is_left_out(evening):
            found.add_component(_event(evening, words))


def _is_left_out(evening: Evening) -> bool:
    return evening.cancelled_at is not None and evening.told_at is None


def _event(evening: Evening, words: Words) -> Event:
    event = Event()
    event.add("UID", uid(evening.series or evening))
    if evening.series:
        event.add("RECURRENCE-ID", _given(evening))
    event.add("SUMMARY", evening.name)
    _put_times(event, evening.begins_at, evening.ends_at, evening.zone)
    if evening.place:
        event.add("LOCATION", evening.place)
    if about := words.about.get(evening.pk):
        event.add("DESCRIPTION", about)
    if address := words.addresses.get(evening.pk):
        event.add("URL", address)
    event.add("STATUS", "CANCELLED" if evening.cancelled_at else "CONFIRMED")
    _put_version(event, evening.sequence, evening.changed_at)
    return event


def _given(evening: Evening) -> datetime:
    """When the rule would have had it."""
    series = evening.series
    assert series
    assert evening.day
    return datetime.combine(evening.day, series.time, ZoneInfo(series.zone))


def _put_times(event: Event, begins: datetime, ends: datetime, zone: str) -> None:
    event.add("DTSTART", begins.astimezone(ZoneInfo(zone)))
    event.add("DTEND", ends.astimezone(ZoneInfo(zone)))


def _put_version(event: Event, sequence: int, changed_at: datetime) -> None:
    event.add("SEQUENCE", sequence)
    event.add("DTSTAMP", changed_at.astimezone(UTC))
    event.add("LAST-MODIFIED", changed_at.astimezone(UTC))
