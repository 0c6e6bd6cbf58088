"""What hosts plan: the rule, an extra evening, one moved, one called off; and what whoever leads prepares."""

from datetime import date as Date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fuerwort.evenings import queries
from fuerwort.evenings.actions import agenda as agendas
from fuerwort.evenings.actions import leading, planning
from fuerwort.evenings.models import Evening
from fuerwort.people.errors import Missing, Refused
from fuerwort.people.queries import Here
from fuerwort.web import doors
from fuerwort.web.forms.evenings import AgendaForm, MeetingForm, SeriesForm


@doors.host
def series(request: HttpRequest, here: Here) -> HttpResponse:
    """By which rule evenings come back."""
    form = SeriesForm(queries.series_of(here), request.POST or None, today=timezone.localdate())
    if form.is_valid():
        try:
            planning.set_series(form.rhythm(), by=here.membership, at=timezone.now())
            messages.success(request, _("Saved. Members hear of the next evening in their weekly letter."))
            return redirect("evenings", here.space.slug)
        except Refused as refused:
            form.refuse(refused)
    return render(request, "evenings/series.html", {"here": here, "form": form, "series": queries.series_of(here)})


@doors.host
def new(request: HttpRequest, here: Here) -> HttpResponse:
    """An extra evening."""
    form = MeetingForm(queries.series_of(here), request.POST or None)
    if form.is_valid():
        try:
            made = planning.plan(form.meeting(), by=here.membership, at=timezone.now())
            return redirect("evening", here.space.slug, made.public)
        except planning.PlanRefused as refused:
            form.refuse(refused)
    return render(request, "evenings/new.html", {"here": here, "form": form})


@require_POST
@doors.host
def date(request: HttpRequest, here: Here) -> HttpResponse:
    """A date of the rule becomes an evening that can be changed."""
    holds, day = queries.series_of(here), _day(request.POST.get("day", ""))
    if holds is None or day is None:
        raise Missing
    found = planning.open_date(holds, day, by=here.membership, at=timezone.now())
    return redirect("evening-change", here.space.slug, found.public)


def _day(typed: str) -> Date | None:
    try:
        return parse_date(typed)
    except ValueError:
        return None


@doors.host
def change(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    found = queries.evening_for(here, public)
    form = MeetingForm(found, request.POST or None)
    if form.is_valid():
        try:
            planning.change(found, form.meeting(), by=here.membership, at=timezone.now())
            messages.success(
                request, _("Saved. Whoever said yes gets a mail, the others read it in their weekly letter.")
            )
            return redirect("evening", here.space.slug, public)
        except planning.PlanRefused as refused:
            form.refuse(refused)
    return render(request, "evenings/change.html", {"here": here, "form": form, "evening": found})


@doors.host
def cancel(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    found = queries.evening_for(here, public)
    if request.method == "POST":
        try:
            planning.cancel(found, by=here.membership, at=timezone.now())
        except Refused as refused:
            messages.error(request, str(refused))
        return redirect("evenings", here.space.slug)
    return render(request, "evenings/cancel.html", {"here": here, "evening": found})


@doors.member
def agenda(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    """What happens when; whoever leads says so."""
    found = queries.evening_for(here, public)
    leading.check_leads(found, here.membership)
    lines = [(item.minutes, item.title) for item in found.agenda.all()] or agendas.USUAL
    form = AgendaForm(
        request.POST or None, initial={"items": "\n".join(f"{minutes} {title}" for minutes, title in lines)}
    )
    if form.is_valid():
        try:
            agendas.set_agenda(found, form.cleaned_data["items"], by=here.membership, at=timezone.now())
            return redirect("evening", here.space.slug, public)
        except Refused as refused:
            form.add_error("items", str(refused))
    return render(request, "evenings/agenda.html", {"here": here, "form": form, "evening": found})


@doors.member
def question(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    """Which question the evening takes up; whoever leads chooses."""
    found = queries.evening_for(here, public)
    leading.check_leads(found, here.membership)
    if request.method == "POST":
        try:
            _choose(request, here, found)
            return redirect("evening", here.space.slug, public)
        except Refused as refused:
            messages.error(request, str(refused))
    context = {"here": here, "evening": found, "questions": queries.questions(here), "typed": request.POST.get("text")}
    return render(request, "evenings/question.html", context)


def _choose(request: HttpRequest, here: Here, evening: Evening) -> None:
    """One that waits, or a new one."""
    at, by, chosen = timezone.now(), here.membership, request.POST.get("question", "")
    if text := request.POST.get("text", "").strip():
        agendas.choose_question(evening, agendas.ask(text, by=by, at=at), by=by, at=at)
    else:
        agendas.choose_question(evening, queries.question_for(here, chosen) if chosen else None, by=by, at=at)
