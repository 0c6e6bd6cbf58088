"""Pilots for those who run them: plan, look ahead, register, open, fix the roster, draw."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fuerwort.people.errors import Missing, Refused
from fuerwort.people.queries import Here
from fuerwort.pilot.actions import drawing, enrolment, income, planning, secrets
from fuerwort.pilot.actions.drawing import Source
from fuerwort.pilot.analysis.regression import AnalysisError
from fuerwort.pilot.models import Pilot, State
from fuerwort.pilot.queries import pilots
from fuerwort.pilot.terms import Outlook, Terms, outlook, problems
from fuerwort.web import doors
from fuerwort.web.forms.pilot import (
    STEP_FORMS,
    STEP_NAMES,
    BeginForm,
    CommitForm,
    DeviationForm,
    DrawForm,
    OffForm,
    StepForm,
    answers,
)
from fuerwort.web.tried import tried

Said = Mapping[str, Any]


@doors.study
def new(request: HttpRequest, here: Here) -> HttpResponse:
    form = BeginForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = planning.plan(**form.cleaned_data, by=here.membership, at=timezone.now())
            return redirect("pilot-step", here.space.slug, made.public, "question")
        except Refused as refused:
            form.add_error("title", str(refused))
    return render(request, "pilot/new.html", {"here": here, "form": form})


@doors.study
def step(request: HttpRequest, here: Here, public: str, step: str) -> HttpResponse:
    """One step of the plan; with ``look`` the planner looks ahead and nothing is written."""
    found = pilots.run_by(here, public)
    if step not in STEP_FORMS or found.state != State.PLANNED:
        raise Missing
    terms, look = Terms.of(found.terms), "look" in request.POST
    form = STEP_FORMS[step].of(terms, request.POST or None)
    if request.method == "POST" and not look and _written(request, here, found, form):
        steps = list(STEP_FORMS)
        after = steps[steps.index(step) + 1 :]
        if after:
            return redirect("pilot-step", here.space.slug, public, after[0])
        return redirect("pilot-desk", here.space.slug, public)
    typed = terms.changed(**form.terms()) if form.is_bound and form.is_valid() else terms
    context = {"here": here, "pilot": found, "form": form, "step": step, "name": STEP_NAMES[step], "terms": typed,
               "steps": STEP_NAMES.items(), "ahead": ahead(typed) if step == "size" else None}  # fmt: skip
    part = request.htmx and look  # type: ignore[attr-defined]
    return render(request, "pilot/ahead.html" if part else "pilot/step.html", context)


def _written(request: HttpRequest, here: Here, found: Pilot, form: StepForm) -> bool:
    def write(_said: object) -> None:
        planning.write(pilot=found, values=form.terms(), by=here.membership, at=timezone.now())

    return tried(request, form, write, _("Kept."))


def ahead(terms: Terms) -> Outlook | None:
    """What the planner says; None where nothing can be compared."""
    try:
        return outlook(terms)
    except AnalysisError:
        return None


@doors.study
def desk(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    return _desk(request, here, pilots.run_by(here, public))


def _desk(request: HttpRequest, here: Here, found: Pilot, **forms: Any) -> HttpResponse:
    at = timezone.now()
    seen = pilots.desk(found, at)
    plan = found.state == State.PLANNED
    context = {
        "here": here, "pilot": found, "seen": seen, "terms": seen.terms, "ahead": ahead(seen.terms),
        "problems": problems(seen.terms) if plan else {},
        "steps": [(step, name, answers(step, seen.terms)) for step, name in STEP_NAMES.items()] if plan else [],
        "commit": CommitForm(initial={"kind": "drand", "due": pilots.earliest(at)}), "draw": DrawForm(),
        "deviate": DeviationForm(), "off": OffForm(),
        "may_begin": found.first and timezone.localdate(at) >= found.first,
    }  # fmt: skip
    return render(request, "pilot/desk.html", context | forms)


@require_POST
@doors.study
def act(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    """Register, open, begin, declare void: as the pressed button says."""
    found, verb = pilots.run_by(here, public), request.POST.get("verb", "")
    done: dict[str, tuple[Callable[..., object], str]] = {
        "register": (planning.register, _("Registered. From now on nothing of the plan changes.")),
        "open": (enrolment.open_enrolment, _("Open: everybody was told and may join.")),
        "begin": (planning.begin, _("Noted: the pilot runs.")),
        "void": (secrets.void, _("Void. Announce the draw anew.")),
    }
    if verb in done:
        do, words = done[verb]
        try:
            do(pilot=found, by=here.membership, at=timezone.now())
            messages.success(request, words)
        except Refused as refused:
            messages.error(request, str(refused))
    return redirect("pilot-desk", here.space.slug, public)


@require_POST
@doors.treasurer
def group_income(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    """Propose to the fund what was registered for whoever was drawn."""
    try:
        made = income.propose_income(pilot=pilots.pilot_for(here, public), by=here.membership, at=timezone.now())
        return redirect("income-plan", here.space.slug, made.public)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("pilot", here.space.slug, public)


@require_POST
@doors.study
def commit(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    """Fix the roster."""
    found, form = pilots.run_by(here, public), CommitForm(request.POST)

    def fix(said: Said) -> None:
        source = Source(**{name: said[name] for name in ("kind", "due", "named", "check_at")})
        drawing.commit(pilot=found, source=source, by=here.membership, at=timezone.now())

    if tried(request, form, fix, _("Fixed, and the hash is public. Whoever takes part was told to note it.")):
        return redirect("pilot-desk", here.space.slug, public)
    return _desk(request, here, found, commit=form)


@require_POST
@doors.study
def draw(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    found, form = pilots.run_by(here, public), DrawForm(request.POST)

    def act(said: Said) -> None:
        drawing.draw(pilot=found, **said, by=here.membership, at=timezone.now())

    words = _("Drawn. Everybody reads their own result, and anybody can check it.")
    if tried(request, form, act, words, beside="revealed"):
        return redirect("pilot-desk", here.space.slug, public)
    return _desk(request, here, found, draw=form)


@require_POST
@doors.study
def deviate(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    """Say what is done otherwise."""
    found, form = pilots.run_by(here, public), DeviationForm(request.POST)

    def note(said: Said) -> None:
        planning.deviate(pilot=found, **said, by=here.membership, at=timezone.now())

    if tried(request, form, note, _("Noted, with the day. Everybody can read it.")):
        return redirect("pilot-desk", here.space.slug, public)
    return _desk(request, here, found, deviate=form)


@require_POST
@doors.study
def off(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    """Call it off."""
    found, form = pilots.run_by(here, public), OffForm(request.POST)

    def end(said: Said) -> None:
        planning.call_off(pilot=found, **said, by=here.membership, at=timezone.now())

    if tried(request, form, end, _("Called off. Whoever takes part was told."), beside="why"):
        return redirect("pilot-desk", here.space.slug, public)
    return _desk(request, here, found, off=form)
