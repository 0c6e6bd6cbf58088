"""A whole community moves in from a bundle, and out into one. The files: docs/rules/bundle.md."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from fuerwort.bundle import packed, shapes
from fuerwort.experiences.actions import changes
from fuerwort.experiences.models import Answer, Experience, Participation
from fuerwort.fields.catalogue import catalogue
from fuerwort.people.events import record
from fuerwort.people.models import Availability, Field, Membership, Skill, Space

BATCH = 500


@dataclass(frozen=True, slots=True)
class Moved:
    """What came in, as public facts for the log; what was there already stays as it is."""

    members: int
    experiences: int
    known_members: int
    known_experiences: int
    fields: tuple[str, ...]


@transaction.atomic
def move_in(space: Space, community: shapes.Community, *, by: Membership | None, at: datetime) -> Moved:
    """Add what the space does not know yet, by the ids of the bundle; nothing that is there is changed.

    Members arrive without a person: hosts see them, and invite them; nobody else does, and nothing is public. What
    the bundle says was confirmed counts as confirmed on its date.
    """
    fields = _fields(space, community)
    members = _members(space, community, by, at)
    known = dict(space.memberships.exclude(outside_id="").values_list("outside_id", "pk"))
    _describe(community, {m.outside_id for m in members}, known, fields)
    experiences = _experiences(space, community, known, fields, at)
    moved = Moved(
        members=len(members),
        experiences=len(experiences),
        known_members=len(community.members) - len(members),
        known_experiences=len(community.experiences) - len(experiences),
        fields=tuple(sorted(fields)),
    )
    changes.note(space)
    record(space, by=by, at=at, verb="space.moved_in", members=moved.members, experiences=moved.experiences)
    return moved


class _Undo(Exception):
    """Ends a trial."""


def would_move_in(space: Space, community: shapes.Community, *, at: datetime) -> Moved:
    """What :func:`move_in` would do; done, and undone."""
    try:
        with transaction.atomic():
            moved = move_in(space, community, by=None, at=at)
            raise _Undo
    except _Undo:
        return moved


def _fields(space: Space, community: shapes.Community) -> dict[str, Field]:
    """Every field that is named, taken from the catalogue where it is known."""
    known = {field.slug: field for field in space.fields.all()}
    named = {f for m in community.members for f in m.fields} | {e.field for e in community.experiences if e.field}
    missing = [_field(space, slug) for slug in sorted(named - set(known))]
    Field.objects.bulk_create(missing)
    return known | {field.slug: field for field in missing}


def _field(space: Space, slug: str) -> Field:
    found = catalogue().get(slug)
    if found is None:
        words = slug.replace("-", " ").capitalize()
        return Field(space=space, slug=slug, name_de=words, name_en=words)
    return Field(
        space=space,
        slug=slug,
        name_de=found.de,
        name_en=found.en,
        professional_law=found.professional_law,
        esco=";".join(found.esco),
    )


def _members(space: Space, community: shapes.Community, by: Membership | None, at: datetime) -> list[Membership]:
    known = set(space.memberships.exclude(outside_id="").values_list("outside_id", flat=True))
    return Membership.objects.bulk_create(
        [
            Membership(
                space=space,
                outside_id=member.member,
                name=member.name,
                joined_at=member.joined or at,
                invited_by=by,
                about=member.about,
                languages=list(member.languages),
                availability=Availability(member.available.value),
                available_until=member.until.date() if member.until else None,
                availability_at=at,
            )
            for member in community.members
            if member.member not in known
        ],
        batch_size=BATCH,
    )


def _describe(
    community: shapes.Community, new: set[str], known: Mapping[str, int], fields: Mapping[str, Field]
) -> None:
    """Fields, skills and sponsors, once everybody has a row."""
    members = [m for m in community.members if m.member in new]
    Skill.objects.bulk_create(
        [Skill(membership_id=known[m.member], name=name) for m in members for name in dict.fromkeys(m.skills)],
        batch_size=BATCH,
    )
    through = Membership.fields.through
    through.objects.bulk_create(
        [
            through(membership_id=known[m.member], field_id=fields[f].pk)
            for m in members
            for f in dict.fromkeys(m.fields)
        ],
        batch_size=BATCH,
    )
    sponsored = {known[m.member]: known[m.sponsor] for m in members if m.sponsor and m.sponsor != m.member}
    rows = Membership.objects.in_bulk(sponsored)
    for pk, row in rows.items():
        row.sponsor_id = sponsored[pk]
    Membership.objects.bulk_update(rows.values(), ["sponsor"], batch_size=BATCH)


def _experiences(
    space: Space,
    community: shapes.Community,
    members: Mapping[str, int],
    fields: Mapping[str, Field],
    at: datetime,
) -> list[Experience]:
    known = set(space.experiences.exclude(outside_id="").values_list("outside_id", flat=True))
    fresh = [e for e in community.experiences if e.experience not in known]
    rows = Experience.objects.bulk_create(
        [
            Experience(
                space=space,
                outside_id=e.experience,
                kind=e.kind,
                field=fields.get(e.field),
                hours=e.hours,
                on=e.date.date(),
                text=e.text,
                recorded_at=at,
            )
            for e in fresh
        ],
        batch_size=BATCH,
    )
    Participation.objects.bulk_create(
        [part for row, e in zip(rows, fresh, strict=True) for part in _participations(row, e, members)],
        batch_size=BATCH,
    )
    return rows


def _participations(row: Experience, e: shapes.Experience, members: Mapping[str, int]) -> Iterable[Participation]:
    for member in e.participants:
        confirmed = member in e.confirmed_by
        yield Participation(
            experience=row,
            membership_id=members[member],
            answer=Answer.CONFIRMED if confirmed else Answer.OPEN,
            answered_at=e.date if confirmed else None,
        )


@transaction.atomic
def move_out(space: Space, *, by: Membership, at: datetime) -> bytes:
    """The space as a zipped bundle; the log says who took it."""
    record(space, by=by, at=at, verb="space.moved_out")
    return packed.pack(pack(space))


def pack(space: Space) -> shapes.Community:
    """The space as a bundle, which :func:`move_in` makes the same space of."""
    rows = list(
        space.memberships.select_related("sponsor").prefetch_related("fields", "skills").order_by("joined_at", "pk")
    )
    ids = {row.pk: row.outside_id or row.public for row in rows}
    experiences = _said(space).select_related("field").prefetch_related("participations").order_by("on", "pk")
    return shapes.Community(
        members=tuple(_packed_member(row, ids) for row in rows),
        experiences=tuple(sorted((_packed(e, ids) for e in experiences), key=lambda e: (e.date, e.experience))),
    )


def _said(space: Space) -> QuerySet[Experience]:
    """What at least one member has said; what the house suggests and nobody has said is no experience yet."""
    claimed = Participation.objects.filter(experience=OuterRef("pk"), answer=Answer.CONFIRMED)
    return space.experiences.filter(Q(source="") | Exists(claimed))


def _packed_member(row: Membership, ids: Mapping[int, str]) -> shapes.Member:
    return shapes.Member(
        member=ids[row.pk],
        name=row.name,
        joined=row.joined_at,
        fields=tuple(sorted(field.slug for field in row.fields.all())),
        skills=tuple(skill.name for skill in row.skills.all()),
        languages=tuple(row.languages),
        about=row.about,
        available=shapes.Availability(row.availability),
        until=_morning(row.available_until) if row.available_until else None,
        sponsor=ids[row.sponsor_id] if row.sponsor_id else None,
    )


def _packed(row: Experience, ids: Mapping[int, str]) -> shapes.Experience:
    parts = sorted(row.participations.all(), key=lambda part: part.pk)
    return shapes.Experience(
        experience=row.outside_id or row.public,
        date=_morning(row.on),
        kind=row.kind,
        field=row.field.slug if row.field else "",
        hours=row.hours,
        participants=tuple(ids[part.membership_id] for part in parts),
        confirmed_by=tuple(ids[part.membership_id] for part in parts if part.counts),
        text=row.text,
    )


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
