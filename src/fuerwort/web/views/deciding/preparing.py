"""Prepare a vote: how it is decided, and its proposals with their effects."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from fuerwort.evenings.actions import votes as actions
from fuerwort.evenings.actions.effects import EffectRefused
from fuerwort.evenings.models import Effect, Evening
from fuerwort.evenings.queries import evening_for
from fuerwort.evenings.queries import votes as queries
from fuerwort.evenings.queries.decisions import cards, idea_for, owners
from fuerwort.evenings.voters import leads
from fuerwort.people.errors import Missing, Refused
from fuerwort.people.queries import Here
from fuerwort.referrals.actions import parameters
from fuerwort.referrals.actions.rules import latest
from fuerwort.web import doors
from fuerwort.web.forms.deciding import ProposalForm, VoteForm


@doors.member
def new(request: HttpRequest, here: Here) -> HttpResponse:
    """How something is decided; on an evening by whoever is there."""
    evening = _evening(here, request.GET.get("evening", ""))
    if not leads(evening, here.membership):
        raise Missing
    form = VoteForm(evening, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.prepare(form.plan(), by=here.membership, at=timezone.now(), evening=evening)
            return redirect("vote", here.space.slug, made.public)
        except Refused as refused:
            form.add_error(None, str(refused))
    return render(request, "deciding/new.html", {"here": here, "form": form, "evening": evening})


def _evening(here: Here, public: str) -> Evening | None:
    return evening_for(here, public) if public else None


@doors.member
def propose(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    """A proposal; ``effect`` says which questions are asked, ``idea`` from which card it comes."""
    vote = queries.led_vote(here, public)
    effect = request.GET.get("effect", "")
    effect = effect if effect in Effect.values else Effect.NONE
    idea = idea_for(here, request.GET["idea"]) if request.GET.get("idea") else None
    now = parameters.values(latest(here.space))
    form = ProposalForm(vote, effect, owners(here), now, request.POST or None, title=idea.text[:160] if idea else "")
    if request.method == "POST" and form.is_valid():
        try:
            actions.propose(vote, form.wanted(), by=here.membership, at=timezone.now(), idea=idea)
            return redirect("vote", here.space.slug, public)
        except EffectRefused as refused:
            form.add_error(refused.part if refused.part in form.fields else None, str(refused))
        except Refused as refused:
            form.add_error(None, str(refused))
    context = {"here": here, "form": form, "vote": vote, "effect": effect, "idea": idea, "cards": cards(vote)}
    return render(request, "deciding/propose.html", context)


@require_POST
@doors.member
def remove(request: HttpRequest, here: Here, public: str, proposal: str) -> HttpResponse:
    """Take a proposal out again, before the vote is opened."""
    vote = queries.led_vote(here, public)
    try:
        actions.take_back(queries.proposal_in(vote, proposal), by=here.membership, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("vote", here.space.slug, public)
