"""Who answers for a request: a rota of hosts and willing members, and nobody in a matter of their own."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Max, Q
from django.utils.translation import gettext as _

from fuerwort.people.errors import Missing
from fuerwort.people.events import record as log
from fuerwort.people.models import Membership, RoleName, Space
from fuerwort.referrals import notices
from fuerwort.referrals.actions.states import RequestRefused, locked, may_qualify
from fuerwort.referrals.models import ENDED, Duty, Request, State

RUNNING = (State.OPEN, State.SUGGESTED, State.ASKED)
"""As long as a request is here, somebody must do something."""


def rota(space: Space) -> list[Membership]:
    """Whose turn it is first: hosts who did not say no, members who said yes; least to do first, then longest ago."""
    hosts = Q(roles__name=RoleName.HOST) & ~Q(duty__willing=False)
    running = Q(requests_owned__state__in=RUNNING)
    rows = Membership.objects.active().filter(space=space).filter(hosts | Q(duty__willing=True)).distinct()
    rows = rows.annotate(
        running=Count("requests_owned", filter=running, distinct=True), last=Max("requests_owned__owned_at")
    )
    return sorted(rows.select_related("person"), key=_turn) or _hosts(space)


def _turn(member: Membership) -> tuple[int, float, int]:
    last = getattr(member, "last", None)
    return getattr(member, "running", 0), last.timestamp() if last else 0.0, member.pk


def _hosts(space: Space) -> list[Membership]:
    """With nobody willing it is the hosts all the same: no request is without an owner."""
    rows = Membership.objects.active().filter(space=space, roles__name=RoleName.HOST)
    return list(rows.select_related("person").order_by("pk"))


class Ownerless(RequestRefused):
    """Nobody in the space could answer for a request."""


def give(request: Request, at: datetime, *, without: Sequence[int] = ()) -> None:
    """Give a request to whose turn it is; part of an action.

    Whoever may qualify for it, or asked for it, is passed over. If that is everybody, it is theirs all the same, and
    the engine's order binds them.

    Raises
    ------
    Ownerless
        The space has no host at the moment, and nobody else takes requests.
    """
    turn = impartial(request)
    if not turn:
        raise Ownerless(
            _(
                "This space has no host at the moment, so nobody could care for it. "
                "Nothing was sent; please try again later."
            )
        )
    owner = next((member for member in turn if member.pk not in without), turn[0])
    request.binding = _concerned(request, owner)
    _own(request, owner, at)


def impartial(request: Request) -> list[Membership]:
    """Those on the rota who may own a request, whose turn it is first: all of them, where each is concerned."""
    turn = rota(request.space)
    offering = set(request.field.members.values_list("pk", flat=True)) | {request.need.asked_by_id}
    return [member for member in turn if member.pk not in offering] or turn


def _concerned(request: Request, member: Membership) -> bool:
    return request.need.asked_by_id == member.pk or may_qualify(request, member)


def _own(request: Request, member: Membership, at: datetime) -> None:
    request.owner, request.owned_at = member, at
    request.save(update_fields=["owner", "owned_at", "binding"])
    verb = "request.bound" if request.binding else "request.given"
    log(request.space, by=None, at=at, verb=verb, about=request.public, member=member.public)
    notices.owned(request, at)


@transaction.atomic
def take(*, request: Request, by: Membership, at: datetime) -> Request:
    """Say that one cares for the request one owns: the client's first answer.

    Raises
    ------
    Missing, RequestRefused
        ``by`` does not own it, or it has ended.
    """
    request = locked(request, *RUNNING)
    if request.owner_id != by.pk:
        raise RequestRefused(_("Somebody else owns this request. Take it over first."))
    if request.taken_at is None:
        taken(request, at)
        log(request.space, by=by, at=at, verb="request.taken", about=request.public)
    return request


def taken(request: Request, at: datetime) -> None:
    """Note the first answer, and let the client know; part of an action."""
    request.taken_at = at
    request.save(update_fields=["taken_at"])
    notices.taken(request)


@transaction.atomic
def take_over(*, request: Request, by: Membership, at: datetime) -> Request:
    """Own a request instead of somebody else.

    Raises
    ------
    Missing
        ``by`` is not on the rota.
    RequestRefused
        ``by`` may qualify for it or asked for it, and somebody else on the rota is impartial; or it has ended.
    """
    request = locked(request, *RUNNING)
    return hand(request, by, by, at)


@transaction.atomic
def assign(*, request: Request, to: Membership, by: Membership, at: datetime) -> Request:
    """A host, or its owner, gives a request to somebody on the rota.

    Raises
    ------
    Missing
        ``by`` is neither, or ``to`` is not on the rota.
    RequestRefused
        As in :func:`take_over`.
    """
    request = locked(request, *RUNNING)
    is_host = by.left_at is None and by.roles.filter(name=RoleName.HOST).exists()
    if by.space_id != request.space_id or not (is_host or request.owner_id == by.pk):
        raise Missing
    return hand(request, to, by, at)


def hand(request: Request, to: Membership, by: Membership, at: datetime) -> Request:
    """Change the owner to somebody on the rota; part of an action."""
    turn = rota(request.space)
    if request.need.is_personal or to.pk not in {member.pk for member in turn}:
        raise Missing
    if to.pk not in {member.pk for member in impartial(request)}:
        raise RequestRefused(
            _("Whoever may qualify for a request, or asked for it, does not decide it while others can.")
        )
    if request.owner_id != to.pk:
        request.binding = _concerned(request, to)
        _own(request, to, at)
    return request


@transaction.atomic
def say_duty(*, willing: bool, by: Membership, at: datetime) -> Duty:
    """Say whether one takes requests from now on; what one owns already stays."""
    duty = Duty.objects.update_or_create(membership=by, defaults={"willing": willing, "said_at": at})[0]
    log(by.space, by=by, at=at, verb="duty.said", about=by.public)
    return duty


def give_on(request: Request, at: datetime) -> bool:
    """Give a request to somebody else than its owner; in a space without a host it waits, without one, for the next.

    Part of an action. Returns whether anything changed.
    """
    before = request.owner_id
    try:
        give(request, at, without=[before] if before else [])
    except Ownerless:
        request.owner = None
        request.save(update_fields=["owner"])
    return request.owner_id != before


def give_away(member: Membership, at: datetime) -> None:
    """Give the running requests of somebody who goes to others; part of an action."""
    rows = Request.objects.filter(owner=member).exclude(state__in=[*ENDED, State.SHOWN])
    for request in rows.select_related("need", "field", "space"):
        give_on(request, at)
