"""What a worker does for a pilot: the analysis, which takes some seconds."""

from django.utils import timezone
from django_tasks import task

from fuerwort.people.errors import Refused
from fuerwort.pilot.actions import locking
from fuerwort.pilot.models import Report


@task()
def analyse(public: str) -> None:
    """Compute a report that was asked for; one that is done stays as it is."""
    report = Report.objects.select_related("pilot__space", "pilot__lock").filter(public=public).first()
    if report is None or report.step == "done":
        return
    try:
        locking.compute(report=report, at=timezone.now())
    except Refused as refused:
        locking.failed(report=report, why=str(refused))
