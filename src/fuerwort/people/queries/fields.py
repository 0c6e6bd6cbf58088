"""Which of a space's fields somebody means: by its own name, and by all that the catalogue calls it."""

from collections.abc import Iterable
from functools import cache

from fuerwort.fields.catalogue import catalogue
from fuerwort.fields.suggest import suggest
from fuerwort.people.models import Field, Space
from fuerwort.people.words import folded, spellings

SAME, BEGINS, INSIDE = range(3)
"""How well a name fits what was typed, best first."""


def offered(space: Space) -> list[Field]:
    """What members may choose, by name."""
    return sorted(space.fields.filter(retired_at__isnull=True), key=lambda field: folded(field.name))


def meant(typed: str, fields: Iterable[Field]) -> list[Field]:
    """Fields of which a name or synonym, German or English, is, begins with or holds what was typed; best first."""
    wanted = spellings(" ".join(typed.split()))
    if wanted == {""}:
        return []
    fits = [(fit, field) for field in fields if (fit := _fit(wanted, field)) is not None]
    return [field for _, field in sorted(fits, key=lambda both: both[0])]


def closest(typed: str, fields: Iterable[Field]) -> list[Field]:
    """Only those that fit best: "Website" is web design, not everything that has to do with websites."""
    found = meant(typed, fields)
    wanted = spellings(" ".join(typed.split()))
    return [field for field in found if _fit(wanted, field) == _fit(wanted, found[0])]


def suggested(typed: str, fields: Iterable[Field]) -> list[Field]:
    """What a sentence may be about, best first: a guess, to be offered and never taken for granted."""
    by_slug = {field.slug: field for field in fields}
    return [by_slug[one.field] for one in suggest(typed, limit=6) if one.field in by_slug]


def _fit(wanted: frozenset[str], field: Field) -> int | None:
    names = spellings(field.name_de) | spellings(field.name_en) | _synonyms(field.slug)
    if names & wanted:
        return SAME
    if any(name.startswith(word) for word in wanted for name in names):
        return BEGINS
    return INSIDE if any(word in name for word in wanted for name in names) else None


@cache
def _synonyms(slug: str) -> frozenset[str]:
    known = catalogue().get(slug)
    return frozenset(way for name in known.words() for way in spellings(name)) if known else frozenset()
