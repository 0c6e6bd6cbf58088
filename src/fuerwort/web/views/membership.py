"""One's own membership: the first steps, and leaving."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from fuerwort.people.actions.leaving import leave
from fuerwort.people.errors import Refused
from fuerwort.people.queries import Here
from fuerwort.web import doors
from fuerwort.web.steps import steps_of


@doors.member
def steps(request: HttpRequest, here: Here) -> HttpResponse:
    return render(request, "invitations/first-steps.html", {"here": here, "steps": steps_of(here)})


@doors.member
def leaving(request: HttpRequest, here: Here) -> HttpResponse:
    refused_because = ""
    if request.method == "POST":
        try:
            leave(by=here.membership, at=timezone.now())
            messages.success(request, _("You have left. If you come back, you find everything as it was."))
            return redirect("entrance")
        except Refused as refused:
            refused_because = str(refused)
    return render(request, "account/leave.html", {"here": here, "refused": refused_because})
