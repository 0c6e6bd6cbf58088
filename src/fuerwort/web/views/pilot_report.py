"""The report of a pilot, for everybody: a page, a PDF, its figures and the codebook. Nothing of any one person."""

import csv
import io
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from fuerwort.people.models import Person
from fuerwort.pilot.analysis.data import codebook
from fuerwort.pilot.asking import items_of
from fuerwort.pilot.queries.reports import Read, report_for
from fuerwort.web import pilot_charts, pilot_pdf
from fuerwort.web import pilot_tables as tables
from fuerwort.web import pilot_words as words
from fuerwort.web.pilot_trials import PUBLISHED

SAID = (
    words.people, words.key_figures, words.stopped, words.spilled, tables.findings, tables.consort, tables.flow,
    tables.balance, tables.harms, tables.withheld,
)  # fmt: skip
"""What the page says, each part under the name of its function."""


def _read(request: HttpRequest, public: str) -> Read:
    return report_for(request.user if isinstance(request.user, Person) else None, public)


def report(request: HttpRequest, public: str) -> HttpResponse:
    read = _read(request, public)
    first, why = words.answer(read)
    context: dict[str, Any] = {
        "read": read, "first": first, "why": why, "months": pilot_charts.months(read),
        "side": pilot_charts.side_by_side(read), "published": PUBLISHED, "happened": words.happened(),
        "not_measured": words.not_measured(),
    }  # fmt: skip
    return render(request, "pilot_report/report.html", context | {one.__name__: one(read) for one in SAID})


def pdf(request: HttpRequest, public: str) -> HttpResponse:
    read = _read(request, public)
    name = f'attachment; filename="pilot-{public}.pdf"'
    return HttpResponse(pilot_pdf.made(read), content_type="application/pdf", headers={"Content-Disposition": name})


def figures(request: HttpRequest, public: str) -> HttpResponse:
    """Every figure of the report, as CSV; what is withheld there is not in it."""
    read = _read(request, public)
    file = io.StringIO()
    write = csv.writer(file, lineterminator="\n").writerow
    write(["part", "what", "drawn", "compared", "effect", "low", "high", "p"])
    for one in (*read.figures["findings"], *read.figures["exploratory"]):
        row = ["effect", one["name"], one["drawn"], one["compared"], one["effect"], *one["interval"], one.get("p", "")]
        write(row)
    for one in read.figures["balance"]:
        write(["before", one["name"], one["drawn"], one["compared"], one["apart"], "", "", ""])
    for one in read.figures["harms"]:
        write(["harm", one["name"], one["counts"][0][0], one["counts"][1][0], "", "", "", ""])
    for one in read.figures["trajectory"]:
        write(["month", one["wave"], one["drawn"], one["compared"], one["effect"], *one["interval"], ""])
    return _csv(file.getvalue(), f"pilot-{public}-figures.csv")


def book(request: HttpRequest, public: str) -> HttpResponse:
    """The codebook: every question in both languages, its scale, licence and source."""
    read = _read(request, public)
    return _csv(codebook(items_of(read.pilot)), f"pilot-{public}-codebook.csv")


def _csv(text: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text, content_type="text/csv; charset=utf-8", headers=headers)
