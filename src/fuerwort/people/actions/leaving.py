"""Leaving a space. Nothing is lost: whoever comes back finds the same membership."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fuerwort.people import notices
from fuerwort.people.actions.members import MemberRefused, keep_a_host
from fuerwort.people.events import record
from fuerwort.people.models import Membership


@transaction.atomic
def leave(*, by: Membership, at: datetime) -> None:
    """Leave the space oneself.

    Raises
    ------
    MemberRefused
        They are the only host, and there are other members.
    """
    _go(by, at)
    record(by.space, by=by, at=at, verb="member.left", about=by.public)


@transaction.atomic
def mark_left(*, membership: Membership, by: Membership, at: datetime, reason: str) -> None:
    """A host says that somebody has left; they are told why, by mail, and the reason is kept nowhere else.

    Raises
    ------
    MemberRefused
        It is the host's own membership, or they are no active member.
    """
    if membership == by:
        raise MemberRefused(_("To leave yourself, use the page for leaving."))
    if membership.person_id is None or membership.left_at:
        raise MemberRefused(_("This member has left already. Nothing was changed."))
    _go(membership, at)
    notices.left(membership, reason)
    record(membership.space, by=by, at=at, verb="member.marked_left", about=membership.public)


def _go(membership: Membership, at: datetime) -> None:
    keep_a_host(membership)
    membership.left_at = at
    membership.save(update_fields=["left_at"])
