"""After the decision: who cares for it and until when, and what became of it."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fuerwort.evenings import vote_notices as notices
from fuerwort.evenings.actions import effects
from fuerwort.evenings.models import Decision, Fate
from fuerwort.evenings.voters import may_settle
from fuerwort.people.errors import Missing, Refused
from fuerwort.people.events import record as log
from fuerwort.people.models import Membership

LONGEST = 300


class DecisionRefused(Refused):
    """A decision that stays as it is."""


@transaction.atomic
def entrust(decision: Decision, *, owner: Membership, due: date | None, by: Membership, at: datetime) -> Decision:
    """Say who cares for a decision, and until when.

    Raises
    ------
    Missing
        ``by`` may not say so, or the owner is no member here.
    DecisionRefused
        It is done or dropped already.
    """
    decision = _locked(decision, by)
    if owner.space_id != decision.space_id or owner.left_at:
        raise Missing
    new = owner.pk != decision.owner_id
    decision.owner, decision.due = owner, due
    decision.save(update_fields=["owner", "due"])
    log(by.space, by=by, at=at, verb="decision.entrusted", about=decision.public)
    if new and owner != by:
        notices.owned(decision, at)
    return decision


@transaction.atomic
def settle(decision: Decision, *, fate: str, words: str, by: Membership, at: datetime) -> Decision:
    """Say that a decision is done or was dropped, with a sentence for whoever proposed it and everybody else.

    Raises
    ------
    Missing
        ``by`` may not say so.
    DecisionRefused
        The sentence is missing or too long, or it is done or dropped already.
    """
    decision = _locked(decision, by)
    words = " ".join(words.replace("\0", "").split())
    if fate not in (Fate.DONE, Fate.DROPPED) or not words or len(words) > LONGEST:
        raise DecisionRefused(_("Please say in one sentence what became of it."))
    decision.fate, decision.words, decision.settled_at, decision.settled_by = fate, words, at, by
    decision.save(update_fields=["fate", "words", "settled_at", "settled_by"])
    verb = "decision.done" if fate == Fate.DONE else "decision.dropped"
    log(by.space, by=by, at=at, verb=verb, about=decision.public)
    notices.settled(decision, at)
    return decision


@transaction.atomic
def try_again(decision: Decision, *, by: Membership, at: datetime) -> Decision:
    """Carry out an effect that had to wait.

    Raises
    ------
    Missing
        ``by`` may not say so.
    DecisionRefused
        It is done or dropped already.
    """
    return effects.carry_out(_locked(decision, by), by=by, at=at)


def _locked(decision: Decision, by: Membership) -> Decision:
    decision = Decision.objects.select_for_update(of=("self",)).select_related("proposal", "space").get(pk=decision.pk)
    if not may_settle(decision, by):
        raise Missing
    if decision.fate != Fate.OPEN:
        raise DecisionRefused(_("What became of this decision has been said already."))
    return decision
