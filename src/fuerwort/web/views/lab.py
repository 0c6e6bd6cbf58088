"""The lab: a form whose address is the question, and the answer once a worker has played it. It knows no person."""

import csv
import io
from typing import Any

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from fuerwort.lab.whatif.asked import COUNTS, PRESETS, Asked
from fuerwort.people.actions import profile
from fuerwort.people.errors import Missing, Refused
from fuerwort.people.queries import Here
from fuerwort.pilot import jobs
from fuerwort.pilot.actions import plays
from fuerwort.pilot.modelled import fitted
from fuerwort.pilot.queries.beginning import beginning
from fuerwort.pilot.queries.plays import Known, known
from fuerwort.web import doors, lab_charts, lab_pdf
from fuerwort.web import lab_words as words
from fuerwort.web.charts import Chart
from fuerwort.web.forms.lab import LabForm, address

PARTIAL = {"regimes": "lab/found.html", "pilot": "lab/pilot-found.html"}


def regimes(request: HttpRequest) -> HttpResponse:
    """The four regimes side by side."""
    return _asked(request, "regimes", "lab")


def pilot(request: HttpRequest) -> HttpResponse:
    """A pilot rehearsed in the community as it would be."""
    return _asked(request, "pilot", "lab-pilot")


def _asked(request: HttpRequest, kind: str, page: str) -> HttpResponse:
    """GET shows what is known of the question in the address; POST asks, and leads to the address of the question."""
    form = LabForm(request.POST if request.method == "POST" else request.GET or None)
    asked = form.asked() if form.is_bound and form.is_valid() else None
    if request.method == "POST" and asked:
        _ask(request, kind, asked)
        return redirect(_place(page, asked))
    if not form.is_bound:
        asked = Asked()
    seen = known(kind, asked) if asked else None
    if asked:
        form = LabForm(None, asked)
    context: dict[str, Any] = {"form": form, "seen": seen, "kind": kind, "here_is": _place(page, asked or Asked())}
    context |= {"query": address(asked) if asked else "", "rows": words.assumptions(form)}
    if seen:
        context |= _told(seen, kind)
    part = request.htmx and not form.is_bound and "poll" in request.GET  # type: ignore[attr-defined]
    names = words.preset_names()
    context["presets"] = [(names[name], _place("lab", one), one == asked) for name, one in PRESETS.items()]
    return render(request, PARTIAL[kind] if part else f"lab/{kind}.html", context)


def _ask(request: HttpRequest, kind: str, asked: Asked) -> None:
    if known(kind, asked).found:
        return
    if not ratelimit.consume(request, action="lab"):
        messages.error(request, _("That was a little too often. Nothing is lost: please ask again in an hour."))
        return
    try:
        play, new = plays.ask(kind=kind, asked=asked, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
        return
    if new:
        jobs.play.enqueue(play.key)


def _told(seen: Known, kind: str) -> dict[str, Any]:
    context: dict[str, Any] = {"paid": words.paid(seen.asked), "size": words.size(seen.asked)}
    context |= {"changed": words.changed(seen.asked), "how": words.how(COUNTS.replications), "nobody": words.nobody()}
    if seen.play and seen.found:
        plays.read(play=seen.play, at=timezone.now())
    if seen.found and kind == "regimes":
        context["parts"] = [(title, [_output(seen, one) for one in outputs]) for title, outputs in words.PARTS]
    elif seen.found:
        context["outcomes"] = [
            (
                lab_charts.pilot(one),
                words.seen_by(one),
                words.rests_on(seen.asked, words.PILOT_RESTS[one["name"]], "income"),
            )
            for one in seen.found["outcomes"]
        ]
    return context


def _output(seen: Known, name: str) -> tuple[Chart, list[dict[str, str]], list[dict[str, str]]]:
    """Picture, what made each step, and on which parameters it rests most."""
    return lab_charts.regimes(seen.found, name), words.differences(seen.found, name), words.rests_on(seen.asked, name)


def _place(page: str, asked: Asked) -> str:
    query = address(asked)
    return reverse(page) + (f"?{query}" if query else "")


def _found(request: HttpRequest) -> Known:
    form = LabForm(request.GET or None)
    asked = form.asked() if form.is_bound and form.is_valid() else None if form.is_bound else Asked()
    seen = known("regimes", asked) if asked else None
    if seen is None or not seen.found:
        raise Missing
    return seen


def report(request: HttpRequest) -> HttpResponse:
    """To print and to pass on: PDF/UA in the language of the reader."""
    name = {"Content-Disposition": 'attachment; filename="fuerwort-lab.pdf"'}
    return HttpResponse(lab_pdf.made(_found(request)), content_type="application/pdf", headers=name)


def figures(request: HttpRequest) -> HttpResponse:
    """All figures as CSV, levels and differences."""
    told = _found(request).found["report"]
    file = io.StringIO()
    heads = list(dict.fromkeys(["kind", *told["levels"][0], *told["differences"][0]]))
    sheet = csv.DictWriter(file, heads, restval="", lineterminator="\n")
    sheet.writeheader()
    for kind in ("level", "difference"):
        sheet.writerows({"kind": kind, **row} for row in told[f"{kind}s"])
    name = {"Content-Disposition": 'attachment; filename="fuerwort-lab.csv"'}
    return HttpResponse(file.getvalue(), content_type="text/csv; charset=utf-8", headers=name)


@doors.member
def ours(request: HttpRequest, here: Here) -> HttpResponse:
    """From where the lab starts for this space; being counted; on to the lab with these figures."""
    begins = beginning(here.space, timezone.now())
    if request.method == "POST":
        return _from_ours(request, here)
    context = {"here": here, "begins": begins, "rows": words.start(begins), "counted": here.membership.counted_at}
    return render(request, "lab/ours.html", context)


def _from_ours(request: HttpRequest, here: Here) -> HttpResponse:
    verb, at = request.POST.get("verb", ""), timezone.now()
    if verb in ("count", "uncount"):
        profile.be_counted(by=here.membership, at=at, counted=verb == "count")
        said = _("Thank you: you are counted from now on.") if verb == "count" else _("You are counted no more.")
        messages.success(request, said)
        return redirect("space-lab", here.space.slug)
    begins = beginning(here.space, at)
    if begins.counted is None:
        messages.error(request, _("Fewer than five members agreed to be counted, so there is nothing to start from."))
        return redirect("space-lab", here.space.slug)
    asked = fitted(begins.asked, begins.requests) if begins.requests is not None else begins.asked
    return redirect(_place("lab-pilot" if verb == "pilot" else "lab", asked))
