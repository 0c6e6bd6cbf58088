"""Jobs a killed worker left behind: started again, a few times, then given up loudly. And the beat of timed work."""

import logging
from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q
from django_tasks_db.models import DBTaskResult

from fuerwort.people.mail import send
from fuerwort.people.models import Beat, Handed

PATIENCE = timedelta(minutes=10)
PATIENCE_MAIL = timedelta(minutes=2)
"""A mail server that does not answer is given up after ten seconds; somebody waits for the code in the mail."""
TRIES = 3

log = logging.getLogger(__name__)


@transaction.atomic
def reap(*, at: datetime) -> int:
    """Put jobs back that have run for longer than any job may; returns how many.

    A worker that was killed leaves its job "running" for ever. ``worker_ids`` tells how often it was started.
    """
    late = Q(started_at__lt=at - PATIENCE) | Q(started_at__lt=at - PATIENCE_MAIL, task_path=send.module_path)
    stuck = DBTaskResult.objects.running().filter(late).select_for_update()
    for job in stuck:
        again = len(job.worker_ids) < TRIES
        job.status = "READY" if again else "FAILED"
        job.finished_at = None if again else at
        job.save(update_fields=["status", "finished_at"])
        log.warning("job %s was left behind by its worker: %s", job.id, "started again" if again else "given up")
    return len(stuck)


def prune(*, at: datetime) -> int:
    """Forget what is of no use any more: jobs done a day ago, failed a month ago, and sessions that have run out."""
    Handed.objects.filter(at__lt=at - timedelta(days=31)).delete()
    Session.objects.filter(expire_date__lt=at).delete()  # one that began a log-in may hold an address
    done = DBTaskResult.objects.successful().filter(finished_at__lt=at - timedelta(days=1)).delete()[0]
    return done + DBTaskResult.objects.failed().filter(finished_at__lt=at - timedelta(days=30)).delete()[0]


def beat(*, at: datetime, name: str = "tick") -> None:
    """Timed work is done; or another work that somebody waits for, as of ``at``."""
    if not Beat.objects.filter(name=name, at__gt=at).exists():
        Beat.objects.update_or_create(name=name, defaults={"at": at})
