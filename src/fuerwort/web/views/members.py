"""Who is here, and one of them."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from fuerwort.people.queries import Here
from fuerwort.people.queries.directory import directory_for
from fuerwort.people.queries.profile import profile_for, public_profile, time_of
from fuerwort.web import doors
from fuerwort.web.forms.directory import DirectoryForm

A_PAGE = 24


@doors.member
def members(request: HttpRequest, here: Here) -> HttpResponse:
    form = DirectoryForm(request.GET)
    wanted = form.wanted()
    found = directory_for(here, wanted, timezone.now())
    form.offer(found)
    page = Paginator(found.cards, A_PAGE).get_page(request.GET.get("page"))
    context = {"here": here, "form": form, "wanted": wanted, "found": found, "page": page}
    part = request.htmx and not request.htmx.boosted and not request.htmx.history_restore_request  # type: ignore[attr-defined]
    return render(request, "members/found.html" if part else "members/members.html", context)


@doors.member
def member(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    at = timezone.now()
    as_anybody = request.GET.get("as") == "anybody"
    context = {
        "here": here,
        "profile": profile_for(here, public, at, as_anybody=as_anybody),
        "own": public == here.membership.public,
        "as_anybody": as_anybody,
        "time": time_of(here, at),
    }
    return render(request, "members/member.html", context)


def anybody(request: HttpRequest, public: str) -> HttpResponse:
    """A member as everybody may see them, if they want to be seen."""
    return render(request, "members/anybody.html", {"profile": public_profile(public, timezone.now())})
