"""A no and a withdrawal rest for some minutes before anybody is told; until then they can be undone without a trace.

Nothing has moved in any book meanwhile, so undoing needs no entry. The clock carries out what nobody undid.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from fuerwort.people.errors import Missing, Refused
from fuerwort.people.models import Membership
from fuerwort.referrals import notices
from fuerwort.referrals.actions import answers, introductions
from fuerwort.referrals.actions.states import RequestRefused, locked
from fuerwort.referrals.models import Answer, Placing, Request, State

TAKEN_BACK_FROM = (State.OPEN, State.SUGGESTED, State.ASKED, State.SHOWN)


class ThoughtRefused(RequestRefused):
    """It is too late to think again."""


def rest() -> timedelta:
    """So long one may think again."""
    return timedelta(minutes=settings.UNDO_MINUTES)


@transaction.atomic
def say_no(*, placing: Placing, by: Membership, at: datetime, full: bool = False) -> Placing:
    """Decline; it takes effect in some minutes, when the next one is asked. See :func:`answers.say_no`.

    Raises
    ------
    Missing, RequestRefused
        As there.
    """
    placing = answers.mine(placing, by)
    if placing.answer in (Answer.NO, Answer.FULL):
        return placing
    answers.awaited(placing)
    placing.answer, placing.answered_at, placing.no_at, placing.no_full = Answer.OPEN, None, at, full
    placing.save(update_fields=["answer", "answered_at", "no_at", "no_full"])
    notices.answered(placing, at)
    return placing


@transaction.atomic
def think_again(*, placing: Placing, by: Membership, at: datetime) -> Placing:
    """Undo a no that has not taken effect: the question is open again, as it was.

    Raises
    ------
    Missing
        It is not ``by`` who is asked.
    RequestRefused
        The next one is asked already.
    """
    placing = answers.mine(placing, by)
    if placing.no_at is None and placing.answer == Answer.OPEN:
        return placing
    if placing.no_at is None:
        raise ThoughtRefused(_("The next one is asked already, so this no stands."))
    placing.no_at = None
    placing.save(update_fields=["no_at"])
    notices.answered(placing, None)
    return placing


@transaction.atomic
def withdraw(*, request: Request, by: Membership | None, at: datetime) -> Request | None:
    """Take a request back; it rests for some minutes and then ends. One that was never confirmed vanishes at once.

    Raises
    ------
    Missing, RequestRefused
        As for :func:`introductions.withdraw`.
    """
    request = locked(request, State.UNCONFIRMED, *TAKEN_BACK_FROM)
    introductions.asked_by(request, by)
    if request.state == State.UNCONFIRMED:
        introductions.withdraw(request=request, by=by, at=at)
        return None
    if request.withdrawing_at is None:
        request.withdrawing_at = at
        request.save(update_fields=["withdrawing_at"])
    return request


@transaction.atomic
def keep(*, request: Request, by: Membership | None, at: datetime) -> Request:
    """Undo a withdrawal that has not taken effect; what rested goes on.

    Raises
    ------
    Missing
        ``by`` did not ask for this.
    RequestRefused
        It has ended.
    """
    request = locked(request, *TAKEN_BACK_FROM)
    introductions.asked_by(request, by)
    if request.withdrawing_at is not None:
        request.withdrawing_at = None
        request.save(update_fields=["withdrawing_at"])
        if request.state == State.ASKED:
            answers.go_on(request, at)  # the last answer may have come meanwhile
    return request


def carry_out(*, at: datetime) -> int:
    """Do what nobody undid; each is a transaction of its own. Returns how many there were."""
    over = at - rest()
    withdrawn = Request.objects.filter(withdrawing_at__lte=over, state__in=TAKEN_BACK_FROM)
    declined = Placing.objects.filter(no_at__lte=over, request__state=State.ASKED, request__withdrawing_at=None)
    done = sum(_withdraw(request, at) for request in withdrawn.select_related("need__asked_by"))
    return done + sum(_decline(placing, at) for placing in declined.select_related("request", "membership__space"))


def _withdraw(request: Request, at: datetime) -> bool:
    """Whoever asked may have left since; their word stands."""
    with transaction.atomic():
        fresh = locked(request, *State)
        if fresh.withdrawing_at is None or fresh.state not in TAKEN_BACK_FROM:
            return False
        introductions.take_back(fresh, fresh.need.asked_by, at)
        return True


def _decline(placing: Placing, at: datetime) -> bool:
    """Whoever said no may have left since, or have thought again a moment ago."""
    try:
        answers.carry_out_no(placing=placing, at=at)
    except (Missing, Refused):
        return False
    return True
