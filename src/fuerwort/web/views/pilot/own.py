"""Questions a space brings into its plan: what a file would bring, then, on the word of who runs it, that it does."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from fuerwort.people.errors import Missing, Refused
from fuerwort.people.queries import Here
from fuerwort.pilot.actions import questions
from fuerwort.pilot.items import Item, core, pulse
from fuerwort.pilot.items.own import ProblemsError, read_file, sample
from fuerwort.pilot.models import Pilot, State
from fuerwort.pilot.queries import pilots
from fuerwort.pilot.reasons import reason
from fuerwort.web import doors
from fuerwort.web.forms.moving import KeptForm
from fuerwort.web.forms.pilot_own import COLUMNS, FileForm, Shown


def _planned(here: Here, public: str) -> Pilot:
    """A plan: afterwards its questions are registered, and nothing of them changes."""
    found = pilots.run_by(here, public)
    if found.state != State.PLANNED:
        raise Missing
    return found


@doors.study
def own(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    """Which are asked so far; choose a file and look at it first."""
    found = _planned(here, public)
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return _look(request, here, found, form.cleaned_data["file"].read())
    return _page(request, here, found, form)


def _page(request: HttpRequest, here: Here, found: Pilot, form: FileForm, **more: Any) -> HttpResponse:
    asked = pilots.own_questions(found)
    context = {"here": here, "pilot": found, "form": form, "columns": COLUMNS, "asked": _shown(asked)}
    return render(request, "pilot/own.html", context | more)


def _look(request: HttpRequest, here: Here, found: Pilot, data: bytes) -> HttpResponse:
    """What would be asked; or each line that is wrong."""
    try:
        items = read_file(data)
    except ProblemsError as error:
        problems = [(one.line, reason(one)) for one in error.problems]
        return _page(request, here, found, FileForm(), problems=problems)
    bundled = len(pulse(core(), "quarterly"))
    context = {
        "here": here, "pilot": found, "items": _shown(items), "kept": KeptForm.keep(data), "bundled": bundled,
        "number": bundled + len(items), "before": len(pilots.own_questions(found)),
    }  # fmt: skip
    return render(request, "pilot/own-look.html", context)


def _shown(items: Sequence[Item]) -> list[Shown]:
    return [Shown(one) for one in items]


@require_POST
@doors.study
def take(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    """Ask what was looked at, instead of any brought before; or none of one's own any more."""
    found, form = _planned(here, public), KeptForm(request.POST)
    items: Sequence[Item] = ()
    if "none" not in request.POST:
        if not form.is_valid():
            raise Missing
        items = read_file(form.cleaned_data["kept"])
    try:
        questions.bring(pilot=found, items=items, by=here.membership, at=timezone.now())
    except Refused as refused:  # somebody registered it meanwhile
        messages.error(request, str(refused))
        return redirect("pilot-desk", here.space.slug, public)
    said = ngettext(
        "%(number)s question of your own is asked.", "%(number)s questions of your own are asked.", len(items)
    )
    words = said % {"number": len(items)} if items else _("Only the bundled questions are asked.")
    messages.success(request, words)
    return redirect("pilot-own", here.space.slug, public)


@doors.study
def example(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    """A file to begin with."""
    _planned(here, public)
    headers = {"Content-Disposition": 'attachment; filename="questions.csv"'}
    return HttpResponse("\ufeff" + sample(), content_type="text/csv; charset=utf-8", headers=headers)
