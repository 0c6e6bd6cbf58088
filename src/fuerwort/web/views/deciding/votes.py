"""A vote: its page, one's ballot, the big screen, and for whoever leads it the way from preparing to closing."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from fuerwort.evenings.actions import ballots, closing
from fuerwort.evenings.actions import votes as actions
from fuerwort.evenings.models import State
from fuerwort.evenings.queries import votes as queries
from fuerwort.evenings.queries.results import receipt as spelled
from fuerwort.people import links
from fuerwort.people.errors import Missing, Refused
from fuerwort.people.models import public_id
from fuerwort.people.queries import Here
from fuerwort.web import doors
from fuerwort.web.forms.deciding import EFFECTS, BallotForm, RoundForm

REMEMBERED = 90 * 24 * 3600
"""Seconds for which this one browser remembers the receipt of a ballot that was cast with it."""


@never_cache
@doors.member
def vote(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    seen = queries.seen_vote(here, queries.vote_for(here, public))
    return _page(request, here, seen)


def _page(request: HttpRequest, here: Here, seen: queries.Seen, ballot: BallotForm | None = None) -> HttpResponse:
    state = seen.vote.state
    if ballot is None and seen.may_vote:
        ballot = BallotForm(seen.vote, seen.proposals, seen.mine.said if seen.mine else None)
    context: dict[str, Any] = {"here": here, "seen": seen, "vote": seen.vote, "ballot": ballot, "effects": EFFECTS}
    if seen.mine:
        context["receipt"] = spelled(seen.mine.receipt)
    if state == State.CLOSED:
        context["mine"] = spelled(_remembered(request, here, seen.vote.public))
    if state == State.BETWEEN and seen.may_lead:
        last = seen.proposals[0].proposal
        context["round"] = RoundForm(initial={"title": last.title, "text": last.text})
    return render(request, "deciding/vote.html", context)


@require_POST
@never_cache
@doors.member
def ballot(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    """Cast a ballot or change it; what was typed stays when something is missing."""
    found = queries.vote_for(here, public)
    seen = queries.seen_vote(here, found)
    if found.state == State.OPEN and not seen.may_vote:
        raise Missing
    form = BallotForm(found, seen.proposals, None, request.POST)
    if found.state == State.OPEN and not form.is_valid():
        return _page(request, here, seen, form)
    try:
        code = ballots.cast(
            found,
            form.said() if found.state == State.OPEN else {},
            by=here.membership,
            at=timezone.now(),
            receipt=public_id(),
        )
    except Refused as refused:
        if found.state != State.OPEN:
            messages.error(request, str(refused))
            return redirect("vote", here.space.slug, public)
        form.add_error(None, str(refused))
        return _page(request, here, seen, form)
    messages.success(request, _("Your ballot lies in the box. You may change it until the vote is closed."))
    answer = redirect("vote", here.space.slug, public)
    kept = links.sign("receipt", member=here.membership.public, code=code)
    answer.set_cookie(
        f"receipt-{public}", kept, max_age=REMEMBERED, path=request.path.removesuffix("ballot/"), httponly=True,
        samesite="Lax", secure=request.is_secure(),
    )  # fmt: skip
    return answer


def _remembered(request: HttpRequest, here: Here, public: str) -> str:
    """The receipt this browser kept for this member."""
    try:
        token = request.COOKIES.get(f"receipt-{public}", "")
        facts = links.unsign("receipt", token, timedelta(seconds=REMEMBERED))
    except Missing:
        return ""
    return facts["code"] if facts["member"] == here.membership.public else ""


@never_cache
@doors.member
def screen(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    """The big screen: how many have voted, then what came of it. It asks every two seconds, without a script too."""
    found = queries.vote_for(here, public)
    if found.state == State.DRAFT:
        raise Missing
    context = {"here": here, "vote": found, "address": links.address("vote", here.space.slug, public)}
    if found.state == State.OPEN:
        context["voted"], context["entitled"] = queries.turnout(found)
    else:
        context["seen"] = queries.seen_vote(here, found)
    template = "deciding/screen-live.html" if request.htmx else "deciding/screen.html"  # type: ignore[attr-defined]
    return render(request, template, context)


@require_POST
@doors.member
def lead(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    """Open, close, call off, or end the rounds, as the pressed button says."""
    found = queries.led_vote(here, public)
    by, at, act = here.membership, timezone.now(), request.POST.get("act", "")
    try:
        if act == "open":
            actions.open_vote(found, by=by, at=at, key=links.new_token())
        elif act == "close":
            closing.close(found, by=by, at=at)
        elif act == "off":
            actions.call_off(found, by=by, at=at)
            messages.success(request, _("Called off. The ballots were destroyed unread."))
        elif act == "drop":
            closing.drop(found, by=by, at=at)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("vote", here.space.slug, public)


@require_POST
@doors.member
def again(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    """Ask for consent again, to the changed proposal."""
    found = queries.led_vote(here, public)
    form = RoundForm(request.POST)
    if form.is_valid():
        try:
            closing.next_round(found, **form.cleaned_data, by=here.membership, at=timezone.now(), key=links.new_token())
            return redirect("vote", here.space.slug, public)
        except Refused as refused:
            form.add_error(None, str(refused))
    seen = queries.seen_vote(here, found)
    context = {"here": here, "seen": seen, "vote": found, "round": form}
    return render(request, "deciding/vote.html", context)
