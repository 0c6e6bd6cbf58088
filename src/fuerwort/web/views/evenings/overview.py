"""All evenings of a space: what is ahead, what was."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from fuerwort.evenings import queries
from fuerwort.people.queries import Here
from fuerwort.web import doors


@doors.member
def evenings(request: HttpRequest, here: Here) -> HttpResponse:
    at = timezone.now()
    context = {"here": here, "coming": queries.coming(here, at), "past": queries.past(here, at)}
    return render(request, "evenings/evenings.html", context)
