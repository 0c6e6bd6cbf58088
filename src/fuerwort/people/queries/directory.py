"""Who is here: found by words and filters, in an order that is drawn anew each day; docs/rules/directory.md."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256

from django.utils import timezone

from fuerwort.people.models import Availability, Consent, Field, Item, Membership, Seen, Skill
from fuerwort.people.queries import consent
from fuerwort.people.queries import fields as fields_
from fuerwort.people.queries.here import Here
from fuerwort.people.words import folded, holds


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for; empty is anything. ``desk`` is "with" or "without"."""

    words: str = ""
    field: str = ""
    language: str = ""
    has_time: bool = False
    desk: str = ""

    @property
    def filtered(self) -> bool:
        return bool(self.field or self.language or self.has_time or self.desk)


@dataclass(frozen=True)
class Card:
    """One member as the directory shows them; what members may not see is empty."""

    public: str
    name: str
    has_desk: bool
    is_me: bool
    sponsor: str
    """Name of a newcomer's sponsor."""
    about: str = ""
    fields: Sequence[Field] = ()
    skills: Sequence[str] = ()
    languages: Sequence[str] = ()
    availability: str = ""
    until: date | None = None


@dataclass(frozen=True)
class Directory:
    """Those found, what the words were taken for, what they may be about, and what one can filter by."""

    cards: Sequence[Card]
    meant: Sequence[Field] = ()
    perhaps: Sequence[Field] = ()
    fields: Sequence[Field] = ()
    languages: Sequence[str] = field(default_factory=list)


def directory_for(here: Here, wanted: Wanted, at: datetime) -> Directory:
    """Active members who fit everything that is wanted; five queries however many there are."""
    today = timezone.localdate(at)
    cards = _cards(here, at)
    in_use = sorted({f for card in cards for f in card.fields}, key=lambda f: folded(f.name))
    meant = fields_.closest(wanted.words, in_use)
    found = [card for card in cards if _fits(card, wanted) and _says(card, wanted.words, meant)]
    return Directory(
        cards=sorted(found, key=lambda card: drawn(card.public, today)),
        meant=meant,
        perhaps=() if found or not wanted.words else fields_.suggested(wanted.words, in_use),
        fields=in_use,
        languages=sorted({code for card in cards for code in card.languages}),
    )


def drawn(public: str, day: date) -> str:
    """A member's place for one day: nobody chooses it and everybody can compute it."""
    return sha256(f"{day.isoformat()} {public}".encode()).hexdigest()


def _fits(card: Card, wanted: Wanted) -> bool:
    return (
        (not wanted.field or any(f.slug == wanted.field for f in card.fields))
        and (not wanted.language or wanted.language in card.languages)
        and (not wanted.has_time or card.availability in (Availability.FREE, Availability.LITTLE))
        and (not wanted.desk or card.has_desk == (wanted.desk == "with"))
    )


def _says(card: Card, words: str, meant: Iterable[Field]) -> bool:
    if not words.strip() or not set(meant).isdisjoint(card.fields):
        return True
    names = [name for f in card.fields for name in (f.name_de, f.name_en)]
    return holds("\n".join([card.name, *names, *card.skills, card.about]), words)


COLUMNS = (
    "pk", "public", "name", "has_desk", "about", "languages", "availability", "available_until", "joined_at",
    "sponsor__name", "sponsor__left_at",
)  # fmt: skip
"""Everything but what is sealed: opening it takes time, and nobody looks for it here."""


def _cards(here: Here, at: datetime) -> list[Card]:
    rows = Membership.objects.active().filter(space=here.space).select_related("sponsor").only(*COLUMNS)
    members = list(rows)
    said, fields, skills = _consents(here), _fields(here), _skills(here)
    found = []
    for member in members:
        seen = consent.visible({**consent.DEFAULTS, **said[member.pk]}, Seen.MEMBERS)
        if seen:
            found.append(_card(here, member, seen, fields[member.pk], skills[member.pk], at))
    return found


def _card(
    here: Here, member: Membership, seen: frozenset[str], fields: list[Field], skills: list[str], at: datetime
) -> Card:
    state = member.availability_on(timezone.localdate(at)) if Item.AVAILABILITY in seen else ""
    guided = member.is_newcomer(at) and member.sponsor and member.sponsor.left_at is None
    return Card(
        public=member.public,
        name=member.name,
        has_desk=member.has_desk,
        is_me=member.pk == here.membership.pk,
        sponsor=member.sponsor.name if guided and member.sponsor else "",
        about=member.about if Item.ABOUT in seen else "",
        fields=fields if Item.FIELDS in seen else (),
        skills=skills if Item.FIELDS in seen else (),
        languages=member.languages if Item.LANGUAGES in seen else (),
        availability=state,
        until=member.available_until if state in (Availability.LITTLE, Availability.FULL) else None,
    )


def _consents(here: Here) -> Mapping[int, dict[str, str]]:
    found: dict[int, dict[str, str]] = defaultdict(dict)
    rows = Consent.objects.filter(membership__space=here.space).values_list("membership_id", "item", "seen_by")
    for member, item, seen_by in rows:
        found[member][item] = seen_by
    return found


def _fields(here: Here) -> Mapping[int, list[Field]]:
    by_key = {one.pk: one for one in here.space.fields.all()}
    found: dict[int, list[Field]] = defaultdict(list)
    rows = Membership.fields.through.objects.filter(membership__space=here.space)
    for member, key in rows.values_list("membership_id", "field_id"):
        found[member].append(by_key[key])
    return found


def _skills(here: Here) -> Mapping[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = Skill.objects.filter(membership__space=here.space).order_by("pk")
    for member, name in rows.values_list("membership_id", "name"):
        found[member].append(name)
    return found
