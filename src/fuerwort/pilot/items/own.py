"""Questions a space brings itself, because it has the right to use them: a CSV file, a licence for each.

Columns: ``id, measures, lowest, highest, de, en, answers_de, answers_en, licence, source`` and, if wished, ``reversed``
(yes). ``answers_*``: words for the answers, separated by ``|``; either one for each answer, or two for both ends.
"""

import csv
import io
from collections.abc import Mapping
from typing import Any

from fuerwort.pilot.items import Item, ItemError, Scale, core

COLUMNS = ("id", "measures", "lowest", "highest", "de", "en", "answers_de", "answers_en", "licence", "source")
MOST, LONGEST, WIDEST = 20, 300, 11


def read_csv(text: str) -> tuple[Item, ...]:
    """Items of a CSV file; asked each third month.

    Raises
    ------
    ItemError
        A column or a cell is missing, an id is taken, one language says less than the other, or there are too many.
    """
    rows = list(
        csv.DictReader(
            io.StringIO(text.removeprefix("\ufeff")), delimiter=";" if ";" in text.split("\n", 1)[0] else ","
        )
    )
    if missing := [name for name in COLUMNS if not rows or name not in rows[0]]:
        raise ItemError(f"the file needs the columns {', '.join(missing)}")
    if len(rows) > MOST:
        raise ItemError(f"at most {MOST} questions can be brought along")
    items = tuple(_item(row, number) for number, row in enumerate(rows, 2))
    ids = [item.id for item in (*core(), *items)]
    if again := sorted({one for one in ids if ids.count(one) > 1}):
        raise ItemError(f"two questions are called {again[0]}")
    return items


def _item(row: Mapping[str, Any], line: int) -> Item:
    said = {name: " ".join(str(row.get(name) or "").split())[:LONGEST] for name in (*COLUMNS, "reversed")}
    if empty := [name for name in COLUMNS if not said[name]]:
        raise ItemError(f"line {line}: {', '.join(empty)} is empty")
    if not said["id"].isalnum() or len(said["id"]) > 12:
        raise ItemError(f"line {line}: an id is at most twelve letters and digits")
    try:
        lowest, highest = int(said["lowest"]), int(said["highest"])
    except ValueError as error:
        raise ItemError(f"line {line}: lowest and highest are whole numbers") from error
    if not 1 < highest - lowest + 1 <= WIDEST:
        raise ItemError(f"line {line}: a scale has two to {WIDEST} answers")
    de, en = (_words(said[f"answers_{language}"], highest - lowest + 1, line) for language in ("de", "en"))
    if [bool(word) for word in de] != [bool(word) for word in en]:
        raise ItemError(f"line {line}: the answers differ between German and English")
    return Item(
        id=said["id"], instrument="own", measures=said["measures"], asked="quarterly",
        scale=Scale(lowest, highest, de, en, open=False), de=said["de"], en=said["en"], licence=said["licence"],
        source=said["source"], basis="said by the space", reversed=said["reversed"].lower() in ("yes", "ja", "1", "x"),
    )  # fmt: skip


def _words(text: str, answers: int, line: int) -> tuple[str, ...]:
    words = tuple(word.strip() for word in text.split("|"))
    if len(words) == 2 < answers:
        return (words[0], *[""] * (answers - 2), words[1])
    if len(words) != answers:
        raise ItemError(f"line {line}: {answers} answers need {answers} words, or two for both ends")
    return words


def item_from(said: Mapping[str, Any]) -> Item:
    """Read what ``dataclasses.asdict`` made of an item."""
    scale = said["scale"]
    words = {name: tuple(scale[name]) for name in ("de", "en")}
    return Item(**{**said, "scale": Scale(scale["lowest"], scale["highest"], **words, open=scale["open"])})
