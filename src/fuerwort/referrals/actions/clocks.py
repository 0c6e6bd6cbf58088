"""What time does: places that passed, requests that wait too long, lists nobody closed, contact data that must go."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from fuerwort.people.events import record as log
from fuerwort.referrals import notices
from fuerwort.referrals.actions import second_thoughts
from fuerwort.referrals.actions.answers import let_pass
from fuerwort.referrals.actions.owners import RUNNING, give_on
from fuerwort.referrals.actions.states import RequestRefused, end, locked, may_qualify
from fuerwort.referrals.models import ENDED, Answer, Kind, Need, Outcome, Placing, Request, State

UNCONFIRMED_FOR = timedelta(days=7)
"""So long a client has time to open the link in the mail."""

SHOWN_FOR = timedelta(days=60)
"""So long after the list a request is closed even if nobody says what came of it."""

LOOKED_FOR = timedelta(days=30)
"""So long names wait to be passed on."""

AGAIN = timedelta(hours=24)
"""Whoever is reminded is left alone for so long."""


def tick(*, at: datetime) -> int:
    """Do everything that is due; each thing is a transaction of its own. Returns how many there were."""
    return sum(do(at=at) for do in (vanish, second_thoughts.carry_out, pass_by, escalate, close_quietly, purge))


def vanish(*, at: datetime) -> int:
    """Forget needs that nobody confirmed."""
    old = Need.objects.filter(kind=Kind.CLIENT, confirmed_at__isnull=True, asked_at__lte=at - UNCONFIRMED_FOR)
    return sum(_vanish(pk) for pk in old.values_list("pk", flat=True))


@transaction.atomic
def _vanish(pk: int) -> bool:
    need = Need.objects.select_for_update().filter(pk=pk, confirmed_at__isnull=True).first()
    return bool(need and need.delete())


def pass_by(*, at: datetime) -> int:
    """Let the chance pass for those who did not answer in time."""
    waiting = Placing.objects.filter(answer=Answer.OPEN, request__state=State.ASKED, deadline__lte=at)
    return sum(let_pass(placing=placing, at=at) for placing in waiting.select_related("request").order_by("deadline"))


def escalate(*, at: datetime) -> int:
    """Give requests whose owner keeps silent, has left or became concerned to the next; remind of late lists."""
    return sum(_escalate(request, at) for request in _late(at))


def _late(at: datetime) -> list[Request]:
    concerned = Request.objects.filter(pk=OuterRef("pk"), binding=False, owner__fields=OuterRef("field"))
    silent = Q(taken_at__isnull=True, answer_due_at__lte=at)
    slow = Q(shortlist_due_at__lte=at)
    left = Q(owner__isnull=True) | Q(owner__left_at__isnull=False)
    rested = Q(escalated_at__isnull=True) | Q(escalated_at__lte=at - AGAIN)
    rows = Request.objects.routed().filter(state__in=RUNNING)
    return list(rows.filter(left | Exists(concerned) | (rested & (silent | slow))).distinct())


@transaction.atomic
def _escalate(request: Request, at: datetime) -> bool:
    request = locked(request, *State)
    if request.state not in RUNNING:
        return False
    owner = request.owner
    silent = request.taken_at is None and request.answer_due_at is not None and request.answer_due_at <= at
    concerned = owner is not None and not request.binding and may_qualify(request, owner)
    moves = owner is None or owner.left_at or concerned or silent
    if moves and not give_on(request, at) and owner is None:
        return False
    request.escalated_at = at
    request.save(update_fields=["escalated_at"])
    log(request.space, by=None, at=at, verb="request.escalated", about=request.public)
    notices.late(request, at)
    return True


def close_quietly(*, at: datetime) -> int:
    """Close lists that nobody spoke of any more, and names that were looked for and never passed on."""
    shown = Request.objects.filter(state=State.SHOWN, shown_at__lte=at - SHOWN_FOR)
    looked = Request.objects.filter(
        need__kind=Kind.PERSONAL, need__asked_at__lte=at - LOOKED_FOR, state__in=[State.OPEN, State.SUGGESTED]
    )
    closed = sum(_close(request, State.SHOWN, State.CLOSED, at) for request in shown)
    return closed + sum(_close(request, request.state, State.WITHDRAWN, at) for request in looked)


@transaction.atomic
def _close(request: Request, state: str, to: State, at: datetime) -> bool:
    request = locked(request, *State)
    if request.state != state:
        return False
    end(request, to, at)
    log(request.space, by=None, at=at, verb="request.closed", about=request.public)
    return True


def purge(*, at: datetime) -> int:
    """Delete contact data, the client's page and the words of needs whose time is up."""
    due = Need.objects.filter(purge_at__lte=at, purged_at__isnull=True)
    return sum(_purge(pk, at) for pk in due.values_list("pk", flat=True))


@transaction.atomic
def forget(*, need: Need, at: datetime) -> None:
    """Delete a client's data before its time, because they ask for it; their page goes with it.

    Raises
    ------
    RequestRefused
        A request of it still runs: it has to be withdrawn first.
    """
    if need.requests.exclude(state__in=ENDED).exists():
        raise RequestRefused(_("A request still runs. Please withdraw it first; then all of it can be deleted."))
    Outcome.objects.filter(request__need=need).update(good="")
    _purge(need.pk, at)


@transaction.atomic
def _purge(pk: int, at: datetime) -> bool:
    need = Need.objects.select_for_update().select_related("space").get(pk=pk)
    if need.purged_at:
        return False
    need.client = need.email = need.phone = need.token = ""
    need.token_hash, need.purged_at = None, at
    need.save()
    need.requests.update(text="", place="", until="", said="")
    log(need.space, by=None, at=at, verb="need.purged", about=need.public, days=settings.KEEP_DAYS)
    return True
