"""What everybody may read of a pilot: its registration with hash and deviations, its draws, the program to check."""

from importlib import resources

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from fuerwort.pilot.queries import pilots
from fuerwort.web import registration_pdf
from fuerwort.web.forms.pilot import STEP_NAMES, answers
from fuerwort.web.views.pilot.desk import ahead


def pilot(request: HttpRequest, public: str) -> HttpResponse:
    found = pilots.shown(public)
    steps = [(name, answers(step, found.terms)) for step, name in STEP_NAMES.items()]
    context = {"found": found, "pilot": found.pilot, "steps": steps, "ahead": ahead(found.terms),
               "deviations": found.pilot.deviations.all()}  # fmt: skip
    return render(request, "pilot/public.html", context)


def registered(request: HttpRequest, public: str) -> HttpResponse:
    """The bytes whose hash is shown."""
    found = pilots.shown(public).registration
    return _file(found.text, "application/json", f"registration-{public}.json")


def registered_pdf(request: HttpRequest, public: str) -> HttpResponse:
    """The registration as PDF/UA, in the language of the reader."""
    return _file(registration_pdf.pdf(pilots.shown(public)), "application/pdf", f"registration-{public}.pdf")


def draw(request: HttpRequest, public: str) -> HttpResponse:
    """A draw: what was fixed, what came, and everybody's result by token; the verifier works in the browser."""
    found = pilots.draw_of(public)
    rows = [(one.stratum, one.place, one.token, one.drawn) for one in pilots.receipts(found)]
    return render(request, "pilot/draw.html", {"draw": found, "pilot": found.pilot, "rows": rows})


def roster(request: HttpRequest, public: str) -> HttpResponse:
    """The roster, to the byte."""
    return _file(pilots.draw_of(public).roster, "text/plain; charset=us-ascii", f"roster-{public}.txt")


def verifier(request: HttpRequest) -> HttpResponse:
    """The program that checks a draw, one file."""
    text = (resources.files("fuerwort.pilot") / "verify_draw.py").read_bytes()
    return _file(text, "text/x-python; charset=utf-8", "verify_draw.py")


def _file(data: str | bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(data, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
