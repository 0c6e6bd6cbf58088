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
        A column or a cell is missing, too long or too many, an id or what it measures is taken, or one language says
        less than the other. What is wrong with one question names its line.
    """
    text = text.removeprefix("\ufeff")
    delimiter = ";" if ";" in text.split("\n", 1)[0] else ","
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        columns = reader.fieldnames or ()
        rows = [(reader.line_num, row) for row in reader]
    except csv.Error as error:
        raise ItemError(f"line {reader.line_num + 1}: {error}") from error
    if missing := [name for name in COLUMNS if name not in columns]:
        raise ItemError(f"the file needs the columns {', '.join(missing)}")
    if not 1 <= len(rows) <= MOST:
        raise ItemError(f"a file brings 1 to {MOST} questions, not {len(rows)}")
    items: dict[str, Item] = {}
    for line, row in rows:
        item = _item(row, line)
        _fits(item, items, line)
        items[item.id] = item
    return tuple(items.values())


def _fits(item: Item, before: Mapping[str, Item], line: int) -> None:
    """Refuse what would be taken for another question, or be put together with one that it does not go with."""
    names = {name for one in core() for name in (one.id, one.measures)}
    if item.id in names or item.id in before:
        raise ItemError(f"line {line}: two questions are called {item.id}")
    if item.measures in names or item.measures.startswith("seen."):
        raise ItemError(f"line {line}: {item.measures} is measured already, by questions that go together")
    ends = (item.scale.lowest, item.scale.highest)
    if any(one.measures == item.measures and (one.scale.lowest, one.scale.highest) != ends for one in before.values()):
        raise ItemError(f"line {line}: questions about {item.measures} need the same lowest and highest answer")


def _item(row: Mapping[str | None, Any], line: int) -> Item:
    if None in row:
        raise ItemError(f"line {line}: more cells than columns; a text with a comma or semicolon stands in quotes")
    said = {name: " ".join(str(row.get(name) or "").split()) for name in (*COLUMNS, "reversed")}
    if empty := [name for name in COLUMNS if not said[name]]:
        raise ItemError(f"line {line}: {', '.join(empty)} is empty")
    if long := [name for name in COLUMNS if len(said[name]) > LONGEST]:
        raise ItemError(f"line {line}: {', '.join(long)} is longer than {LONGEST} characters")
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
