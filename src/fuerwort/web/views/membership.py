"""One's own membership: the first steps, and leaving."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from fuerwort.experiences.queries import has_experience
from fuerwort.people.actions.leaving import leave
from fuerwort.people.errors import Refused
from fuerwort.people.queries import Here
from fuerwort.people.queries.steps import first_steps
from fuerwort.web import doors


@doors.member
def steps(request: HttpRequest, here: Here) -> HttpResponse:
    context = {"here": here, "steps": first_steps(here, done={"experience"} if has_experience(here) else ())}
    return render(request, "invitations/first-steps.html", context)


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
