"""Pilots for members: what they are, joining, leaving, one's own token and what was drawn for it."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fuerwort.people import links
from fuerwort.people.queries import Here
from fuerwort.pilot.actions import enrolment, secrets
from fuerwort.pilot.models import Pilot, State
from fuerwort.pilot.queries import pilots
from fuerwort.pilot.roles import runs
from fuerwort.pilot.terms import Terms
from fuerwort.web import doors
from fuerwort.web.forms.pilot import JoinForm, PromiseForm, SecretForm
from fuerwort.web.tried import tried

Said = Mapping[str, Any]


@doors.member
def listed(request: HttpRequest, here: Here) -> HttpResponse:
    found = list(pilots.listed(here))
    return render(request, "pilot/list.html", {"here": here, "pilots": found, "runs": runs(here)})


@doors.member
def pilot(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    return _page(request, here, pilots.pilot_for(here, public))


def _page(request: HttpRequest, here: Here, found: Pilot, **forms: Any) -> HttpResponse:
    mine = pilots.mine(here, found, timezone.now())
    terms = Terms.of(found.terms)
    context = {
        "here": here, "pilot": found, "terms": terms, "mine": mine, "runs": runs(here),
        "join": _join(here, found, terms) if found.state == State.ENROLLING and not mine.participant else None,
        "promise": PromiseForm(), "give": SecretForm(),
    }  # fmt: skip
    return render(request, "pilot/pilot.html", context | forms)


def _join(here: Here, found: Pilot, terms: Terms, data: Any = None) -> JoinForm:
    fields = [(one.slug, one.name) for one in here.membership.fields.all()] if "field" in terms.strata else []
    return JoinForm(terms.strata, fields, data)


@require_POST
@doors.member
def join(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    found = pilots.pilot_for(here, public)
    form = _join(here, found, Terms.of(found.terms), request.POST)

    def act(said: Said) -> None:
        part = {"consent": said["consent"], "facts": form.facts(), "nonce": links.new_token()}
        enrolment.join(pilot=found, **part, by=here.membership, at=timezone.now())

    if tried(request, form, act, _("You take part. You can leave at any time, without saying why.")):
        return redirect("pilot", here.space.slug, public)
    return _page(request, here, found, join=form)


@require_POST
@doors.member
def withdraw(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    enrolment.withdraw(pilot=pilots.pilot_for(here, public), by=here.membership, at=timezone.now())
    messages.success(request, _("You take part no more. Nothing that was promised to you changes."))
    return redirect("pilot", here.space.slug, public)


@require_POST
@doors.member
def promise(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    """The hash of a secret."""
    found, form = pilots.pilot_for(here, public), PromiseForm(request.POST)

    def act(said: Said) -> None:
        secrets.promise(pilot=found, **said, by=here.membership, at=timezone.now())

    words = _("Promised. Keep your secret where you find it again, and show it to nobody.")
    if tried(request, form, act, words, beside="hash"):
        return redirect("pilot", here.space.slug, public)
    return _page(request, here, found, promise=form)


@require_POST
@doors.member
def give(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    """The secret itself, when the draw is due."""
    found, form = pilots.pilot_for(here, public), SecretForm(request.POST)

    def act(said: Said) -> None:
        secrets.give(pilot=found, **said, by=here.membership, at=timezone.now())

    if tried(request, form, act, _("Thank you: your secret counts."), beside="secret"):
        return redirect("pilot", here.space.slug, public)
    return _page(request, here, found, give=form)
