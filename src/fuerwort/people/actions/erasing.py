"""Erasure (Art. 17 GDPR): a person is forgotten everywhere; what others did with them stays theirs."""

from datetime import datetime

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q

from fuerwort.people import erasure, mail
from fuerwort.people.actions.members import keep_a_host
from fuerwort.people.events import record
from fuerwort.people.models import Agreement, Invitation, Membership, News, Person


@transaction.atomic
def erase(*, person: Person, at: datetime) -> None:
    """Forget a person for good: account, contact data, profile, sessions, waiting mails, agreements, own words.

    Their memberships stay as those of a nameless former member, so that the experiences of others stay whole. The
    address is free for a new account afterwards, which has nothing to do with this one.

    Raises
    ------
    MemberRefused
        They are the only host of a space that has other members.
    """
    memberships = list(person.memberships.select_related("space"))
    for membership in memberships:
        if not membership.left_at:
            keep_a_host(membership)
    _close_sessions(person)
    for trace in {person.email, *(membership.name for membership in memberships)}:
        mail.drop(trace)
    guests = _guests_at(person.email)
    for membership in memberships:
        forget(membership, at)
        record(membership.space, by=None, at=at, verb="member.erased", about=membership.public)
    for guest in guests:
        forget(guest, at)
    person.delete()


def forget(membership: Membership, at: datetime) -> None:
    """Take from a membership all that says who it was; part of an action."""
    for part in erasure.PARTS:
        part.forget(membership, at)
    Agreement.objects.filter(Q(proposer=membership) | Q(neighbour=membership)).delete()
    News.objects.filter(code__startswith="agreement.", facts__by=membership.public).delete()
    for related in (
        membership.skills,
        membership.consents,
        membership.roles,
        membership.news,
        membership.tokens,
    ):
        related.all().delete()
    membership.fields.clear()
    membership.invitations.pending().update(revoked_at=at)
    membership.invitations.update(email="")
    membership.person = membership.sponsor = None
    membership.name = membership.about = membership.contact_email = membership.phone = membership.website = ""
    membership.outside_id, membership.languages, membership.available_until = "", [], None
    membership.availability, membership.has_desk = "free", True
    membership.availability_at = membership.steps_hidden_at = membership.counted_at = None
    membership.left_at, membership.erased_at = membership.left_at or at, at
    membership.save()


def _close_sessions(person: Person) -> None:
    """End what is logged in as them, and half-finished log-ins that remember the address."""
    for session in Session.objects.iterator():
        data = session.get_decoded()
        if data.get("_auth_user_id") == str(person.pk) or person.email in str(data).lower():
            session.delete()


def _guests_at(email: str) -> list[Membership]:
    """Those invited by this address who never came; sealed texts cannot be searched, so each is opened."""
    pending = Invitation.objects.pending().select_related("membership")
    return [one.membership for one in pending if one.email.lower() == email and one.membership.person_id is None]
