"""The questions of a pilot, as data: German and English side by side, and the licence of each.

Bundled are only items that everybody may use, change and sell; others (NC, ND, share-alike) come in by import.
Rule page: docs/rules/questions.md.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal

FREE = frozenset({"CC0-1.0", "CC-BY-4.0", "OGL-UK-3.0"})
ASKED = ("monthly", "quarterly", "ends")
Wave = Literal["monthly", "quarterly", "ends"]


class ItemError(ValueError):
    """A questionnaire that cannot be asked, or must not be shipped."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Answers from ``lowest`` to ``highest``; words in German and English for each, empty where only a number is shown.

    ``open``: a number is asked for, and the one word is its unit.
    """

    lowest: int
    highest: int
    de: tuple[str, ...]
    en: tuple[str, ...]
    open: bool


@dataclass(frozen=True, slots=True)
class Item:
    """One question: wording in both languages, what it measures, how it is answered, whose it is and on what terms."""

    id: str
    instrument: str
    measures: str
    asked: Wave
    scale: Scale
    de: str
    en: str
    licence: str
    source: str
    basis: str
    reversed: bool = False

    def scored(self, answer: float) -> float:
        """The answer as it counts: turned round where agreeing means less of what is measured.

        Raises
        ------
        ItemError
            The answer is not on the scale.
        """
        if not self.scale.lowest <= answer <= self.scale.highest:
            raise ItemError(f"{self.id} is answered from {self.scale.lowest} to {self.scale.highest}, not {answer}")
        return self.scale.lowest + self.scale.highest - answer if self.reversed else answer


@cache
def core() -> tuple[Item, ...]:
    """The bundled items, in the order in which they are asked."""
    return read((resources.files(__name__) / "core.toml").read_text(encoding="utf-8"), bundled=True)


def read(text: str, *, bundled: bool = False) -> tuple[Item, ...]:
    """Items of a TOML text; a space may import what it has the right to use, but only free ones are bundled.

    Raises
    ------
    ItemError
        No TOML, something missing or named twice, one language without the other, or a licence that is not free.
    """
    try:
        data = tomllib.loads(text)
        scales = {name: _scale(name, given) for name, given in data["scales"].items()}
        items = tuple(_item(given, scales, data["instruments"]) for given in data["items"])
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise ItemError(f"not a questionnaire: {error}") from error
    if len({item.id for item in items}) < len(items):
        raise ItemError("two items have the same id")
    for item in items:
        if not all(word.strip() for word in (item.de, item.en, item.licence, item.source)):
            raise ItemError(f"{item.id} needs German, English, a licence and a source")
        if item.asked not in ASKED:
            raise ItemError(f"{item.id} is asked monthly, quarterly or at both ends")
        if bundled and item.licence not in FREE:
            raise ItemError(f"{item.id} is {item.licence}: nobody may ship it, it can be imported")
    return items


def _scale(name: str, given: Mapping[str, Any]) -> Scale:
    de, en = tuple(given["de"]), tuple(given["en"])
    if len(de) != len(en) or [bool(word) for word in de] != [bool(word) for word in en]:
        raise ItemError(f"scale {name} has other answers in German than in English")
    highest = given.get("highest", given["lowest"] + len(de) - 1)
    return Scale(given["lowest"], highest, de, en, "highest" in given)


def _item(given: Mapping[str, Any], scales: Mapping[str, Scale], instruments: Mapping[str, Any]) -> Item:
    terms: dict[str, Any] = instruments[given["instrument"]]
    own = {key: value for key, value in given.items() if key != "scale"}
    return Item(scale=scales[given["scale"]], **own, **terms)


def pulse(items: tuple[Item, ...], wave: Wave) -> tuple[Item, ...]:
    """What is asked in a wave: monthly ones always, quarterly ones each third month, the rest at both ends."""
    return tuple(item for item in items if ASKED.index(item.asked) <= ASKED.index(wave))
