"""What each action starts from: a request that is locked, in a state that allows it; docs/rules/requests.md."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from fuerwort.people.errors import Missing, Refused
from fuerwort.people.models import Membership
from fuerwort.referrals.models import ENDED, Need, Request, State


class RequestRefused(Refused):
    """The request stays as it was."""


def locked(request: Request, *states: State) -> Request:
    """The request as it is now, locked until the transaction ends.

    Raises
    ------
    Missing
        It is gone.
    RequestRefused
        It is in none of these states any more.
    """
    rows = Request.objects.select_for_update(of=("self",)).select_related("need__asked_by", "field", "space", "owner")
    found = rows.filter(pk=request.pk).first()
    if found is None:
        raise Missing
    if found.state not in states:
        raise RequestRefused(_("This request has moved on in the meantime. Nothing was changed; please look again."))
    return found


def own(request: Request, by: Membership) -> None:
    """See whether ``by`` answers for this request.

    Raises
    ------
    Missing
        They have nothing to do with it.
    RequestRefused
        Somebody else owns it, or the owner offers the field by now.
    """
    if by.left_at or by.space_id != request.space_id:
        raise Missing
    if request.need.is_personal:
        if request.need.asked_by_id != by.pk:
            raise Missing
        return
    if request.withdrawing_at:
        raise RequestRefused(_("Whoever asked is taking it back just now; it ends in a few minutes."))
    if request.owner_id != by.pk:
        raise RequestRefused(_("Somebody else owns this request. Take it over first."))
    if not request.binding and may_qualify(request, by):
        raise RequestRefused(_("You may qualify for this request yourself, so somebody else has to decide it."))


def may_qualify(request: Request, member: Membership) -> bool:
    """Whether somebody offers the field, whatever their capacity: they are not to decide who is named in it."""
    return member.fields.filter(pk=request.field_id).exists()


def end(request: Request, state: State, at: datetime) -> None:
    """Let a request end; when all requests of its need have, what is sealed is kept for so many days more."""
    request.state, request.ended_at, request.withdrawing_at = state, at, None
    request.save(update_fields=["state", "ended_at", "withdrawing_at"])
    need = Need.objects.select_for_update().get(pk=request.need_id)
    if not need.requests.exclude(state__in=ENDED).exists():
        need.purge_at = at + timedelta(days=settings.KEEP_DAYS)
        need.save(update_fields=["purge_at"])
