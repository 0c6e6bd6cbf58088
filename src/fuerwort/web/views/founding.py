"""The founding evening: everybody enters what they have shared, on their own phone, into one list."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from fuerwort.experiences import actions, queries
from fuerwort.experiences.models import FoundingEvening
from fuerwort.people import links
from fuerwort.people.errors import Refused
from fuerwort.people.queries import Here
from fuerwort.web import doors
from fuerwort.web.forms.experiences import RecordForm
from fuerwort.web.views.experiences import filled_in, kept, saved


@doors.member
def evenings(request: HttpRequest, here: Here) -> HttpResponse:
    """What a founding evening is, the one that is on, and those that were; a host starts one."""
    if request.method == "POST":
        try:
            actions.start_evening(by=here.membership, at=timezone.now())
        except Refused as refused:
            messages.error(request, str(refused))
    running = queries.running_evening(here)
    if request.method == "POST" and running:
        return redirect("founding-evening", here.space.slug, running.public)
    return render(
        request, "founding/evenings.html", {"here": here, "running": running, "evenings": queries.evenings(here)}
    )


@doors.member
def evening(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    """Form and shared list while it runs, a summary afterwards; htmx asks for the list alone every few seconds."""
    found = queries.evening_for(here, public)
    if request.htmx and request.htmx.target == "entries":  # type: ignore[attr-defined]
        return render(request, "founding/entries.html", listed(here, found))
    form = RecordForm(here, request.POST or None)
    if recorded := kept(request, here, form, found):
        response = redirect("founding-evening", here.space.slug, public)
        response["Location"] += f"?saved={recorded.public}"
        return response
    page = "founding/summary.html" if found.ended_at else "founding/evening.html"
    address = links.address("founding-evening", here.space.slug, public)
    return filled_in(request, form, page, listed(here, found) | {"saved": saved(request, here), "address": address})


def listed(here: Here, evening: FoundingEvening) -> dict[str, Any]:
    return {
        "here": here,
        "evening": evening,
        "progress": queries.progress(here, evening, timezone.now()),
        "enough": queries.ENOUGH,
        "plenty": queries.PLENTY,
    }


@doors.host
@require_POST
def end(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    found = queries.evening_for(here, public)
    actions.end_evening(found, by=here.membership, at=timezone.now())
    return redirect("founding-evening", here.space.slug, public)
