"""Who comes: members say yes or no, guests are invited and answer for themselves."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from fuerwort.evenings import notices
from fuerwort.evenings.actions.rota import offer
from fuerwort.evenings.models import Evening, Guest, Phase, Reply, Says
from fuerwort.people.errors import Missing, Refused
from fuerwort.people.events import record as log
from fuerwort.people.models import Membership

MOST_GUESTS = 50
"""On one evening."""


class ReplyRefused(Refused):
    """A reply or an invitation that cannot be."""


@transaction.atomic
def reply(evening: Evening, says: str, *, by: Membership, at: datetime) -> Reply:
    """Say whether one comes; the last word holds. Saying "open" takes back what was said.

    Whoever does not come offers their duties with the same word.

    Raises
    ------
    Missing
        ``by`` is no member of its space.
    ReplyRefused
        The evening is over or was called off, or this is no reply.
    """
    if by.left_at or evening.space_id != by.space_id:
        raise Missing
    _check(evening, says)
    try:
        with transaction.atomic():
            said, _new = Reply.objects.update_or_create(
                evening=evening, membership=by, defaults={"says": says, "at": at}
            )
    except IntegrityError:  # both taps of a double tap
        said = Reply.objects.get(evening=evening, membership=by)
    notices.replied(evening, by, at)
    if says == Says.NO:
        for duty in evening.duties.filter(membership=by):
            offer(duty, by=by, at=at)
    return said


@transaction.atomic
def invite_guest(evening: Evening, name: str, *, by: Membership, at: datetime) -> Guest:
    """Invite somebody from outside to this one evening. Nobody is written to: the member passes the link on.

    Raises
    ------
    Missing
        ``by`` is no member of its space.
    ReplyRefused
        No name, too many guests, or the evening is over.
    """
    if by.left_at or evening.space_id != by.space_id:
        raise Missing
    _check(evening, Says.OPEN)
    if not (called := named(name)):
        raise ReplyRefused(_("Please say what your guest is called."))
    if evening.guests.count() >= MOST_GUESTS:
        raise ReplyRefused(_("So many guests are invited already that no more fit in."))
    guest = Guest.objects.create(evening=evening, name=called, invited_by=by, at=at)
    log(by.space, by=by, at=at, verb="guest.invited", about=evening.public)
    return guest


@transaction.atomic
def guest_replies(guest: Guest, says: str, *, at: datetime, email: str | None = None, language: str = "de") -> Guest:
    """A guest says whether they come, and may leave an address to hear of a change; docs/rules/evenings.md.

    Raises
    ------
    ReplyRefused
        The evening is over or was called off, or this is no reply.
    """
    _check(guest.evening, says)
    guest.says, guest.at, guest.language = says, at, language
    if says == Says.NO:
        guest.email = ""
    elif email is not None:
        guest.email = email
    guest.save()
    return guest


@transaction.atomic
def remove_guest(guest: Guest, *, by: Membership, at: datetime) -> None:
    """Take an invitation back: whoever invited, or a host.

    Raises
    ------
    Missing
        ``by`` may not.
    """
    hosts = by.roles.filter(name="host").exists()
    if by.left_at or guest.evening.space_id != by.space_id or not (hosts or guest.invited_by_id == by.pk):
        raise Missing
    log(by.space, by=by, at=at, verb="guest.removed", about=guest.evening.public)
    guest.delete()


def named(name: str) -> str:
    """A name on one line, at most 80 letters."""
    return " ".join(name.replace("\0", "").split())[:80]


def _check(evening: Evening, says: str) -> None:
    if says not in Says.values:
        raise ReplyRefused(_("Please say yes or no."))
    if evening.cancelled_at:
        raise ReplyRefused(_("This evening was called off."))
    if evening.phase == Phase.OVER:
        raise ReplyRefused(_("This evening is over."))
