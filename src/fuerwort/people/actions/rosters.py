"""Members from other software become guests: known to hosts by name, invited, and private until they accept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from fuerwort.people import roster
from fuerwort.people.actions.invitations import Guest, let_in, post_invitation
from fuerwort.people.events import record
from fuerwort.people.models import Field, Membership, Skill, Space


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Rows nobody here is known by, and rows of those who are here or invited already."""

    new: Sequence[roster.Guest]
    known: Sequence[roster.Guest]


def arrivals(space: Space, guests: Sequence[roster.Guest]) -> Arrivals:
    """Who of them is new: neither the id nor the address belongs to somebody of this space. Changes nothing."""
    ids = set(space.memberships.exclude(outside_id="").values_list("outside_id", flat=True))
    people = space.memberships.filter(person__isnull=False).values_list("person__email", flat=True)
    addresses = {email.lower() for email in people}
    addresses |= {one.email.lower() for one in space.invitations.pending() if one.email}
    known = [g for g in guests if g.outside_id in ids or (g.email and g.email.lower() in addresses)]
    return Arrivals([g for g in guests if g not in known], known)


@transaction.atomic
def take_in(
    *, guests: Sequence[roster.Guest], by: Membership, at: datetime, tokens: Sequence[str], post: bool
) -> Arrivals:
    """Invite everybody who is new; all or nothing. Whoever is known stays as they are.

    Parameters
    ----------
    tokens : sequence of str
        One new token for each guest.
    post : bool
        Mail the invitations now; otherwise a host sends or prints them later.
    """
    found = arrivals(by.space, guests)
    fields = _by_name(by.space)
    for guest, token in zip(found.new, tokens, strict=False):
        invitation = let_in(by.space, guest=Guest(guest.name, guest.email), by=by, at=at, token=token)
        _describe(invitation.membership, guest, fields, at)
        if post and guest.email:
            post_invitation(invitation, guest.email, by, at, token)
    record(by.space, by=by, at=at, verb="space.roster_taken_in", members=len(found.new))
    return found


def _by_name(space: Space) -> Mapping[str, Field]:
    fields = space.fields.filter(retired_at__isnull=True)
    return {name.casefold(): field for field in fields for name in (field.slug, field.name_de, field.name_en)}


def _describe(membership: Membership, guest: roster.Guest, fields: Mapping[str, Field], at: datetime) -> None:
    membership.outside_id, membership.joined_at = guest.outside_id, guest.joined or at
    membership.about, membership.website = guest.about, guest.website
    membership.phone, membership.languages = guest.phone, list(guest.languages)
    membership.save()
    named = {name: fields.get(name.casefold()) for name in guest.fields}
    membership.fields.set([field for field in named.values() if field])
    skills = dict.fromkeys([*guest.skills, *(name for name, field in named.items() if field is None)])
    Skill.objects.bulk_create([Skill(membership=membership, name=name) for name in skills])
