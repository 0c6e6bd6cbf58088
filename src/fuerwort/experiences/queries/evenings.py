"""The founding evening: what has been entered so far, seen by everybody who is a member."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from fuerwort.experiences.models import Experience, FoundingEvening
from fuerwort.experiences.queries.experiences import Shown, shown, whole
from fuerwort.people.errors import Missing
from fuerwort.people.queries import Here

ENOUGH, PLENTY = 20, 30
"""So many experiences let a first real request get a reasoned list (design/product.md)."""


@dataclass(frozen=True)
class Progress:
    """A founding evening so far; counts are of the evening, never of a person."""

    entries: Sequence[Shown]
    confirmed: int
    """Entries that two confirmed."""
    people: int
    """Members who are in at least one confirmed entry."""
    pairs: int
    """Pairs of members who both confirmed at least one entry."""
    waiting: int
    """Confirmations that wait for a host."""

    @property
    def enough(self) -> bool:
        return len(self.entries) >= ENOUGH


def running_evening(here: Here) -> FoundingEvening | None:
    """The one that is on now."""
    return FoundingEvening.objects.filter(space=here.space, ended_at__isnull=True).first()


def evenings(here: Here) -> QuerySet[FoundingEvening]:
    """All of this space, newest first."""
    return FoundingEvening.objects.filter(space=here.space).select_related("started_by").order_by("-started_at")


def evening_for(here: Here, public: str) -> FoundingEvening:
    """One founding evening.

    Raises
    ------
    Missing
        There is none here.
    """
    found = evenings(here).filter(public=public).first()
    if found is None:
        raise Missing
    return found


def progress(here: Here, evening: FoundingEvening, at: datetime) -> Progress:
    """What was entered, newest first; once the evening is over, others' entries only when two have confirmed."""
    rows = whole(Experience.objects.filter(evening=evening).order_by("-recorded_at", "-pk"))
    running = evening.ended_at is None
    entries = [shown(here, row, at, named=running) for row in rows]
    counting = [[p for p in e.experience.participations.all() if p.counts] for e in entries]
    together = [{p.membership_id for p in parts} for parts in counting if len(parts) > 1]
    pairs = {(a, b) for people in together for a in people for b in people if a < b}
    return Progress(
        entries=[e for e in entries if running or e.knows_all or len(e.parts) > 1],
        confirmed=len(together),
        people=len(set().union(*together)),
        pairs=len(pairs),
        waiting=sum(p.review == "waits" for e in entries for p in e.experience.participations.all()),
    )
