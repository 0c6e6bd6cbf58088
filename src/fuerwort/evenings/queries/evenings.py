"""The evenings of a space, as members see them."""

from datetime import datetime

from fuerwort.evenings.models import Evening, Evenings, Phase
from fuerwort.people.errors import Missing
from fuerwort.people.queries import Here


def coming(here: Here, at: datetime) -> Evenings:
    """What is ahead or under way, soonest first; one that was called off is shown until its day is over."""
    return _of(here).filter(ends_at__gte=at).exclude(phase=Phase.OVER).order_by("begins_at")


def past(here: Here, at: datetime) -> Evenings:
    """What was, newest first."""
    ahead = coming(here, at).values("pk")
    return _of(here).standing().filter(begins_at__lt=at).exclude(pk__in=ahead).order_by("-begins_at")


def evening_for(here: Here, public: str) -> Evening:
    """One evening.

    Raises
    ------
    Missing
        There is none here.
    """
    found = _of(here).filter(public=public).first()
    if found is None:
        raise Missing
    return found


def _of(here: Here) -> Evenings:
    return Evening.objects.told().filter(space=here.space).select_related("question", "series")
