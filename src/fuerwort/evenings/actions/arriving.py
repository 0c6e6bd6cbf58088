"""Be there: a member by their session or their link, a guest by a name."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from fuerwort.evenings.actions.replies import MOST_GUESTS, named
from fuerwort.evenings.models import CheckIn, Evening, Guest
from fuerwort.people.errors import Missing, Refused
from fuerwort.people.models import Membership


class ArriveRefused(Refused):
    """Somebody who cannot come in."""


def check_in(evening: Evening, *, by: Membership, at: datetime) -> CheckIn:
    """Say: I am here. Saying it twice changes nothing.

    Raises
    ------
    Missing
        ``by`` is no member of its space.
    ArriveRefused
        The evening does not run.
    """
    if by.left_at or by.space_id != evening.space_id:
        raise Missing
    _check(evening)
    return _once(evening, at, membership=by)


def welcome(guest: Guest, *, at: datetime) -> CheckIn:
    """A guest who was invited is here.

    Raises
    ------
    ArriveRefused
        The evening does not run.
    """
    _check(guest.evening)
    return _once(guest.evening, at, guest=guest)


@transaction.atomic
def walk_in(evening: Evening, name: str, *, at: datetime) -> CheckIn:
    """Somebody from outside came along, and says what they are called.

    Raises
    ------
    ArriveRefused
        The evening does not run, no name was said, or too many guests are here.
    """
    _check(evening)
    if not (called := named(name)):
        raise ArriveRefused(_("Please say what we may call you."))
    if evening.guests.count() >= 2 * MOST_GUESTS:
        raise ArriveRefused(_("So many guests are here that no more fit in."))
    guest = Guest.objects.create(evening=evening, name=called, says="yes", at=at)
    return CheckIn.objects.create(evening=evening, guest=guest, at=at)


def _once(evening: Evening, at: datetime, **who: Membership | Guest) -> CheckIn:
    try:
        with transaction.atomic():
            return CheckIn.objects.get_or_create(evening=evening, **who, defaults={"at": at})[0]
    except IntegrityError:  # both taps of a double tap
        return CheckIn.objects.get(evening=evening, **who)


def _check(evening: Evening) -> None:
    if not evening.is_running:
        raise ArriveRefused(_("This evening does not run at the moment."))
