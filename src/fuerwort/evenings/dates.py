"""Dates by a rule of RFC 5545, on the clock of a place; docs/rules/evenings.md."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo, available_timezones

from dateutil.rrule import rrulebase, rrulestr
from django.utils.translation import gettext as _

from fuerwort.evenings.models import Series
from fuerwort.people.errors import Refused

MAY = {"FREQ", "INTERVAL", "BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS", "WKST"}
"""Parts of a rule: which days. The time is said apart, and a rule ends when another begins."""
SHAPE = re.compile(r"[A-Z]+=[A-Z0-9,+-]+(;(?!INTERVAL)[A-Z]+=[A-Z0-9,+-]+|;INTERVAL=\d{1,2})*", re.ASCII)
OFTEN = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
SOON = timedelta(days=800)
"""A rule whose first date is later than this was meant otherwise."""


class RuleRefused(Refused):
    """A rule that gives no dates."""


def checked(rule: str, starts_on: date) -> str:
    """The rule in capitals, without "RRULE:" before it.

    Raises
    ------
    RuleRefused
        It is no rule, says more than days, or has no date soon.
    """
    said = rule.strip().upper().removeprefix("RRULE:")
    parts = [part.partition("=")[::2] for part in said.split(";")]
    names = [name for name, _value in parts]
    known = set(names) <= MAY and len(set(names)) == len(names) and dict(parts).get("FREQ") in OFTEN
    if not known or not SHAPE.fullmatch(said) or dict(parts).get("INTERVAL") in ("0", "00"):
        raise RuleRefused(_("This is no rule for days. An example: FREQ=MONTHLY;BYDAY=2WE"))
    try:
        found = next(_between(said, starts_on, starts_on, starts_on + SOON), None)
    except (ValueError, TypeError, OverflowError, IndexError) as error:
        raise RuleRefused(_("This is no rule for days. An example: FREQ=MONTHLY;BYDAY=2WE")) from error
    if found is None:
        raise RuleRefused(_("This rule has no date in the next two years."))
    return said


def zone_is_known(zone: str) -> bool:
    return zone in available_timezones()


def days(series: Series, since: date, until: date) -> Iterator[date]:
    """The days the rule gives, both ends included, as if nothing had been moved or called off."""
    first = max(since, series.starts_on)
    last = min(until, series.ends_on) if series.ends_on else until
    return _between(series.rule, series.starts_on, first, last)


def _between(rule: str, start: date, since: date, until: date) -> Iterator[date]:
    """Days of a rule. It counts from ``start``, so that every second week stays the same one."""
    if until < since:
        return iter(())
    end = datetime.combine(until, time.max)
    found: rrulebase = rrulestr(rule, dtstart=datetime.combine(start, time())).replace(until=end)
    dates = found.xafter(datetime.combine(since, time()), inc=True)
    return (one.date() for one in takewhile(lambda one: one <= end, dates))


def moment(day: date, at: time, zone: str) -> datetime:
    """When a clock in this zone shows it. An hour that is skipped in spring begins after the gap."""
    local = datetime.combine(day, at, ZoneInfo(zone))
    return local.astimezone(UTC)


def begins(series: Series, day: date) -> datetime:
    return moment(day, series.time, series.zone)


def ends(series: Series, day: date) -> datetime:
    return begins(series, day) + timedelta(minutes=series.minutes)
