"""Dates in words, on the clock of the place."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from fuerwort.evenings.models import Evening


def when(moment: datetime) -> str:
    """Weekday, day and time, as people say it: "Mittwoch, 9. Dezember 2026, 19:00 Uhr"."""
    facts = {
        "weekday": date_format(moment, "l"),
        "day": date_format(moment, "DATE_FORMAT"),
        "time": date_format(moment, "TIME_FORMAT"),
    }
    return _("%(weekday)s, %(day)s, %(time)s") % facts


def called(evening: Evening) -> str:
    """Name and date."""
    return _("%(evening)s, %(when)s") % {"evening": evening.name, "when": when(evening.begins)}
