"""A folder of three CSV files -> one Community, or every problem with file, line and reason. Nothing is half-read."""

import csv
import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar

from fuerwort.bundle.shapes import Availability, Community, Experience, Member, Request

COLUMNS = {
    "members.csv": ("member", "name", "joined", "fields", "skills", "languages", "about", "available", "sponsor"),
    "experiences.csv": ("experience", "date", "kind", "field", "hours", "participants", "confirmed_by", "text"),
    "requests.csv": ("request", "date", "field", "text", "skills", "size", "asked_by", "served_by"),
}
REQUIRED = {"members.csv": 2, "experiences.csv": 6, "requests.csv": 4}
KINDS = ("cooperation", "learning", "care")
AVAILABLE = {
    "": Availability.FREE, "frei": Availability.FREE, "free": Availability.FREE,
    "wenig": Availability.LITTLE, "little": Availability.LITTLE,
    "ausgebucht": Availability.FULL, "full": Availability.FULL,
}  # fmt: skip
LISTED = 100
"""So many problems are listed; the rest is counted."""

LONGEST_HOURS = 24 * 366
LONGEST_CELL = 1_000_000

Row = Mapping[str, str]
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Problem:
    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


class BundleError(ValueError):
    """The bundle cannot be read; ``problems`` says where and why, ``more`` how many are not listed."""

    def __init__(self, problems: list[Problem], more: int = 0) -> None:
        self.problems, self.more = tuple(problems), more
        rest = f"\nand {more} more" if more else ""
        super().__init__("\n".join(map(str, problems)) + rest)


class _Bad(ValueError):
    """One cell's reason, before file and line are known."""


@dataclass
class _Reading:
    folder: Path
    members: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    more: int = 0

    def problem(self, file: str, line: int, reason: str) -> None:
        if len(self.problems) < LISTED:
            self.problems.append(Problem(file, line, reason))
        else:
            self.more += 1

    def rows(self, file: str) -> Iterator[tuple[int, Row]]:
        """Each row with the line it starts on; a broken file ends the reading of that file."""
        csv.field_size_limit(LONGEST_CELL)
        line = 1
        try:
            with (self.folder / file).open(encoding="utf-8-sig", newline="", errors="strict") as opened:
                reader = csv.reader(_without_nul(opened), strict=True)
                header = next(reader, None)
                if header is None or not self._header(file, header):
                    return
                line = reader.line_num + 1
                for cells in reader:
                    if len(cells) == len(header):
                        yield line, dict(zip(header, cells, strict=True))
                    elif cells:
                        self.problem(file, line, f"{len(cells)} cells where the header has {len(header)}")
                    line = reader.line_num + 1
        except UnicodeDecodeError:
            self.problem(file, self._broken_line(file), "not UTF-8")
        except csv.Error as error:
            self.problem(file, line, f"broken CSV: {error}")

    def _broken_line(self, file: str) -> int:
        for number, raw in enumerate((self.folder / file).read_bytes().split(b"\n"), 1):
            try:
                raw.decode()
            except UnicodeDecodeError:
                return number
        return 1

    def _header(self, file: str, header: list[str]) -> bool:
        known, bad = COLUMNS[file], len(self.problems)
        for name in sorted({name for name in header if header.count(name) > 1}):
            self.problem(file, 1, f'column "{name}" appears twice')
        for name in (n for n in header if n not in known):
            near = get_close_matches(name, known, 1)
            self.problem(file, 1, f'unknown column "{name}"' + (f', did you mean "{near[0]}"?' if near else ""))
        for name in known[: REQUIRED[file]]:
            if name not in header:
                self.problem(file, 1, f'column "{name}" is missing')
        return len(self.problems) == bad

    def read(self, file: str, make: Callable[[Row], Item]) -> list[Item]:
        """Make one thing of each row; a row that fails becomes a problem, and reading goes on."""
        made, key, seen, empty = [], COLUMNS[file][0], set[str](), True
        for line, row in self.rows(file):
            empty = False
            try:
                if not row[key] or ";" in row[key] or row[key] != row[key].strip():
                    raise _Bad(f'"{row[key]}" is no {key} id')
                if row[key] in seen:
                    raise _Bad(f'{key} "{row[key]}" appears twice')
                seen.add(row[key])
                made.append(make(row))
            except _Bad as bad:
                self.problem(file, line, str(bad))
        if empty and file == "members.csv" and not self.problems:
            self.problem(file, 1, "no members")
        return made

    def member(self, row: Row) -> Member:
        available, until = _availability(row.get("available", ""))
        return Member(
            row["member"],
            _filled(row, "name"),
            _moment(row["joined"]) if row.get("joined") else None,
            _list(row, "fields"),
            _list(row, "skills"),
            _list(row, "languages"),
            row.get("about", ""),
            available,
            until,
            self._known(row["sponsor"]) if row.get("sponsor") else None,
        )

    def experience(self, row: Row) -> Experience:
        participants = self._all_known(row, "participants")
        if len(set(participants)) < 2 or len(set(participants)) != len(participants):
            raise _Bad("an experience needs at least two participants, each named once")
        confirmed = self._all_known(row, "confirmed_by") if "confirmed_by" in row else participants
        if strangers := [m for m in confirmed if m not in participants]:
            raise _Bad(f'"{strangers[0]}" confirmed but did not take part')
        if row["kind"] not in KINDS:
            raise _Bad(f'kind "{row["kind"]}" is none of {", ".join(KINDS)}')
        hours = _number(row["hours"], "hours")
        if hours > LONGEST_HOURS:
            raise _Bad(f"{hours:g} hours are more than a year")
        text = row.get("text", "")
        return Experience(
            row["experience"], _moment(row["date"]), row["kind"], row["field"], hours, participants, confirmed, text
        )

    def request(self, row: Row) -> Request:
        return Request(
            row["request"],
            _moment(row["date"]),
            _filled(row, "field"),
            row["text"],
            _list(row, "skills"),
            _number(row["size"], "size") if row.get("size") else 1.0,
            self._known(row["asked_by"]) if row.get("asked_by") else None,
            self._all_known(row, "served_by"),
        )

    def _known(self, member: str) -> str:
        if member not in self.members:
            raise _Bad(f'unknown member "{member}"')
        return member

    def _all_known(self, row: Row, name: str) -> tuple[str, ...]:
        return tuple(self._known(member) for member in _list(row, name))


def read(folder: Path | str) -> Community:
    """Read a bundle; docs/rules/bundle.md describes it.

    Raises
    ------
    BundleError
        With one line per problem: file, line and reason.
    """
    reading = _Reading(Path(folder))
    if not (reading.folder / "members.csv").is_file():
        raise BundleError([Problem("members.csv", 1, f"there is no members.csv in {reading.folder}")])
    reading.members = {row["member"] for _, row in _Reading(reading.folder).rows("members.csv")}
    members = reading.read("members.csv", reading.member)
    experiences = reading.read("experiences.csv", reading.experience) if _there(folder, "experiences.csv") else []
    requests = reading.read("requests.csv", reading.request) if _there(folder, "requests.csv") else []
    if reading.problems:
        raise BundleError(reading.problems, reading.more)
    return Community(tuple(members), tuple(experiences), tuple(requests))


def _without_nul(lines: Iterable[str]) -> Iterator[str]:
    """Pass lines on; from Python 3.11 on the csv module takes a NUL for text, and no editor shows it."""
    for line in lines:
        if "\0" in line:
            raise csv.Error("NUL byte")
        yield line


def _there(folder: Path | str, file: str) -> bool:
    return (Path(folder) / file).is_file()


def _list(row: Row, name: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in row.get(name, "").split(";") if part.strip())


def _filled(row: Row, name: str) -> str:
    if not row[name].strip():
        raise _Bad(f"{name} is empty")
    return row[name]


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise _Bad(f'"{text}" is no date such as 2026-03-16 or 2026-03-16T09:00:00Z') from None


def _number(text: str, name: str) -> float:
    try:
        number = float(text)
    except ValueError:
        raise _Bad(f'{name} "{text}" is no number') from None
    if not math.isfinite(number) or number <= 0:
        raise _Bad(f"{name} must be a positive number, not {text}")
    return number


def _availability(text: str) -> tuple[Availability, datetime | None]:
    """Accept e.g. ``frei``, ``full``, ``ausgebucht bis 2026-12-31``."""
    word, _, until = text.strip().replace(" bis ", " until ").partition(" until ")
    if word not in AVAILABLE:
        raise _Bad(f'available "{text}" is none of frei, wenig, ausgebucht (optionally: bis DATE)')
    return AVAILABLE[word], _moment(until) if until else None
