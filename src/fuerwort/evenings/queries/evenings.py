"""The evenings of a space, as members see them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import OuterRef, QuerySet, Subquery

from fuerwort.evenings import dates
from fuerwort.evenings.models import Evening, Evenings, Phase, Reply, Series
from fuerwort.people.errors import Missing
from fuerwort.people.models import Space
from fuerwort.people.queries import Here

LOOK_AHEAD = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class When:
    """One date: of an evening that is known by itself, or as the rule gives it."""

    begins: datetime
    ends: datetime
    day: date
    evening: Evening | None = None

    @property
    def is_cancelled(self) -> bool:
        return self.evening is not None and self.evening.cancelled_at is not None


def coming(here: Here, at: datetime) -> Evenings:
    """What is ahead or under way, soonest first; one that was called off is shown until its day is over."""
    return _of(here).filter(ends_at__gte=at).exclude(phase=Phase.OVER).order_by("begins_at")


def past(here: Here, at: datetime) -> Evenings:
    """What was, newest first."""
    ahead = coming(here, at).values("pk")
    return _of(here).standing().filter(begins_at__lt=at).exclude(pk__in=ahead).order_by("-begins_at")


def ahead(here: Here, at: datetime) -> list[Evening]:
    """What runs or takes place, soonest first, each with what the viewer has said to it (``mine``). One query."""
    mine = Reply.objects.filter(evening=OuterRef("pk"), membership=here.membership).values("says")[:1]
    return list(coming(here, at).standing().annotate(mine=Subquery(mine)))


def evening_for(here: Here, public: str) -> Evening:
    """One evening.

    Raises
    ------
    Missing
        There is none here that this person has heard of.
    """
    found = (_all(here) if here.is_host else _of(here)).filter(public=public).first()
    if found is None:
        raise Missing
    return found


def series_of(here: Here) -> Series | None:
    """The rule that holds now."""
    return Series.objects.filter(space=here.space, ends_on__isnull=True).first()


def later(here: Here, at: datetime) -> list[When]:
    """Dates nobody has heard of yet, soonest first, for about a year; what was left out is not among them."""
    found = _dates(here.space, at.date(), (at + LOOK_AHEAD).date())
    ahead = [one for one in found if one.begins > at and not (one.evening and one.evening.told_at)]
    return [one for one in ahead if here.is_host or not one.is_cancelled]


def standing_dates(space: Space, since: date, until: date) -> list[When]:
    """Every date on which an evening takes place, by the rule and its exceptions, soonest first."""
    return [one for one in _dates(space, since, until) if not one.is_cancelled]


def _dates(space: Space, since: date, until: date) -> Sequence[When]:
    """Also moved ones and those called off; a moved one by its own date."""
    known = list(Evening.objects.filter(space=space).select_related("series"))
    by_day = {(one.series_id, one.day) for one in known}
    by_rule = (w for series in Series.objects.filter(space=space) for w in _by_rule(series, since, until, by_day))
    own = (When(one.begins, one.ends, one.on, one) for one in known)
    found = [one for one in (*by_rule, *own) if since <= one.begins.date() <= until]
    return sorted(found, key=lambda one: one.begins)


def _by_rule(series: Series, since: date, until: date, known: set[tuple[int | None, date | None]]) -> Iterator[When]:
    for day in dates.days(series, since, until):
        if (series.pk, day) not in known:
            begins, ends = dates.begins(series, day), dates.ends(series, day)
            zone = ZoneInfo(series.zone)
            yield When(begins.astimezone(zone), ends.astimezone(zone), day)


def _all(here: Here) -> Evenings:
    return Evening.objects.filter(space=here.space).select_related("question", "series", "space", "minutes_kept")


def _of(here: Here) -> Evenings:
    return _all(here).told()


def running(here: Here) -> QuerySet[Evening]:
    """Those whose door is open."""
    return _of(here).standing().exclude(phase__in=(Phase.PLANNED, Phase.OVER))
