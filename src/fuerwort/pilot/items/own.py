"""Questions a space brings itself, because it has the right to use them: a CSV file, a licence for each.

Columns: ``id, measures, lowest, highest, de, en, answers_de, answers_en, licence, source`` and, if wished, ``reversed``
(yes). ``answers_*``: words for the answers, separated by ``|``; either one for each answer, or two for both ends.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from fuerwort.pilot.items import Item, ItemError, Scale, core

COLUMNS = ("id", "measures", "lowest", "highest", "de", "en", "answers_de", "answers_en", "licence", "source")
MOST, LONGEST, WIDEST = 20, 300, 11
LARGEST = 256 * 1024
"""Bytes: far more than twenty questions need."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, as a code with facts, and where; ``line`` is None where it is the whole file."""

    code: str
    line: int | None = None
    facts: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        where = "" if self.line is None else f"line {self.line}: "
        return f"{where}{self.code} {dict(self.facts)}"


class ProblemsError(ItemError):
    """A file that brings nothing; each line that is wrong is named with its first problem."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(map(str, problems)))
        self.problems = tuple(problems)


class _Wrong(Exception):
    """What is wrong with one row."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts


def read_file(data: bytes) -> tuple[Item, ...]:
    """Items of a CSV file in UTF-8, as a spreadsheet saves it.

    Raises
    ------
    ProblemsError
        As for :func:`read_csv`, or it is too large or no text in UTF-8.
    """
    if len(data) > LARGEST:
        raise ProblemsError([Problem("large", facts={"most": LARGEST // 1024})])
    try:
        return read_csv(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ProblemsError([Problem("utf-8")]) from error


def read_csv(text: str) -> tuple[Item, ...]:
    """Items of a CSV file; asked each third month.

    Raises
    ------
    ProblemsError
        A column or a cell is missing, too long or too many, an id or what it measures is taken, or one language says
        less than the other.
    """
    items: dict[str, Item] = {}
    problems = []
    for line, row in _rows(text.removeprefix("\ufeff")):
        try:
            item = _item(row)
            _fits(item, items)
            items[item.id] = item
        except _Wrong as wrong:
            problems.append(Problem(wrong.code, line, wrong.facts))
    if problems:
        raise ProblemsError(problems)
    return tuple(items.values())


def _rows(text: str) -> list[tuple[int, dict[str | Any, Any]]]:
    delimiter = ";" if ";" in text.split("\n", 1)[0] else ","
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        columns = reader.fieldnames or ()
        rows = [(reader.line_num, row) for row in reader]
    except csv.Error as error:
        raise ProblemsError([Problem("csv", reader.line_num + 1)]) from error
    if missing := [name for name in COLUMNS if name not in columns]:
        raise ProblemsError([Problem("columns", facts={"names": ", ".join(missing)})])
    if not 1 <= len(rows) <= MOST:
        raise ProblemsError([Problem("number", facts={"most": MOST, "found": len(rows)})])
    return rows


def _fits(item: Item, before: Mapping[str, Item]) -> None:
    """Refuse what would be taken for another question, or be put together with one that it does not go with."""
    names = {name for one in core() for name in (one.id, one.measures)}
    if item.id in names or item.id in before:
        raise _Wrong("called", name=item.id)
    if item.measures in names or item.measures.startswith("seen."):
        raise _Wrong("measured", name=item.measures)
    ends = (item.scale.lowest, item.scale.highest)
    if any(one.measures == item.measures and (one.scale.lowest, one.scale.highest) != ends for one in before.values()):
        raise _Wrong("together", name=item.measures)


def _item(row: Mapping[str | None, Any]) -> Item:
    if None in row:
        raise _Wrong("cells")
    said = {name: " ".join(str(row.get(name) or "").split()) for name in (*COLUMNS, "reversed")}
    if empty := [name for name in COLUMNS if not said[name]]:
        raise _Wrong("empty", names=", ".join(empty))
    if long := [name for name in COLUMNS if len(said[name]) > LONGEST]:
        raise _Wrong("long", names=", ".join(long), most=LONGEST)
    if not said["id"].isalnum() or len(said["id"]) > 12:
        raise _Wrong("id")
    try:
        lowest, highest = int(said["lowest"]), int(said["highest"])
    except ValueError as error:
        raise _Wrong("whole") from error
    if not 1 < highest - lowest + 1 <= WIDEST:
        raise _Wrong("scale", most=WIDEST)
    de, en = (_words(said[f"answers_{language}"], highest - lowest + 1) for language in ("de", "en"))
    if [bool(word) for word in de] != [bool(word) for word in en]:
        raise _Wrong("differ")
    return Item(
        id=said["id"], instrument="own", measures=said["measures"], asked="quarterly",
        scale=Scale(lowest, highest, de, en, open=False), de=said["de"], en=said["en"], licence=said["licence"],
        source=said["source"], basis="said by the space", reversed=said["reversed"].lower() in ("yes", "ja", "1", "x"),
    )  # fmt: skip


def _words(text: str, answers: int) -> tuple[str, ...]:
    words = tuple(word.strip() for word in text.split("|"))
    if len(words) == 2 < answers:
        return (words[0], *[""] * (answers - 2), words[1])
    if len(words) != answers:
        raise _Wrong("words", answers=answers)
    return words


def sample() -> str:
    """A file that can be read as it is, to begin with; its two questions are CC0."""
    file = io.StringIO()
    write = csv.writer(file, lineterminator="\r\n").writerow
    write([*COLUMNS, "reversed"])
    source = "written as an example for Fürwort"
    write(["CALM1", "calm", 1, 5, "Wie oft konnten Sie in den letzten vier Wochen ungestört arbeiten?",
           "In the past four weeks, how often could you work undisturbed?", "nie|selten|manchmal|oft|immer",
           "never|rarely|sometimes|often|always", "CC0-1.0", source, ""])  # fmt: skip
    write(["CALM2", "calm", 1, 5, "Wie sehr standen Sie in den letzten vier Wochen unter Zeitdruck?",
           "In the past four weeks, how much were you pressed for time?", "gar nicht|sehr", "not at all|very",
           "CC0-1.0", source, "yes"])  # fmt: skip
    return file.getvalue()


def item_from(said: Mapping[str, Any]) -> Item:
    """Read what ``dataclasses.asdict`` made of an item."""
    scale = said["scale"]
    words = {name: tuple(scale[name]) for name in ("de", "en")}
    return Item(**{**said, "scale": Scale(scale["lowest"], scale["highest"], **words, open=scale["open"])})
