"""What hosts see of their space; for everybody else there is no desk."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import ngettext

from fuerwort.people.errors import Missing
from fuerwort.people.models import Field, Invitation, Membership, Memberships
from fuerwort.people.queries.here import Here
from fuerwort.people.queries.to_do import Figures, ToDo, how_many

YEAR = timedelta(days=365)
STANDING = ("active", "invited", "left", "alone")
"""Who can be listed: members, guests who have not come yet, those who left, newcomers with nobody to ask."""


@dataclass(frozen=True, slots=True)
class Overview:
    """How many there are."""

    members: int
    guests: int


def overview(here: Here, at: datetime) -> Overview:
    here.require_host()
    guest, active = Q(person__isnull=True), Q(left_at__isnull=True, erased_at__isnull=True)
    found = here.space.memberships.filter(active).aggregate(
        guests=Count("pk", filter=guest), members=Count("pk", filter=~guest)
    )
    return Overview(**found)


def desk_to_do(here: Here, at: datetime) -> Figures:
    """What waits for a host among invitations and newcomers; for the desk and for the hosts' home pages."""
    here.require_host()
    pending, members = here.space.invitations.pending(), here.space.memberships
    here_or_invited = members.filter(left_at__isnull=True, erased_at__isnull=True)
    invited = Exists(Invitation.objects.pending().filter(membership=OuterRef("pk")))
    columns = {
        "run_out": how_many(pending.filter(expires_at__lte=at)),
        "waiting": how_many(pending.exclude(expires_at__lte=at)),
        "alone": how_many(here_or_invited.filter(_alone(at), person__isnull=False)),
        "unknown": how_many(here_or_invited.filter(~invited, person__isnull=True)),
    }
    return Figures(columns, lambda row: [_to_do(here, code, row[code]) for code in columns if row[code]])


def _to_do(here: Here, code: str, number: int) -> ToDo:
    text, page, query, weight = {
        "run_out": (
            ngettext("%(number)s invitation has run out.", "%(number)s invitations have run out.", number),
            "desk-invitations", "", 20,
        ),
        "alone": (
            ngettext("%(number)s newcomer has no sponsor.", "%(number)s newcomers have no sponsor.", number),
            "desk-members", "?standing=alone", 20,
        ),
        "unknown": (
            ngettext("%(number)s person was imported and not invited yet.",
                     "%(number)s people were imported and not invited yet.", number),
            "desk-members", "?standing=invited", 10,
        ),
        "waiting": (
            ngettext("%(number)s invitation waits for an answer.",
                     "%(number)s invitations wait for an answer.", number),
            "desk-invitations", "", 10,
        ),
    }[code]  # fmt: skip
    url = reverse(page, args=[here.space.slug]) + query
    return ToDo(f"desk.{code}", text % {"number": number}, url, weight=weight)


def _alone(at: datetime) -> Q:
    """Here for less than a year, invited by somebody, and with nobody to ask."""
    new = Q(joined_at__gt=at - YEAR, invited_by__isnull=False)
    return new & (Q(sponsor__isnull=True) | Q(sponsor__left_at__isnull=False))


def listed(here: Here, standing: str, at: datetime, name: str = "") -> Memberships:
    """Members of one standing, by name; ``name`` finds a part of it."""
    here.require_host()
    everybody = here.space.memberships.filter(erased_at__isnull=True, name__icontains=name)
    found = {
        "active": everybody.active(),
        "invited": everybody.invited(),
        "left": everybody.filter(left_at__isnull=False),
        "alone": everybody.active().filter(_alone(at)),
    }[standing]
    sealed = ("contact_email", "phone", "sponsor__contact_email", "sponsor__phone")
    return found.select_related("sponsor").defer(*sealed).prefetch_related("roles").order_by("name", "pk")


def desk_member(here: Here, public: str) -> Membership:
    """A member, a guest or somebody who left.

    Raises
    ------
    Missing
        There is nobody like this here, or the viewer is no host.
    """
    here.require_host()
    known = here.space.memberships.filter(erased_at__isnull=True, public=public)
    found = known.select_related("person", "sponsor", "invited_by").prefetch_related("roles", "invitations").first()
    if found is None:
        raise Missing
    return found


def possible_sponsors(here: Here, of: Membership | None = None) -> Memberships:
    """Active members, without the one who is looked after."""
    here.require_host()
    members = here.space.memberships.active().only("space", "name").order_by("name", "pk")
    return members.exclude(pk=of.pk) if of else members


def desk_fields(here: Here) -> list[Field]:
    """All fields of the space, the retired ones too, by name."""
    here.require_host()
    return sorted(here.space.fields.all(), key=lambda field: field.name.casefold())


def desk_field(here: Here, slug: str) -> Field:
    """A field of the space.

    Raises
    ------
    Missing
        The space has no such field, or the viewer is no host.
    """
    here.require_host()
    found = here.space.fields.select_related("esco_words").filter(slug=slug).first()
    if found is None:
        raise Missing
    return found
