"""The wall: what a big screen shows to everybody, and the hand that leads on."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from fuerwort.evenings import queries
from fuerwort.evenings.actions import arriving, cards, leading
from fuerwort.evenings.models import Evening, Phase
from fuerwort.people import links
from fuerwort.people.errors import Refused
from fuerwort.people.queries import Here
from fuerwort.web import doors
from fuerwort.web.views.evenings.phone import take_seat

STEPS = (Phase.ARRIVING, Phase.WRITING, Phase.CARDS, Phase.DECIDING, Phase.CLOSING, Phase.OVER)
TIMERS = (0, 5, 10, 15, 20, 30)


@never_cache
@doors.member
def wall(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    """The big screen. It asks every two seconds; without a script it loads itself anew."""
    return render(request, "evenings/wall.html", shown(here, queries.evening_for(here, public)))


@never_cache
@doors.member
def live(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    """What the wall shows now; nothing (204) if it shows it already."""
    evening = queries.evening_for(here, public)
    mark = queries.stamp(evening)
    if request.GET.get("v", "") == mark:
        return HttpResponse(status=204)
    return render(request, "evenings/wall-live.html", shown(here, evening, mark))


def shown(here: Here, evening: Evening, mark: str = "") -> dict[str, Any]:
    return {
        "here": here,
        "evening": evening,
        "table": queries.table(evening, mark=mark),
        "until": queries.runs_out(evening, timezone.now()),
        "door": links.address("evening-door", evening.door) if evening.door and evening.is_running else "",
        "may_lead": leading.may_lead(evening, here.membership),
    }


@never_cache
@doors.member
def lead(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    """Lead on: the next phase, a timer, the cards; on a phone or beside the wall."""
    evening = queries.evening_for(here, public)
    leading.check_leads(evening, here.membership)
    if request.method == "POST":
        try:
            _lead(request, here, evening)
        except Refused as refused:
            messages.error(request, str(refused))
        return redirect("evening-lead", here.space.slug, public)
    steps = [
        (phase, STEPS.index(phase) - STEPS.index(evening.phase) if evening.phase in STEPS else 0) for phase in STEPS
    ]
    return render(request, "evenings/lead.html", shown(here, evening) | {"steps": steps, "timers": TIMERS[1:]})


def _lead(request: HttpRequest, here: Here, evening: Evening) -> None:
    at, by, typed = timezone.now(), here.membership, request.POST
    minutes = int(typed["minutes"]) if typed.get("minutes", "").isdigit() else 0
    if phase := typed.get("phase", ""):
        leading.lead_to(evening, phase, by=by, at=at, minutes=minutes)
    else:
        leading.set_timer(evening, minutes, by=by, at=at)


@require_POST
@doors.member
def sit(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    """A member checks in from the page of the evening."""
    evening = queries.evening_for(here, public)
    try:
        take_seat(request, arriving.check_in(evening, by=here.membership, at=timezone.now()))
        return redirect("evening-door", evening.door)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("evening", here.space.slug, public)


@never_cache
@doors.member
def sort(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    """Sort the cards by forms; on the wall the same is done by drag and by arrow keys."""
    evening = queries.evening_for(here, public)
    leading.check_leads(evening, here.membership)
    if request.method == "POST":
        try:
            _sort(request, here, evening)
        except Refused as refused:
            messages.error(request, str(refused))
        if request.htmx:  # type: ignore[attr-defined]
            return render(request, "evenings/wall-live.html", shown(here, queries.evening_for(here, public)))
        return redirect("evening-sort", here.space.slug, public)
    return render(request, "evenings/sort.html", shown(here, evening))


def _sort(request: HttpRequest, here: Here, evening: Evening) -> None:
    """Do what the pressed button says: a new group, another name, a card somewhere else, one under another."""
    who: dict[str, Any] = {"by": here.membership, "at": timezone.now()}
    typed = request.POST
    if public := typed.get("rename"):
        cards.rename_group(queries.group_at(evening, public), typed.get("title", ""), **who)
        return
    group = None
    if typed.get("title", "").strip():
        group = cards.new_group(evening, typed["title"], **who)
    elif typed.get("group"):
        group = queries.group_at(evening, typed["group"])
    for public in typed.getlist("idea"):
        idea = queries.idea_at(evening, public)
        if typed.get("part"):
            cards.part(idea, **who)
        elif typed.get("into"):
            cards.merge(idea, queries.idea_at(evening, typed["into"]), **who)
        else:
            cards.put(idea, group, **who)
