"""What a member says about themselves and their time."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fuerwort.people.actions import availability as time
from fuerwort.people.actions import profile as actions
from fuerwort.people.errors import Refused
from fuerwort.people.models import Availability
from fuerwort.people.queries import Here
from fuerwort.people.queries.profile import time_of
from fuerwort.web import doors, undo
from fuerwort.web.forms.availability import AvailabilityForm
from fuerwort.web.forms.profile import ProfileForm
from fuerwort.web.undo import Undo


@doors.member
def profile(request: HttpRequest, here: Here) -> HttpResponse:
    form = ProfileForm(here.membership, request.POST or None)
    if request.method == "POST" and not form.looks and form.is_valid():
        try:
            actions.change(form.told(), by=here.membership, at=timezone.now())
            messages.success(request, _("Saved."))
            return redirect("member", here.space.slug, here.membership.public)
        except actions.ProfileRefused as refused:
            form.refuse(refused)
    if form.is_bound and form.looks:
        form.errors.clear()  # nothing was to be saved, so nothing is wrong yet
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "profile/work.html", {"form": form})
    return render(request, "profile/profile.html", {"here": here, "form": form})


@require_POST
@doors.member
def availability(request: HttpRequest, here: Here) -> HttpResponse:
    """One tap; what was said before can be had back from the next page."""
    at = timezone.now()
    before = time_of(here, at)
    form = AvailabilityForm(request.POST)
    try:
        if not form.is_valid():
            raise time.AvailabilityRefused(_("This is no day. Nothing was changed."))
        time.say(by=here.membership, at=at, **form.cleaned_data)
        url = reverse("availability", args=[here.space.slug])
        until = before.until.isoformat() if before.until else ""
        fields = {"availability": before.state or Availability.FREE, "until": until}
        undo.offer(request, Undo(_said(here.membership.availability, here.membership.available_until), url, fields))
    except Refused as refused:
        messages.error(request, str(refused))
    return _back(request, here)


def _said(state: str, until: date | None) -> str:
    day = date_format(until, "MONTH_DAY_FORMAT") if until else ""
    if state == Availability.LITTLE:
        return _("You have a little time, until %(day)s.") % {"day": day}
    if state == Availability.FULL:
        return _("You are fully booked, until %(day)s. Requests go to others until then.") % {"day": day}
    return _("You have time.")


@require_POST
@doors.member
def hide_steps(request: HttpRequest, here: Here) -> HttpResponse:
    hidden = "again" not in request.POST
    actions.hide_steps(by=here.membership, at=timezone.now(), hidden=hidden)
    if hidden:
        url = reverse("steps-hide", args=[here.space.slug])
        undo.offer(request, Undo(_("The first steps are hidden."), url, {"again": "1"}))
    return _back(request, here)


def _back(request: HttpRequest, here: Here) -> HttpResponse:
    """To the page of ours that the form came from, or home."""
    target = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure())
    return redirect(target) if ours else redirect("home", here.space.slug)
