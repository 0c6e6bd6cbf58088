"""What the fund holds and promises, for everybody; no persons."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from fuerwort.fund.queries import income as queries
from fuerwort.people.queries import space_at
from fuerwort.web.income import band, flows


def whole(request: HttpRequest, space: str) -> HttpResponse:
    here = space_at(space)
    found = queries.whole(here, timezone.localdate())
    context = {"of": here, "found": found, "band": band(found.plans), "flows": flows(found.flows)}
    return render(request, "income/whole.html", context)
