"""The desk itself: what needs a host now."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from fuerwort.people.queries import Here
from fuerwort.people.queries.desk import overview
from fuerwort.web import doors


@doors.host
def desk(request: HttpRequest, here: Here) -> HttpResponse:
    return render(request, "desk/desk.html", {"here": here, "tab": "desk", "overview": overview(here, timezone.now())})
