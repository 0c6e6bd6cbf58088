"""Home: what is on now. And the entrance, which leads to one's space."""

from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from fuerwort.evenings import queries as evenings
from fuerwort.people import queries
from fuerwort.people.actions import letters
from fuerwort.people.queries.profile import time_of
from fuerwort.people.queries.steps import Step, shows_steps
from fuerwort.people.queries.to_do import ToDo
from fuerwort.web import doors
from fuerwort.web.steps import steps_of
from fuerwort.web.to_do import waiting

AT_MOST = 5


@login_required
def entrance(request: HttpRequest) -> HttpResponse:
    memberships = queries.spaces_for(request.user)  # type: ignore[arg-type]
    if len(memberships) == 1:
        return redirect("home", space=memberships[0].space.slug)
    return render(request, "entrance.html", {"memberships": memberships})


@doors.member
def home(request: HttpRequest, here: queries.Here) -> HttpResponse:
    now = timezone.now()
    ahead = evenings.ahead(here, now)
    found = waiting(here, now, ahead)
    facts = {
        "here": here,
        "to_do": found[:AT_MOST],
        "more": len(found) - AT_MOST,
        "steps": steps(here, now),
        "evening": ahead[0] if ahead else None,
        "time": None if asked_for_time(found[:AT_MOST]) else time_of(here, now),
        "news": queries.news_for(here),
        "now": now,
    }
    return render(request, "home.html", facts)


def steps(here: queries.Here, now: datetime) -> list[Step]:
    """The first steps: in the first weeks, until all are done."""
    found = steps_of(here) if shows_steps(here, now) else []
    return found if any(one.state != "done" for one in found) else []


def asked_for_time(shown: list[ToDo]) -> bool:
    """Whether the buttons stand in the list already."""
    return any(one.code == "availability.unknown" for one in shown)


@require_POST
@doors.member
def read_news(request: HttpRequest, here: queries.Here) -> HttpResponse:
    letters.read_news(by=here.membership, at=timezone.now())
    return redirect("home", space=here.space.slug)
