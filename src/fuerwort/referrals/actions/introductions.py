"""Whoever asked has the names: they release their contact per person, withdraw, or hear that nobody here fits."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fuerwort.people.errors import Missing
from fuerwort.people.events import record as log
from fuerwort.people.models import Membership
from fuerwort.referrals import notices
from fuerwort.referrals.actions.books import opened
from fuerwort.referrals.actions.states import RequestRefused, end, locked, own
from fuerwort.referrals.models import Answer, Introduction, Placing, Request, State


class IntroductionRefused(RequestRefused):
    """Nobody's contact was given to anybody."""


@transaction.atomic
def release(*, placing: Placing, by: Membership | None, at: datetime) -> Introduction:
    """Let one of the named have one's contact. Releasing twice changes nothing.

    Parameters
    ----------
    by
        The member who recorded the need; nobody for a client, whose token was checked by the query that found it.

    Raises
    ------
    Missing
        ``by`` did not ask for this.
    RequestRefused
        The member has not said yes, the list is not out or the request has ended, or the contact is deleted.
    """
    request = locked(placing.request, State.SHOWN)
    asked_by(request, by)
    if known := Introduction.objects.filter(placing=placing).first():
        return known
    placing = Placing.objects.select_related("membership__person").get(pk=placing.pk)
    if placing.answer != Answer.YES or placing.membership.left_at or request.withdrawing_at:
        raise IntroductionRefused(_("This member cannot be introduced at the moment."))
    introduction = Introduction.objects.create(placing=placing, at=at)
    placing.request = request
    log(request.space, by=by, at=at, verb="introduction.released", about=request.public)
    notices.introduced(placing, at)
    return introduction


@transaction.atomic
def withdraw(*, request: Request, by: Membership | None, at: datetime) -> None:
    """Take a request back, at any time. Before the list is out, its booking is reversed; one not confirmed vanishes.

    Raises
    ------
    Missing
        ``by`` did not ask for this.
    RequestRefused
        It has ended.
    """
    request = locked(request, State.UNCONFIRMED, State.OPEN, State.SUGGESTED, State.ASKED, State.SHOWN)
    asked_by(request, by)
    if request.state == State.UNCONFIRMED:
        need = request.need
        request.delete()
        if not need.requests.exists():
            need.delete()
        return
    take_back(request, by, at)


def take_back(request: Request, by: Membership | None, at: datetime) -> None:
    """End a locked request as withdrawn; part of an action."""
    drop(request, at)
    log(request.space, by=by, at=at, verb="request.withdrawn", about=request.public)


def drop(request: Request, at: datetime) -> None:
    """Let a running request end without an outcome; part of an action."""
    _reverse(request, at)
    end(request, State.WITHDRAWN, at)
    notices.ended(request, at)


@transaction.atomic
def nobody_fits(*, request: Request, words: str, by: Membership, at: datetime) -> Request:
    """Say honestly that nobody here fits, in words that are sent to whoever asked; a booking is reversed.

    Raises
    ------
    Missing, RequestRefused
        ``by`` does not own it, the words are missing, or somebody has said yes.
    """
    request = locked(request, State.OPEN, State.SUGGESTED, State.ASKED)
    own(request, by)
    words = words.strip()
    if not words:
        raise IntroductionRefused(_("Please write a few words to whoever asked."))
    if request.placings.filter(answer=Answer.YES).exists():
        raise IntroductionRefused(_("Somebody has said yes already."))
    _reverse(request, at)
    request.said = words[:2000]
    request.save(update_fields=["said"])
    end(request, State.NOBODY, at)
    log(request.space, by=by, at=at, verb="request.nobody", about=request.public)
    notices.nobody_fits(request)
    notices.ended(request, at)
    return request


def _reverse(request: Request, at: datetime) -> None:
    """Before the list is out the book forgets this round: nobody was really shown."""
    if request.state in (State.SUGGESTED, State.ASKED) and not request.need.is_personal:
        opened(request.field, at).cancel(request)
    if request.state != State.SHOWN:
        request.explanations.all().delete()


def asked_by(request: Request, by: Membership | None) -> None:
    """See whether it is theirs.

    Raises
    ------
    Missing
        ``by`` did not ask for this.
    """
    if request.need.asked_by_id != (by.pk if by else None) or (by and by.left_at):
        raise Missing
