"""Whether the house is at work: nothing in it says anything about a person or a space."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import DatabaseError
from django.db.models import Case, Min, When
from django_tasks_db.models import DBTaskResult

from fuerwort.people.models import Beat

LATE = timedelta(minutes=10)
"""A job that waits for so long has nobody to do it; timed work is due every minute."""


@dataclass(frozen=True)
class Health:
    """What works."""

    database: bool
    jobs: bool
    timed: bool
    backup: bool

    @property
    def whole(self) -> bool:
        return self.database and self.jobs and self.timed and self.backup


def health(at: datetime) -> Health:
    """Two queries; a database that does not answer is an answer too."""
    try:
        waits = waiting_since(at)
        last = dict(Beat.objects.values_list("name", "at"))
    except DatabaseError:
        return Health(database=False, jobs=False, timed=False, backup=False)
    return Health(
        database=True,
        jobs=waits is None or waits >= at - LATE,
        timed="tick" in last and last["tick"] >= at - LATE,
        backup="backup" not in last or last["backup"] >= at - timedelta(days=settings.BACKUP_DAYS),
    )


def waiting_since(at: datetime) -> datetime | None:
    """Since when the oldest job that is due has waited."""
    due = Case(When(run_after__gt=at, then="enqueued_at"), default="run_after")  # never is far ahead
    since: datetime | None = DBTaskResult.objects.ready().aggregate(since=Min(due))["since"]
    return since


def last_of(name: str) -> datetime | None:
    """When this was last done; None when it never was."""
    return Beat.objects.filter(name=name).values_list("at", flat=True).first()
