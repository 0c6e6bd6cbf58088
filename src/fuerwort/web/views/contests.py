"""Doubt an order, and answer a doubt."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fuerwort.people.errors import Refused
from fuerwort.people.queries import Here
from fuerwort.referrals import queries
from fuerwort.referrals.actions import contests
from fuerwort.web import doors
from fuerwort.web.forms.requests import AnswerForm, ContestForm


@require_POST
@doors.member
def open_(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    """Doubt the order of a request one was weighed in."""
    seen = queries.request_for(here, public)
    form = ContestForm(request.POST)
    if form.is_valid():
        try:
            contests.contest(
                request=seen.request, text=form.cleaned_data["text"], by=here.membership, at=timezone.now()
            )
            messages.success(request, _("Noted. A host who is not concerned answers you."))
        except Refused as refused:
            messages.error(request, str(refused))
    else:
        messages.error(request, _("Please say what you doubt."))
    return redirect("request", here.space.slug, public)


@doors.member
def contest(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    """One doubt and its answer; a host who is not concerned writes it here."""
    found = queries.contest_for(here, public)
    may_answer = not found.answered_at and queries.may_answer(here, found)
    form = AnswerForm(request.POST or None) if may_answer else None
    if form and request.method == "POST" and form.is_valid():
        try:
            contests.answer(contest=found, text=form.cleaned_data["text"], by=here.membership, at=timezone.now())
            messages.success(request, _("Answered. It stays on record, with your name."))
            return redirect("contest", here.space.slug, public)
        except Refused as refused:
            form.add_error(None, str(refused))
    return render(request, "requests/contest.html", {"here": here, "contest": found, "form": form, "tab": "requests"})


@doors.host
def contested(request: HttpRequest, here: Here) -> HttpResponse:
    """At the desk: all doubts this host may read, open ones first."""
    return render(request, "desk/contests.html", {"here": here, "tab": "disputes", "found": queries.contests(here)})
