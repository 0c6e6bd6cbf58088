"""Is it fair? As a page, as figures, and as a sheet for the wall."""

import re
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.formats import date_format

from fuerwort.people.queries import Here
from fuerwort.referrals import queries
from fuerwort.referrals.queries.books import FEWEST
from fuerwort.web import doors, wall
from fuerwort.web.fairness import chapters, chart, drift, open_fields, sheet_of_figures

MONTHS = 12


@doors.member
def fairness(request: HttpRequest, here: Here) -> HttpResponse:
    """Any member may read it; ``month`` narrows it, without it everything counts."""
    month = _month(request.GET.get("month", ""))
    found = queries.fairness(here, *_from_to(month), at=timezone.now())
    context = {
        "here": here,
        "found": found,
        "chapters": chapters(found),
        "chart": chart(found),
        "drifts": [drift(one) for one in open_fields(found)],
        "months": _months(timezone.localtime()),
        "month": f"{month:%Y-%m}" if month else "",
        "fewest": FEWEST,
        "left": len(found.fields) - len(open_fields(found)),
        "tab": "fairness",
    }
    return render(request, "fairness/fairness.html", context)


@doors.member
def figures(request: HttpRequest, here: Here) -> HttpResponse:
    """The same as CSV."""
    found = queries.fairness(here, *_from_to(_month(request.GET.get("month", ""))), at=timezone.now())
    return _file(sheet_of_figures(found).encode(), "text/csv; charset=utf-8", "fairness.csv")


@doors.member
def sheet(request: HttpRequest, here: Here) -> HttpResponse:
    """One month as PDF/UA for the wall: the month before this one, unless another is asked for."""
    first = _month(request.GET.get("month", "")) or _before(_first(timezone.localtime()))
    start, end = _from_to(first)
    assert end
    when = date_format(first, "F Y")
    pdf = wall.pdf(here.space, when, queries.fairness(here, start, end, at=timezone.now()), end)
    return _file(pdf, "application/pdf", f"fairness-{first:%Y-%m}.pdf")


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'inline; filename="{name}"'})


def _month(said: str) -> datetime | None:
    """The first moment of a month such as 2026-10; None for anything else."""
    found = re.fullmatch(r"(20\d\d)-(0[1-9]|1[0-2])", said)
    return timezone.make_aware(datetime(int(found[1]), int(found[2]), 1)) if found else None  # noqa: DTZ001 - made aware


def _from_to(month: datetime | None) -> tuple[datetime | None, datetime | None]:
    return (month, _after(month)) if month else (None, None)


def _first(at: datetime) -> datetime:
    return timezone.make_aware(datetime(at.year, at.month, 1))  # noqa: DTZ001 - made aware


def _after(first: datetime) -> datetime:
    return timezone.make_aware(datetime(first.year + first.month // 12, first.month % 12 + 1, 1))  # noqa: DTZ001 - made aware


def _before(first: datetime) -> datetime:
    year, month = (first.year, first.month - 1) if first.month > 1 else (first.year - 1, 12)
    return timezone.make_aware(datetime(year, month, 1))  # noqa: DTZ001 - made aware


def _months(now: datetime) -> list[tuple[str, str]]:
    """The last months, newest first, as values and words."""
    found, first = [], _first(now)
    for _number in range(MONTHS):
        found.append((f"{first:%Y-%m}", date_format(first, "F Y")))
        first = _before(first)
    return found
