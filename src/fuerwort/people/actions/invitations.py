"""Invitations: the only way in. One link per guest at a time; it serves once and runs out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from fuerwort.people import notices
from fuerwort.people.actions.erasing import forget
from fuerwort.people.errors import Refused
from fuerwort.people.events import record
from fuerwort.people.links import hashed
from fuerwort.people.models import Invitation, Membership, News, Person, Role, Space

VALID = timedelta(days=14)
PATIENCE = timedelta(days=90)
"""So long after the link ran out a guest who never answered is still known by name."""


class InvitationRefused(Refused):
    """Nobody was invited, or nobody was let in."""


@dataclass(frozen=True, slots=True)
class Guest:
    """Whom a host invites: a name, perhaps an address, a sponsor and roles to come."""

    name: str
    email: str = ""
    sponsor: Membership | None = None
    roles: frozenset[str] = frozenset()

    def with_role(self, role: str) -> "Guest":
        return replace(self, roles=self.roles | {role})


@transaction.atomic
def invite(*, guest: Guest, by: Membership, at: datetime, token: str) -> Invitation:
    """Invite somebody into the host's space. With an address the link is mailed, otherwise the host hands it over.

    Parameters
    ----------
    guest : Guest
        Whom; ``guest.sponsor`` is an active member of the same space.
    by : Membership
        The host.
    at : datetime
        Now; the link serves for 14 days.
    token : str
        A new token of :func:`fuerwort.people.links.new_token`; only its hash is kept.

    Raises
    ------
    InvitationRefused
        An invitation to this address is waiting for an answer already.
    """
    if guest.email and any(_same(guest.email, one.email) for one in by.space.invitations.pending()):
        raise InvitationRefused(
            _("An invitation to this address is still open. You can send it again from the list of invitations.")
        )
    invitation = let_in(by.space, guest=guest, by=by, at=at, token=token)
    if guest.email:
        post_invitation(invitation, invitation.email, by, at, token)
    return invitation


def _same(one: str, other: str) -> bool:
    return one.strip().lower() == other.strip().lower()


def let_in(space: Space, *, guest: Guest, by: Membership | None, at: datetime, token: str) -> Invitation:
    """Write down a guest and a way in; part of an action, nothing is mailed."""
    membership = Membership.objects.create(
        space=space, name=guest.name.strip(), joined_at=at, invited_by=by, sponsor=guest.sponsor
    )
    Role.objects.bulk_create([Role(membership=membership, name=name) for name in sorted(guest.roles)])
    invitation = _way_in(membership, by=by, at=at, token=token, email=guest.email.strip().lower())
    record(space, by=by, at=at, verb="member.invited", about=membership.public)
    return invitation


def _way_in(membership: Membership, *, by: Membership | None, at: datetime, token: str, email: str) -> Invitation:
    """The one pending invitation of this membership, with a new token: a link handed out before opens nothing."""
    return Invitation.objects.pending().update_or_create(
        membership=membership,
        defaults={
            "space": membership.space,
            "token_hash": hashed(token),
            "email": email,
            "invited_by": by,
            "created_at": at,
            "expires_at": at + VALID,
            "mailed_at": None,
        },
    )[0]


def post_invitation(invitation: Invitation, to: str, by: Membership, at: datetime, token: str) -> None:
    """Mail the link; part of an action."""
    invitation.mailed_at = at
    invitation.save(update_fields=["mailed_at"])
    notices.invited(invitation, to, by, token)


@transaction.atomic
def invite_again(
    *, membership: Membership, by: Membership, at: datetime, token: str, email: str = "", post: bool = False
) -> Invitation:
    """Give somebody a new link: a guest who has not come yet, or a member who left. Older links stop working.

    Parameters
    ----------
    membership : Membership
        Of a guest, or of somebody who left; coming back, they find everything as it was.
    email : str
        A new address; without one, that of the pending invitation is kept, and a member who left is written to at the
        address of their account, which no host need know.
    post : bool
        Mail the link; otherwise the host hands it over.

    Raises
    ------
    InvitationRefused
        They are a member, were erased, or the link should be mailed and no address is known.
    """
    if membership.erased_at or (membership.person_id and not membership.left_at):
        raise InvitationRefused(_("Only guests and former members can be invited."))
    pending = membership.invitations.pending().first()
    known = email.strip().lower() or (pending.email if pending else "")
    to = known or (membership.person.email if membership.person else "")
    if post and not to:
        raise InvitationRefused(_("There is no e-mail address to send the invitation to."))
    invitation = _way_in(membership, by=by, at=at, token=token, email=known)
    if post:
        post_invitation(invitation, to, by, at, token)
    record(membership.space, by=by, at=at, verb="member.invited_again", about=membership.public)
    return invitation


@transaction.atomic
def invite_all_again(*, memberships: Sequence[Membership], by: Membership, at: datetime, tokens: Sequence[str]) -> None:
    """New links for several guests at once, to print and hand over."""
    for membership, token in zip(memberships, tokens, strict=True):
        invite_again(membership=membership, by=by, at=at, token=token)


@transaction.atomic
def withdraw(*, membership: Membership, by: Membership, at: datetime) -> None:
    """Close the way in. A guest's name and address are forgotten; somebody who left stays a former member.

    Raises
    ------
    InvitationRefused
        They are a member by now.
    """
    if membership.erased_at or (membership.person_id and not membership.left_at):
        raise InvitationRefused(_("This invitation has been answered already. Nothing was changed."))
    membership.invitations.pending().update(revoked_at=at, email="")
    if membership.person_id is None:
        forget(membership, at)
    record(membership.space, by=by, at=at, verb="invitation.withdrawn", about=membership.public)


@transaction.atomic
def forget_unanswered(*, at: datetime) -> int:
    """Forget guests whose link ran out long ago; returns how many. Who was imported stays known to the hosts."""
    old = Invitation.objects.pending().filter(expires_at__lt=at - PATIENCE, membership__person__isnull=True)
    silent = old.filter(membership__outside_id="").select_related("membership__space").select_for_update(of=("self",))
    for invitation in silent:
        guest = invitation.membership
        forget(guest, at)
        record(guest.space, by=None, at=at, verb="invitation.forgotten", about=guest.public)
    return len(silent)


@transaction.atomic
def accept(*, key: str, email: str, at: datetime, name: str = "", language: str = "de") -> Membership:
    """Let in whoever holds the token and was proved to read ``email``; an address is one person in all spaces.

    Parameters
    ----------
    key : str
        The hash of the token, :func:`fuerwort.people.links.hashed`; serves once.
    email : str
        The caller has proved it: by log-in, by a code, or because the link was mailed to it.
    name, language : str
        What a new person wants to be called and read; somebody known keeps theirs.

    Returns
    -------
    Membership
        Active. Somebody who left gets their own membership back, with everything that belongs to it.

    Raises
    ------
    InvitationRefused
        The link was used, withdrawn or has run out, or it is meant to bring somebody else back.
    """
    invitation = Invitation.objects.open(at).select_for_update(of=("self",)).filter(token_hash=key).first()
    if invitation is None:
        raise InvitationRefused(_("This invitation does not work any more. Please ask a host for a new one."))
    person = _person(email.strip().lower(), language, at)
    membership = _place(invitation.membership, person, name, at)
    invitation.membership, invitation.accepted_at, invitation.email = membership, at, ""
    invitation.save(update_fields=["membership", "accepted_at", "email"])
    return membership


def _person(email: str, language: str, at: datetime) -> Person:
    person = Person.objects.filter(email__iexact=email).first()
    if person is None:
        person = Person(email=email, language=language, created_at=at)
        person.set_unusable_password()
        person.save()
    return person


def _place(guest: Membership, person: Person, name: str, at: datetime) -> Membership:
    """The person's membership of the space: back again, the one there was, or the guest's, now taken."""
    if guest.person_id not in {None, person.pk}:
        raise InvitationRefused(_("This invitation is meant for somebody who was a member before."))
    there = Membership.objects.filter(space=guest.space, person=person).first()
    if there is None:
        return _arrive(guest, person, name, at)
    if there != guest:
        forget(guest, at)
    if there.left_at:
        there.left_at = None
        there.save(update_fields=["left_at"])
        record(there.space, by=there, at=at, verb="member.returned", about=there.public)
    return there


def _arrive(guest: Membership, person: Person, name: str, at: datetime) -> Membership:
    guest.person, guest.name = person, name.strip() or guest.name
    if not guest.outside_id:  # an imported member has been here longer
        guest.joined_at = at
    guest.save(update_fields=["person", "name", "joined_at"])
    record(guest.space, by=guest, at=at, verb="member.joined", about=guest.public)
    for reader in dict.fromkeys(filter(None, (guest.invited_by, guest.sponsor))):
        News.objects.create(membership=reader, at=at, code="member.joined", facts={"member": guest.public})
    return guest
