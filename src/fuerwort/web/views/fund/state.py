"""The fund as every member sees it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from fuerwort.fund import queries
from fuerwort.fund.queries.state import flows, pledged
from fuerwort.people.queries import Here
from fuerwort.web import doors


@doors.member
def fund(request: HttpRequest, here: Here) -> HttpResponse:
    found = queries.fund_for(here)
    if found is None:
        return render(request, "fund/none.html", {"here": here})
    today = timezone.localdate()
    context = {
        "here": here,
        "tab": "fund",
        "fund": found,
        "state": queries.state_of(found),
        "flows": flows(found, today.replace(month=1, day=1), today),
        "pledged": pledged(found, today.replace(day=1)),
        "year": today.year,
    }
    return render(request, "fund/fund.html", context)
