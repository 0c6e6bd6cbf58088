"""The answers of a pilot for those who run it: how many, never which; lock them, have them compared."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fuerwort.people.errors import Refused
from fuerwort.people.queries import Here
from fuerwort.pilot import jobs
from fuerwort.pilot.actions import locking
from fuerwort.pilot.queries.reports import Collected, collected_for
from fuerwort.web import doors

STEPS = ("waits", "reads", "draws", "writes")


@doors.member
def desk(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    found = collected_for(here, public)
    step = STEPS.index(found.report.step) if found.report and found.works else 0
    context = {"here": here, "found": found, "step": step, "of": len(STEPS)}
    page = "pilot_data/state.html" if request.htmx and found.report else "pilot_data/desk.html"  # type: ignore[attr-defined]
    return render(request, page, context)


@require_POST
@doors.member
def act(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    """Lock or compare, as the pressed button says."""
    found = collected_for(here, public)
    try:
        _done(request, here, found)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("pilot-data", here.space.slug, public)


def _done(request: HttpRequest, here: Here, found: Collected) -> None:
    at, verb = timezone.now(), request.POST.get("verb", "")
    if verb == "lock" and request.POST.get("sure") != "yes":
        messages.error(request, _("Please tick that you mean it: it cannot be undone. Nothing was locked."))
    elif verb == "lock":
        locking.lock(pilot=found.pilot, by=here.membership, at=at)
        messages.success(
            request, _("Locked. From now on nobody can change an answer, and the two groups may be compared.")
        )
    elif verb == "analyse":
        report = locking.order(pilot=found.pilot, by=here.membership, at=at)
        jobs.analyse.enqueue(report.public)
        messages.success(request, _("The comparison has begun. It takes less than a minute."))
