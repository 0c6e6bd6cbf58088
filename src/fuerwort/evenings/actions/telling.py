"""Who hears when of an evening that comes back by a rule, and who cares for what on it."""

from datetime import date, datetime, timedelta

from django.db import transaction

from fuerwort.evenings import dates, notices
from fuerwort.evenings.actions.rota import fill
from fuerwort.evenings.models import Evening, Series
from fuerwort.people.events import record as log

AHEAD = timedelta(days=35)
"""So long before, everybody is invited."""


def tell_due(*, at: datetime) -> int:
    """Announce every evening that is near enough; returns how many."""
    return sum(tell_those_due(series, at=at) for series in Series.objects.filter(ends_on__isnull=True))


@transaction.atomic
def tell_those_due(series: Series, *, at: datetime) -> int:
    """Announce what the rule gives in the next weeks; what is moved is announced by its own date."""
    today = at.date()
    for day in dates.days(series, today, today + AHEAD):
        unfolded(series, day, at)
    due = series.evenings.standing().filter(told_at__isnull=True, begins_at__gt=at, begins_at__lte=at + AHEAD)
    found = list(due.select_for_update())
    for evening in found:
        evening.told_at = at
        evening.save(update_fields=["told_at"])
        fill(evening, at=at)
        log(series.space, by=None, at=at, verb="evening.told", about=evening.public)
        notices.invited(evening, at)
    return len(found)


def unfolded(series: Series, day: date, at: datetime) -> Evening:
    """The row of a date, as the series says it unless somebody said otherwise."""
    facts = {
        "space_id": series.space_id,
        "name": series.name,
        "begins_at": dates.begins(series, day),
        "ends_at": dates.ends(series, day),
        "zone": series.zone,
        "place": series.place,
        "changed_at": at,
    }
    return Evening.objects.get_or_create(series=series, day=day, defaults=facts)[0]
