"""A member as somebody may see them: what their consent keeps from those eyes is not even here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone

from fuerwort.people.errors import Missing
from fuerwort.people.models import Availability, Item, Membership, Memberships, Seen, Space
from fuerwort.people.queries import consent
from fuerwort.people.queries.here import Here
from fuerwort.people.words import folded


@dataclass(frozen=True)
class Work:
    """A field and the skills under it; skills under no field have neither slug nor name."""

    slug: str
    name: str
    skills: Sequence[str]


@dataclass(frozen=True)
class Profile:
    """One member through one pair of eyes; empty is what was not said or may not be seen."""

    who: Membership
    """Bare, without anything that may not be seen: only to ask other parts of the house about this member."""
    name: str
    space: Space
    has_desk: bool
    sponsor: Membership | None
    """Of newcomers, and only for members."""
    about: str = ""
    availability: str = ""
    until: date | None = None
    work: Sequence[Work] = ()
    languages: Sequence[str] = ()
    website: str = ""
    email: str = ""
    phone: str = ""
    is_neighbour: bool = False
    """Whether the viewer works in one of the fields that are seen here."""
    hidden: Sequence[str] = ()
    """Translated names of items that were filled in and that these eyes do not see; for the member only."""


@dataclass(frozen=True)
class Time:
    """What a member said about their time, and the days they may choose with one tap."""

    state: str
    """Empty, if it was never said; then they count as free."""
    until: date | None
    days: Sequence[date]
    last: date


def profile_for(here: Here, public: str, at: datetime, *, as_anybody: bool = False) -> Profile:
    """An active member of the same space, as members see them.

    Whoever looks at their own profile may see it as anybody does (``as_anybody``), whatever the name's consent.

    Raises
    ------
    Missing
        There is none here, or members may not see the name.
    """
    ours = Membership.fields.through.objects.filter(membership=OuterRef("pk"), field__members=here.membership)
    member = _one(Membership.objects.filter(space=here.space).annotate(shares_field=Exists(ours)), public)
    own = member.pk == here.membership.pk
    eyes = Seen.PUBLIC if own and as_anybody else Seen.MEMBERS
    seen = consent.visible(consent.said(member), eyes)
    if not seen and not own:
        raise Missing
    found = _profile(member, seen, eyes, at, own=own)
    return replace(found, is_neighbour=not own and bool(found.work) and getattr(member, "shares_field", False))


def public_profile(public: str, at: datetime) -> Profile:
    """An active member of any space, as everybody sees them.

    Raises
    ------
    Missing
        There is none, or not everybody may see the name.
    """
    member = _one(Membership.objects.all(), public)
    seen = consent.visible(consent.said(member), Seen.PUBLIC)
    if not seen:
        raise Missing
    return _profile(member, seen, Seen.PUBLIC, at, own=False)


def time_of(here: Here, at: datetime) -> Time:
    """One's own availability, for the buttons that change it."""
    today = timezone.localdate(at)
    me = here.membership
    state = me.availability_on(today)
    said = me.availability_at or state != Availability.FREE
    days = [today + timedelta(days=n) for n in (14, 30, 90)]
    until = me.available_until if state != Availability.FREE else None
    return Time(state if said else "", until, days, today + timedelta(days=365))


def _one(among: Memberships, public: str) -> Membership:
    rows = among.active().filter(public=public).select_related("space", "sponsor")
    found = rows.prefetch_related("consents", "fields", "skills").first()
    if found is None:
        raise Missing
    return found


def _profile(member: Membership, seen: frozenset[str], eyes: str, at: datetime, *, own: bool) -> Profile:
    items = _items(member, at)
    shown = {key: value for item, facts in items.items() if item in seen for key, value in facts.items()}
    hidden = [str(Item(item).label) for item, facts in items.items() if item not in seen and any(facts.values())]
    return Profile(
        who=Membership(pk=member.pk, public=member.public),
        name=member.name if seen else "",
        space=member.space,
        has_desk=member.has_desk,
        sponsor=_sponsor(member, at) if eyes == Seen.MEMBERS else None,
        hidden=hidden if own else (),
        **shown,
    )


def _items(member: Membership, at: datetime) -> Mapping[str, Mapping[str, Any]]:
    """What each item consists of."""
    today = timezone.localdate(at)
    state = member.availability_on(today)
    return {
        Item.NAME: {},
        Item.ABOUT: {"about": member.about},
        Item.FIELDS: {"work": work_of(member)},
        Item.AVAILABILITY: {
            "availability": state,
            "until": member.available_until if state != Availability.FREE else None,
        },
        Item.LANGUAGES: {"languages": tuple(member.languages)},
        Item.EMAIL: {"email": member.contact_email},
        Item.PHONE: {"phone": member.phone},
        Item.WEBSITE: {"website": member.website},
    }


def work_of(member: Membership) -> list[Work]:
    """Fields by name, each with its skills; then the skills under none of them."""
    fields = sorted(member.fields.all(), key=lambda field: folded(field.name))
    own = {field.pk for field in fields}
    skills: dict[int | None, list[str]] = {}
    for skill in sorted(member.skills.all(), key=lambda skill: skill.pk):
        skills.setdefault(skill.field_id if skill.field_id in own else None, []).append(skill.name)
    found = [Work(field.slug, field.name, skills.get(field.pk, [])) for field in fields]
    return found + ([Work("", "", skills[None])] if None in skills else [])


def _sponsor(member: Membership, at: datetime) -> Membership | None:
    sponsor = member.sponsor if member.is_newcomer(at) else None
    return sponsor if sponsor and sponsor.left_at is None else None
