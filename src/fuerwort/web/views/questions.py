"""My questions: agree, answer a few at a time, pause, end. Nobody else opens these pages."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from fuerwort.people.errors import Missing, Refused
from fuerwort.people.queries import Here
from fuerwort.pilot.actions import answers as actions
from fuerwort.pilot.analysis.harms import is_low
from fuerwort.pilot.asking import CONSENT
from fuerwort.pilot.queries import answers as queries
from fuerwort.pilot.queries.answers import Mine
from fuerwort.web import doors
from fuerwort.web.forms.questions import ConsentForm, EndForm, ScreenForm


@never_cache
@doors.member
def mine(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    found = queries.mine_for(here, public, timezone.now())
    if request.method == "POST":
        form = ConsentForm(request.POST)
        if form.is_valid() and _agreed(request, here, found, form):
            return redirect("my-questions-screen", here.space.slug, public, 1)
        return _page(request, here, found, form)
    return _page(request, here, found, ConsentForm(initial={"version": CONSENT}))


def _page(request: HttpRequest, here: Here, found: Mine, form: ConsentForm) -> HttpResponse:
    context = {
        "here": here,
        "found": found,
        "form": form,
        "end": EndForm(),
        "low": is_low(found.answers),
    }
    return render(request, "questions/mine.html", context)


def _agreed(request: HttpRequest, here: Here, found: Mine, form: ConsentForm) -> bool:
    try:
        actions.agree(
            participant=found.participant, version=form.cleaned_data["version"], by=here.membership, at=timezone.now()
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, _("Thank you. You can end this at any time, and nothing else changes."))
    return True


@never_cache
@doors.member
def screen(request: HttpRequest, here: Here, public: str, number: int) -> HttpResponse:
    """One screen; what was answered is kept with every step, also when going back or pausing."""
    found = queries.mine_for(here, public, timezone.now())
    if not found.agreed or found.wave is None:
        return redirect("my-questions", here.space.slug, public)
    if not 1 <= number <= len(found.screens):
        raise Missing
    form = ScreenForm(found.screens[number - 1], found.answers, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _kept(request, here, found, form, number):
        return _on(request, here, found, number)
    context = {
        "here": here, "found": found, "form": form, "number": number, "last": number == len(found.screens),
        "of": len(found.screens),
    }  # fmt: skip
    return render(request, "questions/screen.html", context)


def _kept(request: HttpRequest, here: Here, found: Mine, form: ScreenForm, number: int) -> bool:
    send = number == len(found.screens) and request.POST.get("go") == "on"
    try:
        actions.answer(
            participant=found.participant, said=form.said(), by=here.membership, at=timezone.now(), send=send
        )
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True


def _on(request: HttpRequest, here: Here, found: Mine, number: int) -> HttpResponse:
    where = [here.space.slug, found.participant.pilot.public]
    go = request.POST.get("go", "on")
    if go == "back" and number > 1:
        return redirect("my-questions-screen", *where, number - 1)
    if go == "on" and number < len(found.screens):
        return redirect("my-questions-screen", *where, number + 1)
    if go == "later":
        messages.success(request, _("Kept. You can go on where you stopped, until the month is over."))
    return redirect("my-questions", *where)


@require_POST
@doors.member
def end(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    found, form = queries.mine_for(here, public, timezone.now()), EndForm(request.POST)
    forget = form.is_valid() and form.cleaned_data["forget"]
    actions.withdraw(participant=found.participant, by=here.membership, at=timezone.now(), forget=forget)
    messages.success(
        request, _("You are asked no more. Everything else stays: membership, and whatever is paid to you.")
    )
    return redirect("my-questions", here.space.slug, public)


@require_POST
@doors.member
def pause(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    found = queries.mine_for(here, public, timezone.now())
    actions.pause(participant=found.participant, by=here.membership, at=timezone.now(), on=not found.paused_until)
    return redirect("my-questions", here.space.slug, public)


@never_cache
@doors.member
def data(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    """All one ever answered, as a file."""
    queries.mine_for(here, public, timezone.now())
    said: Any = {"answers": queries.own_sheets(here.membership)}
    headers = {"Content-Disposition": 'attachment; filename="my-answers.json"'}
    return JsonResponse(said, headers=headers, json_dumps_params={"indent": 1, "ensure_ascii": False})
