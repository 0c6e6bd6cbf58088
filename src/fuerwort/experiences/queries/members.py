"""With whom: those one has shared something with lately first, then everybody by search."""

import unicodedata
from collections.abc import Collection
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from fuerwort.experiences.models import Participation
from fuerwort.people.models import Field, Membership, Role, RoleName
from fuerwort.people.queries import Here

CHIPS = 6
OCCASIONS = 30
"""So many occasions back somebody is a colleague of late."""
FOUND = 8


def recent(here: Here, count: int = CHIPS) -> list[Membership]:
    """Colleagues of late, the last first; then sponsor, hosts, and whoever else is here."""
    found = _colleagues(here)[:count]
    if len(found) < count:
        known, rows = {member.pk for member in found}, everybody(here)
        rows = rows.annotate(hosts=Exists(Role.objects.filter(membership=OuterRef("pk"), name=RoleName.HOST)))
        rest: list[Any] = [member for member in rows.order_by("name", "pk")[: count * 10] if member.pk not in known]
        rest.sort(key=lambda m: (m.pk != here.membership.sponsor_id, not m.hosts))
        found += rest[: count - len(found)]
    return found


def _colleagues(here: Here) -> list[Membership]:
    """Those of the last occasions, the last first."""
    mine = Participation.objects.filter(membership=here.membership).order_by("-experience__on", "-experience")
    last = list(mine.values_list("experience", flat=True)[:OCCASIONS])
    parts = Participation.objects.filter(experience__in=last).values_list("experience", "membership")
    order = sorted(parts, key=lambda part: last.index(part[0]))
    members = everybody(here).in_bulk([member for _, member in order])
    return [members[key] for key in dict.fromkeys(member for _, member in order) if key in members]


def found(here: Here, text: str) -> list[Membership]:
    """Members whose name has these letters, umlauts and accents folded; those that begin so come first."""
    wanted = fold(text)
    if not wanted:
        return []
    names = [(key, fold(name)) for key, name in everybody(here).values_list("pk", "name")]
    hits = sorted((not _begins(name, wanted), name, key) for key, name in names if wanted in name)[:FOUND]
    members = everybody(here).in_bulk([key for _, _, key in hits])
    return [members[key] for _, _, key in hits]


def choices(here: Here, publics: Collection[str]) -> list[Membership]:
    """Members by public id, in the order asked for; whoever is not here is left out."""
    members = {member.public: member for member in everybody(here).filter(public__in=set(publics))}
    return [members[public] for public in dict.fromkeys(publics) if public in members]


def field_of_mine(here: Here, slug: str) -> Field | None:
    """The field of one's own that is asked for, or the first: what one did was most likely there."""
    own = here.membership.fields
    return own.filter(slug=slug).first() or own.first()


def everybody(here: Here) -> QuerySet[Membership]:
    """All who are here, but for oneself."""
    return Membership.objects.active().filter(space=here.space).exclude(pk=here.membership.pk)


def fold(text: str) -> str:
    """Letters as they are searched for: Yıldız, Müller and Nguyễn are found by yildiz, muller and nguyen."""
    flat = unicodedata.normalize("NFKD", text.casefold().replace("ı", "i").replace("ß", "ss"))
    return " ".join("".join(c for c in flat if not unicodedata.combining(c)).split())


def _begins(name: str, wanted: str) -> bool:
    return f" {wanted}" in f" {name}"
