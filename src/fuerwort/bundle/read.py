"""A folder of three CSV files -> one Community, or every problem with file, line and reason. Nothing is half-read."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from sys import intern
from typing import TypeVar

from fuerwort.bundle.rows import Opener, Problem, Problems, Row, Table, plain
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
LONGEST_HOURS = 24 * 366

Item = TypeVar("Item")


class BundleError(ValueError):
    """The bundle cannot be read; ``problems`` says where and why, ``more`` how many are not listed."""

    def __init__(self, problems: Problems) -> None:
        self.problems, self.more = tuple(problems.listed), problems.more
        rest = f"\nand {self.more} more" if self.more else ""
        super().__init__("\n".join(map(str, self.problems)) + rest)


class _Bad(ValueError):
    """One cell's reason, before file and line are known."""


@dataclass
class _Reading:
    folder: Path
    opener: Opener
    members: dict[str, str] = field(default_factory=dict)
    problems: Problems = field(default_factory=Problems)

    def table(self, file: str, problems: Problems | None = None) -> Table:
        return Table(self.folder / file, COLUMNS[file], REQUIRED[file], problems or self.problems)

    def read(self, file: str, make: Callable[[Row], Item]) -> list[Item]:
        """Make one thing of each row; a row that fails becomes a problem, and reading goes on."""
        made, key, seen, table = [], COLUMNS[file][0], set[str](), self.table(file)
        if file != "members.csv" and not table.path.exists():
            return []
        for line, row in table.rows(self.opener):
            try:
                if not row[key] or ";" in row[key] or row[key] != row[key].strip():
                    raise _Bad(f'"{row[key]}" is no {key} id')
                if row[key] in seen:
                    raise _Bad(f'{key} "{row[key]}" appears twice')
                seen.add(row[key])
                made.append(make(row))
            except _Bad as bad:
                table.problem(line, str(bad))
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
        if len(participants) < 2 or len(set(participants)) != len(participants):
            raise _Bad("an experience needs at least two participants, each named once")
        said = row.get("confirmed_by", row["participants"])
        confirmed = participants if said == row["participants"] else self._all_known(row, "confirmed_by")
        if strangers := [m for m in confirmed if m not in participants]:
            raise _Bad(f'"{strangers[0]}" confirmed but did not take part')
        if row["kind"] not in KINDS:
            raise _Bad(f'kind "{row["kind"]}" is none of {", ".join(KINDS)}')
        hours = _number(row["hours"], "hours")
        if hours > LONGEST_HOURS:
            raise _Bad(f"{hours:g} hours are more than a year")
        kind, name = intern(row["kind"]), intern(row["field"])
        return Experience(
            row["experience"], _moment(row["date"]), kind, name, hours, participants, confirmed, row.get("text", "")
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
        return self.members[member]

    def _all_known(self, row: Row, name: str) -> tuple[str, ...]:
        return tuple([self._known(member) for member in _list(row, name)])


def read(folder: Path | str, opener: Opener = plain) -> Community:
    """Read a bundle; docs/rules/bundle.md describes it. ``opener`` may watch how far each file is read.

    Raises
    ------
    BundleError
        With one line per problem: file, line and reason.
    """
    reading = _Reading(Path(folder), opener)
    if missing := _missing(reading.folder):
        raise BundleError(Problems([Problem("members.csv", 1, missing)]))
    reading.members = {row["member"]: row["member"] for _, row in reading.table("members.csv", Problems()).rows(plain)}
    members = reading.read("members.csv", reading.member)
    if not members and not reading.problems.listed:
        reading.problems.add("members.csv", 1, "no members")
    experiences = reading.read("experiences.csv", reading.experience)
    requests = reading.read("requests.csv", reading.request)
    if reading.problems.listed:
        raise BundleError(reading.problems)
    return Community(tuple(members), tuple(experiences), tuple(requests))


def _missing(folder: Path) -> str | None:
    if not folder.exists():
        return f"there is no folder {folder}"
    if not folder.is_dir():
        return f"{folder} is a file; a bundle is a folder with members.csv in it"
    return None if (folder / "members.csv").exists() else f"there is no members.csv in {folder}"


def _list(row: Row, name: str) -> tuple[str, ...]:
    return tuple([clean for part in row.get(name, "").split(";") if (clean := part.strip())])


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
