"""What a monitor plots: jobs, mails and timed work as numbers. Nothing says anything about a person or a space."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count
from django_tasks_db.models import DBTaskResult

from fuerwort.people.mail import send
from fuerwort.people.models import Beat, Handed
from fuerwort.people.queries.health import waiting_since

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Figures:
    """Jobs by state, the age of the oldest that is due, mails of the last day, when each timed work was last done."""

    jobs: dict[str, int]
    oldest_seconds: float
    mails: dict[str, int]
    done_at: dict[str, datetime]


def figures(at: datetime) -> Figures:
    """Six queries."""
    every = DBTaskResult.objects.all()
    states = dict(every.values_list("status").annotate(number=Count("pk")).order_by())
    since = waiting_since(at) or at
    mails = every.filter(task_path=send.module_path)
    return Figures(
        jobs={state: states.get(state, 0) for state in ("READY", "RUNNING", "FAILED")},
        oldest_seconds=max((at - since).total_seconds(), 0),
        mails={
            "sent": Handed.objects.filter(at__gte=at - DAY).count(),
            "failed": mails.failed().filter(finished_at__gte=at - DAY).count(),
            "waiting": mails.ready().count(),
        },
        done_at=dict(Beat.objects.values_list("name", "at")),
    )
