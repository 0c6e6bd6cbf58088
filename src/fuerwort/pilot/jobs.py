"""What a worker does for a pilot: the analysis and the lab, which take some seconds."""

from django.utils import timezone
from django_tasks import task

from fuerwort.people.errors import Refused
from fuerwort.pilot.actions import locking, plays
from fuerwort.pilot.models import Play, Report


@task(queue_name="long")
def analyse(public: str) -> None:
    """Compute a report that was asked for; one that is done stays as it is."""
    report = Report.objects.select_related("pilot__space", "pilot__lock").filter(public=public).first()
    if report is None or report.step == "done":
        return
    try:
        locking.compute(report=report, at=timezone.now())
    except Refused as refused:
        locking.failed(report=report, why=str(refused))


@task(queue_name="long", priority=-10)
def play(key: str) -> None:
    """Play a question to the lab; an analysis goes first."""
    asked = Play.objects.filter(key=key, step__in=("waits", "plays")).first()
    if asked is None:
        return
    try:
        plays.compute(play=asked, at=timezone.now())
    except Exception:
        plays.failed(play=asked)
        raise
