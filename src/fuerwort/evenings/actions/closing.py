"""Close a vote: open the ballots, count them, publish them without names, forget the key, and decide."""

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from fuerwort import __version__
from fuerwort.evenings import sealing
from fuerwort.evenings import vote_notices as notices
from fuerwort.evenings.actions.counting import count
from fuerwort.evenings.actions.effects import carry_out
from fuerwort.evenings.actions.votes import VoteRefused, check_leads, show
from fuerwort.evenings.models import (
    Decision,
    Effect,
    Method,
    Objection,
    Proposal,
    Receipt,
    State,
    Vote,
)
from fuerwort.evenings.sealing import Broken, Said
from fuerwort.evenings.voters import entitled
from fuerwort.people.events import record as log
from fuerwort.people.models import Membership, RoleName

logger = logging.getLogger(__name__)

FEW = 3
"""With fewer ballots than these a secret one would not be secret."""


@transaction.atomic
def close(vote: Vote, *, by: Membership | None, at: datetime) -> Vote:
    """Close a vote for good, or a round of consent; what is chosen becomes a decision, and its effect is carried out.

    Parameters
    ----------
    by
        Who leads it; nobody, when its time has come.

    Raises
    ------
    Missing
        ``by`` may not lead this vote.
    VoteRefused
        It is not open, or a ballot was changed behind the house's back.
    """
    if by:
        check_leads(vote, by)
    vote = Vote.objects.select_for_update().get(pk=vote.pk)
    if vote.state != State.OPEN:
        raise VoteRefused(_("This vote is not open."))
    said = _opened(vote)
    vote.entitled, vote.salt, vote.engine = entitled(vote).count(), sealing.salt(vote.key), __version__
    vote.key = ""
    vote.ballots.all().delete()
    void = _void(vote, len(said))
    decided = [] if void else _counted(vote, [ballot for _of, ballot in said], at)
    if not void and vote.method == Method.CONSENT:
        _heard(vote, said)
    if vote.state == State.OPEN:
        vote.state, vote.closed_at = State.CLOSED, at
        vote.result = {"void": void} if void else vote.result
    vote.save()
    show(vote)
    log(vote.space, by=by, at=at, verb="vote.closed", about=vote.public, round=vote.round)
    _decide(vote, decided, by, at)
    return vote


def _opened(vote: Vote) -> list[tuple[Membership, Said]]:
    found = []
    try:
        for ballot in vote.ballots.select_related("membership"):
            found.append((ballot.membership, sealing.opened(vote.key, ballot.membership.public, ballot.sealed)))
    except Broken as broken:
        raise VoteRefused(
            _("A ballot was changed in the database. Nothing was opened; please call the vote off and begin anew.")
        ) from broken
    if len({said.receipt for _of, said in found}) != len(found):
        raise VoteRefused(_("Two ballots have the same receipt. Please call the vote off and begin anew."))
    return found


def _void(vote: Vote, ballots: int) -> str:
    """Why nothing is opened, if so."""
    if vote.quorum and ballots < vote.quorum:
        return "quorum"
    return "few" if vote.is_secret and ballots < FEW else ""


def _counted(vote: Vote, said: Sequence[Said], at: datetime) -> list[Proposal]:
    """Publish and count; returns what is chosen. A round with an objection leaves the vote between rounds."""
    public = sorted(said, key=lambda ballot: ballot.receipt)
    bare = [{key: value for key, value in ballot.said.items() if key != "words"} for ballot in public]
    Receipt.objects.bulk_create(
        Receipt(vote=vote, round=vote.round, code=ballot.receipt, said=one)
        for ballot, one in zip(public, bare, strict=True)
    )
    proposals = list(vote.proposals.all())
    counted = count(vote, proposals, bare, vote.salt)
    vote.result = counted.result
    if vote.method == Method.CONSENT:
        vote.rounds = [*vote.rounds, _round(vote, proposals[0], counted.result, at)]
        if not counted.result["adopted"]:
            vote.state, vote.result = State.BETWEEN, None
    of = {one.public: one for one in proposals}
    return [of[chosen] for chosen in counted.chosen if not of[chosen].passive]


def _round(vote: Vote, proposal: Proposal, result: dict[str, Any], at: datetime) -> dict[str, Any]:
    """One round of consent, with the words it was about."""
    about = {"title": proposal.title, "text": proposal.text}
    return {"number": vote.round, "at": at.isoformat(), "entitled": vote.entitled} | about | result


def _heard(vote: Vote, said: Iterable[tuple[Membership, Said]]) -> None:
    Objection.objects.bulk_create(
        Objection(
            vote=vote,
            round=vote.round,
            membership=member,
            stands=ballot.said["stance"] == "objection",
            words=ballot.said["words"],
        )
        for member, ballot in sorted(said, key=lambda one: one[0].name)
        if "words" in ballot.said
    )


def _decide(vote: Vote, chosen: Sequence[Proposal], by: Membership | None, at: datetime) -> None:
    noting = by or vote.opened_by or _a_host(vote)
    for proposal in chosen:
        shared = vote.method == Method.SHARES
        decision = Decision.objects.create(
            space=vote.space,
            vote=vote,
            proposal=proposal,
            decided_at=at,
            owner=proposal.owner or noting,
            due=proposal.due,
            effect=Effect.BUDGET if shared else proposal.effect,
            facts=proposal.facts,
        )
        log(vote.space, by=by, at=at, verb="decision.made", about=decision.public)
        carry_out(decision, by=noting, at=at)
        notices.owned(decision, at)
    notices.closed(vote, at)


def _a_host(vote: Vote) -> Membership:
    return Membership.objects.active().filter(space=vote.space_id, roles__name=RoleName.HOST).order_by("pk")[0]


@transaction.atomic
def next_round(vote: Vote, *, title: str, text: str, by: Membership, at: datetime, key: str) -> Vote:
    """Ask for consent again, to the proposal as it is now, with the objections taken in; everybody answers anew.

    Raises
    ------
    Missing
        ``by`` may not lead this vote.
    VoteRefused
        It is not between two rounds, or nothing changed.
    """
    check_leads(vote, by)
    vote = Vote.objects.select_for_update().get(pk=vote.pk)
    if vote.state != State.BETWEEN:
        raise VoteRefused(_("This vote is not between two rounds."))
    proposal = vote.proposals.get()
    if not title.strip():
        raise VoteRefused(_("Please say in a few words what is proposed."))
    if (proposal.title, proposal.text) == (title.strip(), text.strip()):
        raise VoteRefused(_("Please change the proposal so that the objection is taken in."))
    proposal.title, proposal.text = title.strip(), text.strip()
    proposal.save(update_fields=["title", "text"])
    vote.state, vote.round, vote.key, vote.closes_at = State.OPEN, vote.round + 1, key, None
    vote.save()
    show(vote)
    log(by.space, by=by, at=at, verb="vote.next-round", about=vote.public, round=vote.round)
    notices.opened(vote, entitled(vote), at)
    return vote


@transaction.atomic
def drop(vote: Vote, *, by: Membership, at: datetime) -> Vote:
    """End the rounds of consent without adopting the proposal.

    Raises
    ------
    Missing
        ``by`` may not lead this vote.
    VoteRefused
        It is not between two rounds.
    """
    check_leads(vote, by)
    vote = Vote.objects.select_for_update().get(pk=vote.pk)
    if vote.state != State.BETWEEN:
        raise VoteRefused(_("This vote is not between two rounds."))
    last = vote.rounds[-1]
    vote.state, vote.closed_at, vote.result = State.CLOSED, at, {"adopted": False, "round": last["number"]}
    vote.save()
    log(by.space, by=by, at=at, verb="vote.dropped", about=vote.public)
    notices.closed(vote, at)
    return vote


def tick(*, at: datetime) -> int:
    """Close every vote whose time has come; returns how many."""
    closed = 0
    for vote in Vote.objects.filter(state=State.OPEN, closes_at__lte=at):
        try:
            close(vote, by=None, at=at)
            closed += 1
        except VoteRefused as refused:  # one broken vote keeps no other from being closed
            logger.error("vote %s: %s", vote.public, refused)
    return closed


def recount(vote: Vote) -> list[str]:
    """Count the published ballots again, by the same draw, and say what differs. Changes nothing."""
    if vote.state != State.CLOSED or "void" in (vote.result or {}) or vote.method == Method.CONSENT:
        return []
    said = list(vote.receipts.values_list("said", flat=True))
    again = count(vote, list(vote.proposals.all()), said, vote.salt).result
    found = [] if again == vote.result else [f"vote {vote.public}: the published ballots count otherwise"]
    if len(said) != vote.voted.count():
        found.append(f"vote {vote.public}: {vote.voted.count()} have voted, {len(said)} ballots are published")
    return found
