"""A member knows of a need: note it for the space, or look whom to recommend oneself; then say what came of it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fuerwort.people.errors import Missing, Refused
from fuerwort.people.queries import Here
from fuerwort.people.queries.fields import offered
from fuerwort.referrals import queries
from fuerwort.referrals.actions import introductions, needs, outcomes, personal, suggesting
from fuerwort.referrals.actions.needs import AskRefused
from fuerwort.referrals.models import Placing, Request
from fuerwort.web import doors
from fuerwort.web.forms.recommend import NeedForm


@doors.member
def need(request: HttpRequest, here: Here) -> HttpResponse:
    """Note what somebody needs; the space looks for names."""
    form = NeedForm(offered(here.space), request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = needs.record_need(wants=[form.want()], by=here.membership, at=timezone.now())
            messages.success(request, _("Noted. Somebody cares for it; you hear when the names are there."))
            return redirect("request", here.space.slug, made.requests.get().public)
        except AskRefused as refused:
            form.add_error(refused.part or None, str(refused))
    return render(request, "requests/need.html", {"here": here, "form": form, "tab": "requests"})


@doors.member
def recommend(request: HttpRequest, here: Here) -> HttpResponse:
    """Look for names from one's own point of view; nothing is booked before one passes them on."""
    form = NeedForm(offered(here.space), request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            at = timezone.now()
            made = needs.look_for(want=form.want(), by=here.membership, at=at)
            suggesting.suggest(request=made, by=here.membership, at=at)
            return redirect("request", here.space.slug, made.public)
        except AskRefused as refused:
            form.add_error(refused.part or None, str(refused))
    return render(request, "recommend/recommend.html", {"here": here, "form": form, "tab": "recommend"})


@require_POST
@doors.member
def pass_on(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    """“I have passed it on”: now it is booked as shown."""
    seen = queries.request_for(here, public)
    chosen = set(request.POST.getlist("name"))
    names = [one.member for one in seen.named if one.member.public in chosen]
    try:
        personal.pass_on(request=seen.request, names=names, by=here.membership, at=timezone.now())
        messages.success(request, _("Noted. Those you named see that you recommended them."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("request", here.space.slug, public)


@require_POST
@doors.member
def release(request: HttpRequest, here: Here, public: str, placing: str) -> HttpResponse:
    """Introduce one of the named to whoever needs it, through oneself."""
    seen = queries.request_for(here, public)
    try:
        introductions.release(placing=_named(seen, placing), by=here.membership, at=timezone.now())
        messages.success(request, _("Introduced. You have each other's contact now."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("request", here.space.slug, public)


@require_POST
@doors.member
def close(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    """Say what came of it."""
    seen = queries.request_for(here, public)
    said, with_ = request.POST.get("said", ""), request.POST.get("with", "")
    placing = _named(seen, with_) if with_ and said == "work" else None
    try:
        _close(seen.request, said, placing, here)
        messages.success(request, _("Thank you. Whoever it concerns reads it."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("request", here.space.slug, public)


def _close(request: Request, said: str, placing: Placing | None, here: Here) -> None:
    outcomes.close(request=request, said=said, by=here.membership, at=timezone.now(), with_placing=placing)


def _named(seen: queries.Seen, public: str) -> Placing:
    for one in seen.named:
        if one.placing and one.placing.public == public:
            return one.placing
    raise Missing
