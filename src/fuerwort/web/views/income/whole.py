"""What the fund holds and promises, for everybody; no persons."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from fuerwort.fund.queries import income as queries
from fuerwort.people.models import Space
from fuerwort.web import doors
from fuerwort.web.income import band, flows


@doors.everybody
def whole(request: HttpRequest, space: Space) -> HttpResponse:
    found = queries.whole(space, timezone.localdate())
    here = getattr(request, "here", None)
    context = {"here": here, "of": space, "found": found, "band": band(found.plans), "flows": flows(found.flows)}
    return render(request, "income/whole.html", context)
