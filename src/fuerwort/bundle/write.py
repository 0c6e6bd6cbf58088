"""One Community -> a folder of three CSV files that ``read`` reads back equal. Nothing is half-written."""

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from fuerwort.bundle.read import COLUMNS, BundleError, read
from fuerwort.bundle.shapes import Availability, Community, Experience, Member, Request

WORDS = {Availability.FREE: "frei", Availability.LITTLE: "wenig", Availability.FULL: "ausgebucht"}

Item = TypeVar("Item", Member, Experience, Request)


class WriteError(ValueError):
    """The community holds something that no bundle can carry; the folder is as it was."""


def write(community: Community, folder: Path | str) -> None:
    """Write a bundle; docs/rules/bundle.md describes it.

    The files are written beside their place and read back; only when that gives the same community do they move in,
    each in one step.

    Raises
    ------
    WriteError
        An id, list, text, date or number cannot be written so that it reads back the same.
    OSError
        The folder cannot be written to.
    """
    files = {
        "members.csv": _rows(community.members, _member),
        "experiences.csv": _rows(community.experiences, _experience),
        "requests.csv": _rows(community.requests, _request),
    }
    Path(folder).mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".writing-", dir=folder) as beside:
        for file, rows in files.items():
            _write(Path(beside, file), COLUMNS[file], rows)
        _check(Path(beside), community)
        for file in files:
            Path(beside, file).replace(Path(folder, file))


def _rows(items: Iterable[Item], row: Callable[[Item], Mapping[str, str]]) -> list[Mapping[str, str]]:
    rows = []
    for item in items:
        try:
            rows.append(row(item))
        except ValueError as error:
            raise WriteError(f"{type(item).__name__.lower()} {_id(item)!r}: {error}") from None
    return rows


def _id(item: Member | Experience | Request) -> str:
    return str(getattr(item, type(item).__name__.lower()))


def _write(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
    try:
        with path.open("w", encoding="utf-8", newline="") as opened:
            writer = csv.DictWriter(opened, columns)
            writer.writeheader()
            writer.writerows(rows)
    except UnicodeEncodeError as error:
        raise WriteError(f"{path.name}: {error.object[error.start : error.end]!r} is no text") from None


def _check(folder: Path, community: Community) -> None:
    try:
        same = read(folder) == community
    except BundleError as error:
        raise WriteError(str(error)) from None
    if not same:
        raise WriteError("the community would not read back the same")


def _member(m: Member) -> dict[str, str]:
    return {
        "member": m.member,
        "name": m.name,
        "joined": _moment(m.joined),
        "fields": _list(m.fields),
        "skills": _list(m.skills),
        "languages": _list(m.languages),
        "about": m.about,
        "available": WORDS[m.available] + (f" bis {_moment(m.until)}" if m.until else ""),
        "sponsor": m.sponsor or "",
    }


def _experience(e: Experience) -> dict[str, str]:
    return {
        "experience": e.experience,
        "date": _moment(e.date),
        "kind": e.kind,
        "field": e.field,
        "hours": _number(e.hours),
        "participants": _list(e.participants),
        "confirmed_by": _list(e.confirmed_by),
        "text": e.text,
    }


def _request(r: Request) -> dict[str, str]:
    return {
        "request": r.request,
        "date": _moment(r.date),
        "field": r.field,
        "text": r.text,
        "skills": _list(r.skills),
        "size": _number(r.size),
        "asked_by": r.asked_by or "",
        "served_by": _list(r.served_by),
    }


def _list(parts: Iterable[str]) -> str:
    for part in parts:
        if ";" in part or not part or part != part.strip():
            raise ValueError(f'{part!r} cannot stand in a list: it is empty, holds a ";" or has blanks at an end')
    return ";".join(parts)


def _moment(moment: datetime | None) -> str:
    if moment is None:
        return ""
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone")
    utc = moment.astimezone(UTC)
    return utc.date().isoformat() if utc.time() == time() else utc.isoformat().replace("+00:00", "Z")


def _number(number: float) -> str:
    return repr(float(number)).removesuffix(".0")
