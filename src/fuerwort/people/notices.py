"""Mails about people: each says one thing, to somebody who asked for it or belongs here."""

from fuerwort.people.links import address
from fuerwort.people.mail import post
from fuerwort.people.models import Invitation, Membership


def invited(invitation: Invitation, to: str, by: Membership, token: str) -> None:
    """To a guest, in the language of the host; to a member who left, in their own."""
    person = invitation.membership.person
    facts = {
        "name": invitation.membership.name,
        "host": by.name,
        "space": invitation.space,
        "until": invitation.expires_at,
        "link": address("invitation", token),
    }
    post(to, "invited", person.language if person else by.person.language if by.person else "de", facts)


def left(membership: Membership, reason: str) -> None:
    """To somebody a host has marked as left; the only place where the reason is written."""
    if membership.person:
        facts = {"name": membership.name, "space": membership.space, "reason": reason}
        post(membership.person.email, "left", membership.person.language, facts)


def code(email: str, language: str, code: str) -> None:
    """A code that proves that somebody reads this address."""
    post(email, "code", language, {"code": code})


def address_changed(old: str, language: str) -> None:
    """To the address that was left: whoever did not change it must hear of it."""
    post(old, "address-changed", language, {})
