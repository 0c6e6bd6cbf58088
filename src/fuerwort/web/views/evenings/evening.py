"""The page of one evening, and what members do on it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fuerwort.evenings import queries
from fuerwort.evenings.actions import replies, rota
from fuerwort.people.errors import Refused
from fuerwort.people.queries import Here
from fuerwort.web import doors
from fuerwort.web.forms.evenings import GuestForm


@doors.member
def evening(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    found = queries.evening_for(here, public)
    context = {"here": here, "seen": queries.seen_by(here, found), "guest_form": GuestForm()}
    return render(request, "evenings/evening.html", context)


@require_POST
@doors.member
def reply(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    """I am coming, or not; back to the page the button stood on."""
    try:
        says = request.POST.get("says", "")
        replies.reply(queries.evening_for(here, public), says, by=here.membership, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    target = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        return redirect(target)
    return redirect("evening", here.space.slug, public)


@require_POST
@doors.member
def guest(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    """A guest gets a link, which the member passes on."""
    form = GuestForm(request.POST)
    if form.is_valid():
        try:
            name = form.cleaned_data["name"]
            made = replies.invite_guest(queries.evening_for(here, public), name, by=here.membership, at=timezone.now())
            messages.success(request, _("The link for %(name)s stands below. Pass it on.") % {"name": made.name})
        except Refused as refused:
            messages.error(request, str(refused))
    return redirect("evening", here.space.slug, public)


@require_POST
@doors.member
def remove_guest(request: HttpRequest, here: Here, public: str, guest: str) -> HttpResponse:
    found = queries.guest_of(here, queries.evening_for(here, public), guest)
    replies.remove_guest(found, by=here.membership, at=timezone.now())
    return redirect("evening", here.space.slug, public)


DUTIES = {"take": rota.take, "offer": rota.offer, "keep": rota.keep}


@require_POST
@doors.member
def duty(request: HttpRequest, here: Here, public: str, duty: str) -> HttpResponse:
    found = queries.duty_for(here, queries.evening_for(here, public), duty)
    try:
        if act := DUTIES.get(request.POST.get("act", "")):
            act(found, by=here.membership, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("evening", here.space.slug, public)
