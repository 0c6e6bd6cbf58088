"""Which of a space's fields somebody means: by its own name, and by all that the catalogue calls it."""

from collections.abc import Iterable
from functools import cache, lru_cache

from fuerwort.fields.catalogue import catalogue
from fuerwort.fields.phrases import key
from fuerwort.fields.suggest import ranked
from fuerwort.people.models import Field, Space
from fuerwort.people.words import folded, spellings

SAME, BEGINS, INSIDE = range(3)
"""How well a name fits what was typed, best first."""


def offered(space: Space) -> list[Field]:
    """What members may choose, by name."""
    return sorted(space.fields.filter(retired_at__isnull=True), key=lambda field: folded(field.name))


def findable(space: Space) -> list[Field]:
    """The same, read with what ESCO calls them: for whoever looks for a field by words."""
    fields = space.fields.filter(retired_at__isnull=True).select_related("esco_words")
    return sorted(fields, key=lambda field: folded(field.name))


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
    phrases = {slug: _keys(words) for slug, field in by_slug.items() if (words := _esco(field))}
    return [by_slug[slug] for slug in ranked(typed, phrases, limit=6) if slug in by_slug]


def _fit(wanted: frozenset[str], field: Field) -> int | None:
    names = spellings(field.name_de) | spellings(field.name_en) | _synonyms(field.slug)
    if names & wanted:
        return SAME
    called = names | _spelt(_esco(field))
    if called & wanted or any(name.startswith(word) for word in wanted for name in called):
        return BEGINS
    return INSIDE if any(word in name for word in wanted for name in names) else None


@cache
def _synonyms(slug: str) -> frozenset[str]:
    known = catalogue().get(slug)
    return frozenset(way for name in known.words() for way in spellings(name)) if known else frozenset()


def _esco(field: Field) -> tuple[str, ...]:
    """Words of ESCO, where the field was read with them (:func:`findable`); nothing is asked of the database."""
    read = Field.esco_words.is_cached(field) and hasattr(field, "esco_words")
    return tuple(field.esco_words.words) if read else ()


@lru_cache(maxsize=1024)
def _keys(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(key, words))


@lru_cache(maxsize=1024)
def _spelt(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(way for word in words for way in spellings(word))
