"""Home: what is on now. And the entrance, which leads to one's space."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from fuerwort.people import queries
from fuerwort.web import doors


@login_required
def entrance(request: HttpRequest) -> HttpResponse:
    memberships = queries.spaces_for(request.user)  # type: ignore[arg-type]
    if len(memberships) == 1:
        return redirect("home", space=memberships[0].space.slug)
    return render(request, "entrance.html", {"memberships": memberships})


@doors.member
def home(request: HttpRequest, here: queries.Here) -> HttpResponse:
    return render(request, "home.html", {"here": here})
