"""Put something to a vote: prepare it, add proposals, open it, call it off."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from fuerwort.evenings import vote_notices as notices
from fuerwort.evenings.actions import effects
from fuerwort.evenings.actions.effects import Wanted
from fuerwort.evenings.models import Electorate, Evening, Idea, Method, Proposal, State, Vote
from fuerwort.evenings.voters import entitled, leads
from fuerwort.people.errors import Missing, Refused
from fuerwort.people.events import record as log
from fuerwort.people.models import Membership

MOST = 20
"""Proposals in one vote."""


class VoteRefused(Refused):
    """A vote that stays as it is."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How something is decided."""

    title: str
    method: str
    electorate: str = Electorate.MEMBERS
    quorum: int | None = None
    budget: int | None = None
    """Whole cents."""
    closes_at: datetime | None = None


def show(vote: Vote) -> None:
    """Let the wall and the phones of its evening show what changed."""
    if vote.evening_id:
        Evening.objects.filter(pk=vote.evening_id).update(version=F("version") + 1)


def check_leads(vote: Vote, by: Membership) -> None:
    if vote.space_id != by.space_id or not leads(vote.evening, by):
        raise Missing


@transaction.atomic
def prepare(plan: Plan, *, by: Membership, at: datetime, evening: Evening | None = None) -> Vote:
    """Prepare a vote; nobody sees it but those who may open it.

    Raises
    ------
    Missing
        ``by`` may not put anything to a vote here.
    VoteRefused
        It has no title, or what the method or the electorate needs is missing.
    """
    if (evening and evening.space_id != by.space_id) or not leads(evening, by):
        raise Missing
    _check(plan, evening, at)
    vote = Vote.objects.create(
        space=by.space,
        evening=evening,
        title=plan.title.strip(),
        method=plan.method,
        electorate=plan.electorate,
        quorum=plan.quorum,
        budget=plan.budget if plan.method == Method.SHARES else None,
        closes_at=plan.closes_at,
        drafted_at=at,
    )
    log(by.space, by=by, at=at, verb="vote.prepared", about=vote.public)
    return vote


def _check(plan: Plan, evening: Evening | None, at: datetime) -> None:
    if not plan.title.strip():
        raise VoteRefused(_("Please say what is to be decided."))
    if plan.electorate == Electorate.PRESENT and evening is None:
        raise VoteRefused(_("Those who are present can decide only on an evening."))
    if plan.method == Method.SHARES and not plan.budget:
        raise VoteRefused(_("Please say how much money is to be shared."))
    if plan.closes_at and plan.closes_at <= at:
        raise VoteRefused(_("The closing must lie ahead."))


@transaction.atomic
def propose(vote: Vote, wanted: Wanted, *, by: Membership, at: datetime, idea: Idea | None = None) -> Proposal:
    """Add a proposal to a vote that is being prepared.

    Raises
    ------
    Missing
        ``by`` may not lead this vote, or the idea is of another space.
    VoteRefused
        The vote is open already or has all the proposals its method takes.
    EffectRefused
        The effect is not complete, or cannot be.
    """
    check_leads(vote, by)
    if idea and idea.question.space_id != by.space_id:
        raise Missing
    vote = _locked(vote)
    if vote.state != State.DRAFT:
        raise VoteRefused(_("This vote has been opened; its proposals stay as they are."))
    if vote.proposals.count() >= (1 if vote.method == Method.CONSENT else MOST):
        raise VoteRefused(_("There is no room for another proposal in this vote."))
    effects.check(vote, wanted)
    proposal = Proposal.objects.create(
        vote=vote,
        title=wanted.title.strip(),
        text=wanted.text.strip(),
        idea=idea,
        proposed_by=by,
        effect=wanted.effect,
        facts=effects.noted(vote, wanted),
        owner=wanted.owner,
        due=wanted.due,
    )
    log(by.space, by=by, at=at, verb="proposal.added", about=vote.public)
    return proposal


@transaction.atomic
def take_back(proposal: Proposal, *, by: Membership, at: datetime) -> None:
    """Take a proposal out of a vote that is being prepared.

    Raises
    ------
    Missing
        ``by`` may not lead this vote.
    VoteRefused
        The vote is open already.
    """
    check_leads(proposal.vote, by)
    if _locked(proposal.vote).state != State.DRAFT:
        raise VoteRefused(_("This vote has been opened; its proposals stay as they are."))
    proposal.delete()
    log(by.space, by=by, at=at, verb="proposal.removed", about=proposal.vote.public)


@transaction.atomic
def open_vote(vote: Vote, *, by: Membership, at: datetime, key: str) -> Vote:
    """Let everybody who may vote do so; consensing gets its passive solution.

    Parameters
    ----------
    key
        A new token; it seals the ballots and decides ties.

    Raises
    ------
    Missing
        ``by`` may not lead this vote.
    VoteRefused
        It was opened already, or there are too few proposals.
    """
    check_leads(vote, by)
    vote = _locked(vote)
    least = 2 if vote.method == Method.APPROVAL else 1
    if vote.state != State.DRAFT:
        raise VoteRefused(_("This vote was opened already."))
    if vote.proposals.count() < least:
        raise VoteRefused(_("Please add a proposal first.") if least == 1 else _("Approval needs two proposals."))
    if vote.closes_at and vote.closes_at <= at:
        raise VoteRefused(_("The closing must lie ahead."))
    if vote.method == Method.CONSENSING:
        Proposal.objects.create(vote=vote, passive=True)
    vote.state, vote.key, vote.opened_at, vote.opened_by = State.OPEN, key, at, by
    vote.save()
    show(vote)
    log(by.space, by=by, at=at, verb="vote.opened", about=vote.public)
    notices.opened(vote, entitled(vote), at)
    return vote


@transaction.atomic
def call_off(vote: Vote, *, by: Membership, at: datetime) -> Vote:
    """End a vote without a result; its ballots are destroyed unread.

    Raises
    ------
    Missing
        ``by`` may not lead this vote.
    VoteRefused
        It is over.
    """
    check_leads(vote, by)
    vote = _locked(vote)
    if vote.state not in (State.DRAFT, State.OPEN, State.BETWEEN):
        raise VoteRefused(_("This vote is over."))
    vote.ballots.all().delete()
    vote.state, vote.key = State.OFF, ""
    vote.save()
    show(vote)
    log(by.space, by=by, at=at, verb="vote.called-off", about=vote.public)
    notices.over(vote)
    return vote


def _locked(vote: Vote) -> Vote:
    return Vote.objects.select_for_update().get(pk=vote.pk)
