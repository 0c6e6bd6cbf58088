"""The phone on an evening: through the door on the wall, without a log-in. What is typed is never lost.

Who sits where is kept in the session of the device: a member who is logged in, a member who came by their link, or a
guest with a name.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from fuerwort.evenings import queries
from fuerwort.evenings.actions import arriving, ideas, sessions
from fuerwort.evenings.models import CheckIn, Evening, Phase, SessionKind
from fuerwort.experiences import actions as experiences
from fuerwort.people.errors import Missing, Refused
from fuerwort.people.models import public_id
from fuerwort.people.queries import here_for

SEATS = "seats"
"""Session key: the public id of the check-in, by that of the evening."""


@never_cache
def phone(request: HttpRequest, door: str) -> HttpResponse:
    """Everything this phone shows now; who has not checked in is asked to."""
    evening = queries.evening_behind(door)
    seat = seated(request, evening)
    if seat is None:
        return render(request, "evenings/door.html", {"evening": evening, "member": _member(request, evening)})
    return render(request, "evenings/phone.html", shown(evening, seat))


@never_cache
def live(request: HttpRequest, door: str) -> HttpResponse:
    """What changes by itself; nothing (204) to a phone that shows it already, all anew when the phase is another."""
    evening = queries.evening_behind(door)
    seat = seated(request, evening)
    knows = request.GET.get("v", "")
    if seat is None or not knows.startswith(f"{evening.phase}."):
        response = HttpResponse()
        response["HX-Refresh"] = "true"
        return response
    mark = queries.stamp(evening)
    if knows == mark:
        return HttpResponse(status=204)
    return render(request, "evenings/live.html", shown(evening, seat, mark))


@require_POST
def check_in(request: HttpRequest, door: str) -> HttpResponse:
    """I am here: a member who is logged in, or a guest with a name."""
    evening, at = queries.evening_behind(door), timezone.now()
    member = _member(request, evening)
    try:
        if member:
            take_seat(request, arriving.check_in(evening, by=member, at=at))
        else:
            take_seat(request, arriving.walk_in(evening, request.POST.get("name", ""), at=at))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("evening-door", door)


@require_POST
def write(request: HttpRequest, door: str) -> HttpResponse:
    """One idea. With htmx only the pad comes back, empty, and one's own ideas with it."""
    evening, at = queries.evening_behind(door), timezone.now()
    seat = _seat(request, evening)
    text, once = request.POST.get("text", ""), request.POST.get("once", "")
    try:
        ideas.write(evening.question, text, by=seat, at=at, once=once)
        text, once, wrong = "", "", ""
    except Refused as refused:
        wrong = str(refused)
    if not request.htmx and not wrong:  # type: ignore[attr-defined]
        return redirect("evening-door", door)
    facts = {"evening": evening, "text": text, "once": once or public_id(), "wrong": wrong}
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "evenings/pad.html", facts | {"mine": queries.own_ideas(seat), "along": True})
    return render(request, "evenings/phone.html", shown(evening, seat) | facts)


@require_POST
def take_back(request: HttpRequest, door: str, idea: str) -> HttpResponse:
    evening = queries.evening_behind(door)
    try:
        ideas.take_back(queries.idea_at(evening, idea), by=_seat(request, evening), at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("evening-door", door)


@require_POST
def care(request: HttpRequest, door: str, idea: str) -> HttpResponse:
    """I take care of this one."""
    evening = queries.evening_behind(door)
    seat = _seat(request, evening)
    if seat.membership is None:
        raise Missing
    try:
        ideas.care_for(queries.idea_at(evening, idea), by=seat.membership, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("evening-door", door)


@require_POST
def hold(request: HttpRequest, door: str) -> HttpResponse:
    """I showed the others something."""
    evening = queries.evening_behind(door)
    seat, typed = _seat(request, evening), request.POST
    if seat.membership is None:
        raise Missing
    minutes = typed.get("minutes", "30")
    try:
        sessions.hold(
            evening, typed.get("title", ""), typed.get("kind", ""), by=seat.membership, at=timezone.now(),
            minutes=int(minutes) if minutes.isascii() and minutes.isdigit() else 0,
        )  # fmt: skip
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("evening-door", door)


@require_POST
def took_part(request: HttpRequest, door: str, session: str) -> HttpResponse:
    evening = queries.evening_behind(door)
    found = queries.session_at(evening, session)
    try:
        sessions.join(found, by=_seat(request, evening), took_part=request.POST.get("said") == "yes")
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("evening-door", door)


@require_POST
def confirm(request: HttpRequest, door: str, experience: str) -> HttpResponse:
    """Yes, that was so, said on the spot."""
    evening = queries.evening_behind(door)
    seat = _seat(request, evening)
    found = next((one for one in queries.suggested(seat) if one.experience.public == experience), None)
    if found is None or seat.membership is None:
        raise Missing
    verb = experiences.confirm if request.POST.get("answer") == "yes" else experiences.deny
    try:
        verb(found.experience, by=seat.membership, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("evening-door", door)


def shown(evening: Evening, seat: CheckIn, mark: str = "") -> dict[str, Any]:
    """What a phone shows in this phase; ``mark`` as in ``queries.table``."""
    closing = evening.phase == Phase.CLOSING
    return {
        "evening": evening,
        "seat": seat,
        "table": queries.table(evening, seat, mark),
        "mine": queries.own_ideas(seat) if evening.phase == Phase.WRITING else [],
        "sessions": queries.sessions(evening, seat) if closing else [],
        "kinds": [(kind.value, kind.label) for kind in SessionKind],
        "suggested": queries.suggested(seat) if closing else [],
        "until": queries.runs_out(evening, timezone.now()),
        "once": public_id(),
        "text": "",
    }


def seated(request: HttpRequest, evening: Evening) -> CheckIn | None:
    return queries.seat(evening, request.session.get(SEATS, {}).get(evening.public, ""))


def take_seat(request: HttpRequest, check_in: CheckIn) -> None:
    """This device is theirs until the evening is over."""
    kept = dict(list(request.session.get(SEATS, {}).items())[-4:])
    request.session[SEATS] = kept | {check_in.evening.public: check_in.public}


def _seat(request: HttpRequest, evening: Evening) -> CheckIn:
    found = seated(request, evening)
    if found is None:
        raise Missing
    return found


def _member(request: HttpRequest, evening: Evening) -> Any:
    """The member of this space who is logged in on this phone."""
    if not request.user.is_authenticated:
        return None
    try:
        return here_for(request.user, evening.space.slug).membership
    except Missing:
        return None
