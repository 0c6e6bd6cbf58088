"""Dates relative to an anchor. No clock: whoever asks says which day it is."""

import re
from datetime import date, timedelta
from random import Random

MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni",
    "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip


def month_before(day: date, months: int) -> date:
    """The first of the month so many months before; a negative number looks ahead."""
    year, month = divmod(12 * day.year + day.month - 1 - months, 12)
    return date(year, month + 1, 1)


def second_wednesdays(anchor: date, count: int) -> list[date]:
    """The last ones before the anchor, oldest first."""
    firsts = [month_before(anchor, months) for months in range(count, -1, -1)]
    found = [first + timedelta(days=(2 - first.weekday()) % 7 + 7) for first in firsts]
    return [day for day in found if day < anchor][-count:]


def some_day(anchor: date, when: str, chance: Random, week: int = 5) -> date:
    """A day in the week so many weeks before, or in the last month of a name that is over.

    ``when`` is a number of weeks, "Juni", or "Juni davor" for the year before; 0 weeks is the anchor itself.
    """
    if when == "0":
        return anchor
    if when.isdigit():
        monday = anchor - timedelta(days=anchor.weekday(), weeks=int(when))
        return monday + timedelta(days=chance.randrange(week))
    name, _, before = when.partition(" ")
    ago = (anchor.month - MONTHS.index(name) - 2) % 12 + 1
    return month_before(anchor, ago + (12 if before else 0)) + timedelta(days=chance.randrange(28))


def with_months(text: str, day: date) -> str:
    """Name months as seen from a day.

    >>> with_months("Wir brauchen sie bis {+6}.", date(2026, 11, 20))
    'Wir brauchen sie bis Mai.'
    """
    return re.sub(r"\{([+-]\d+)\}", lambda found: MONTHS[month_before(day, -int(found[1])).month - 1], text)
