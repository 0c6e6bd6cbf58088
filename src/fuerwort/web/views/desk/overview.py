"""The desk itself: what needs a host now."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from fuerwort.people.queries import Here
from fuerwort.people.queries.desk import overview
from fuerwort.web import doors
from fuerwort.web.to_do import waiting_for_hosts


@doors.host
def desk(request: HttpRequest, here: Here) -> HttpResponse:
    at = timezone.now()
    context = {"here": here, "tab": "desk", "overview": overview(here, at), "to_do": waiting_for_hosts(here, at)}
    return render(request, "desk/desk.html", context)
