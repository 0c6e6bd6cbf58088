"""Cast a ballot, and change it until the vote is closed. It leaves no row in the log: only who has voted stays."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from fuerwort.engine.voting import MOST, Stance
from fuerwort.evenings import sealing
from fuerwort.evenings import vote_notices as notices
from fuerwort.evenings.actions.votes import VoteRefused, show
from fuerwort.evenings.models import Ballot, Method, State, Vote, Voted
from fuerwort.evenings.models.votes import LONGEST_WORDS
from fuerwort.evenings.sealing import Said
from fuerwort.evenings.voters import entitled
from fuerwort.people.errors import Missing
from fuerwort.people.models import Membership


class BallotRefused(VoteRefused):
    """A ballot that was not taken; the one before, if any, stays."""


@transaction.atomic
def cast(vote: Vote, said: Mapping[str, Any], *, by: Membership, at: datetime, receipt: str) -> str:
    """Cast a ballot, or put another in its place; returns the receipt, which stays the same for both.

    Parameters
    ----------
    said
        ``{"abstain": True}``, or what the method asks: ``{"stance": ..., "words": ...}``,
        ``{"resistance": {proposal: 0..10}}``, ``{"approve": [proposals]}``.
    receipt
        A new public id; used only for a first ballot.

    Raises
    ------
    Missing
        ``by`` may not vote here.
    BallotRefused
        The vote is not open, or the ballot is not complete.
    """
    vote = Vote.objects.select_for_update().get(pk=vote.pk)
    if vote.space_id != by.space_id or vote.state == State.DRAFT or not entitled(vote).filter(pk=by.pk).exists():
        raise Missing
    if vote.state != State.OPEN or (vote.closes_at and at >= vote.closes_at):
        raise BallotRefused(_("This vote is closed. Your ballot was not changed."))
    found = Ballot.objects.filter(vote=vote, membership=by).first()
    receipt = sealing.opened(vote.key, by.public, found.sealed).receipt if found else receipt
    sealed = sealing.sealed(vote.key, by.public, Said(receipt, _checked(vote, said)))
    Ballot.objects.update_or_create(vote=vote, membership=by, defaults={"sealed": sealed})
    Voted.objects.get_or_create(vote=vote, round=vote.round, membership=by)
    notices.voted(vote, by)
    show(vote)
    return receipt


def _checked(vote: Vote, said: Mapping[str, Any]) -> dict[str, Any]:
    if vote.method == Method.CONSENT:
        return _consent(said)
    if said.get("abstain"):
        return {"abstain": True}
    proposals = set(vote.proposals.values_list("public", flat=True))
    if vote.method == Method.CONSENSING:
        return _consensing(proposals, said.get("resistance") or {})
    approved = set(said.get("approve") or ())
    if not approved <= proposals:
        raise BallotRefused(_("A proposal you chose is not in this vote."))
    return {"approve": sorted(approved)}


def _consent(said: Mapping[str, Any]) -> dict[str, Any]:
    stance = "abstain" if said.get("abstain") else said.get("stance")
    words = " ".join(str(said.get("words") or "").replace("\0", "").split())
    if stance not in set(Stance):
        raise BallotRefused(_("Please choose one of the four answers."))
    if len(words) > LONGEST_WORDS:
        raise BallotRefused(_("Please say it in at most 500 letters."))
    if stance in (Stance.OBJECTION, Stance.CONCERN):
        if not words:
            raise BallotRefused(_("Please say why: without a reason nobody can take it up."))
        return {"stance": str(stance), "words": words}
    return {"stance": str(stance)}


def _consensing(proposals: set[str], resistance: Mapping[str, Any]) -> dict[str, Any]:
    if set(resistance) != proposals:
        raise BallotRefused(_("Please give each proposal a resistance from 0 to 10, or abstain altogether."))
    if not all(type(value) is int and 0 <= value <= MOST for value in resistance.values()):
        raise BallotRefused(_("A resistance is a whole number from 0 to 10."))
    return {"resistance": {proposal: resistance[proposal] for proposal in sorted(resistance)}}
