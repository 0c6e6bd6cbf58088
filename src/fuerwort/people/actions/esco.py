"""Words of ESCO come to the fields of a space. The rule: docs/rules/fields.md, "Words of ESCO"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from fuerwort.fields import esco
from fuerwort.people.events import record
from fuerwort.people.models import EscoWords, Field, Membership, Space


@dataclass(frozen=True, slots=True)
class Change:
    """What is new for a field, and what it would no longer be found by."""

    field: Field
    uris: Sequence[str]
    words: Sequence[str]
    added: int
    dropped: int
    """Words that an import before brought, and this one does not."""
    new_uris: int

    @property
    def is_one(self) -> bool:
        return bool(self.added or self.dropped or self.new_uris)


def changes(space: Space, occupations: Sequence[esco.Occupation]) -> list[Change]:
    """What the occupations would change, for each field that has a certain one. Changes nothing."""
    fields = list(space.fields.select_related("esco_words").order_by("slug"))
    known = [esco.Known(one.slug, one.name_de, one.name_en, _uris(one)) for one in fields]
    found = esco.enrich(known, occupations)
    return [_change(one, found) for one in fields if one.slug in found or hasattr(one, "esco_words")]


def _uris(field: Field) -> tuple[str, ...]:
    return tuple(filter(None, field.esco.split(";")))


def _change(field: Field, found: Mapping[str, esco.Enriched]) -> Change:
    new = found.get(field.slug, esco.Enriched((), ()))
    before = set(field.esco_words.words) if hasattr(field, "esco_words") else set()
    after, uris = set(new.words), tuple(dict.fromkeys((*_uris(field), *new.uris)))
    return Change(field, uris, new.words, len(after - before), len(before - after), len(uris) - len(_uris(field)))


@transaction.atomic
def take_in(
    *, space: Space, occupations: Sequence[esco.Occupation], by: Membership | None, at: datetime
) -> list[Change]:
    """Keep addresses and words at the fields; once more does nothing more."""
    Space.objects.select_for_update().get(pk=space.pk)
    made = [one for one in changes(space, occupations) if one.is_one]
    for one in made:
        one.field.esco = ";".join(one.uris)
        one.field.save(update_fields=["esco"])
        EscoWords.objects.update_or_create(field=one.field, defaults={"words": list(one.words)})
    if made:
        record(space, by=by, at=at, verb="fields.esco_taken_in", fields=len(made), words=sum(one.added for one in made))
    return made
