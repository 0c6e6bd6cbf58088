"""A list of members from other software (Cobot, Nexudus, a spreadsheet) -> guests, and every problem with its line.

Rule page: docs/rules/roster.md. Nothing is written here; what nobody may import (birthdays) has no place to go.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils.translation import gettext as _

LARGEST = 5 * 1024 * 1024
MOST_ROWS = 5_000

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "outside_id": ("member", "membershipid", "memberid", "id", "coworkerid", "mitgliedsnummer"),
    "name": ("name", "fullname", "membername", "coworkerfullname", "vollername"),
    "first_name": ("firstname", "vorname", "givenname"),
    "last_name": ("lastname", "nachname", "surname", "familyname"),
    "email": ("email", "emailaddress", "mail", "coworkeremail", "emailadresse"),
    "joined": ("joined", "confirmedat", "startdate", "membersince", "createdon", "registrationdate", "mitgliedseit"),
    "left": ("canceledat", "cancelledat", "canceledto", "cancellationdate", "gekuendigtzum"),
    "published": ("published", "profileispublic", "ispublished", "showindirectory", "veroeffentlicht"),
    "about": ("aboutme", "about", "profilesummary", "bio", "uebermich"),
    "skills": ("skills", "profiletags", "tags", "faehigkeiten"),
    "languages": ("languages", "sprachen"),
    "fields": ("fields", "fachgebiete"),
    "phone": ("phone", "mobilephone", "telephone", "phonenumber", "telefon"),
    "website": ("website", "profilewebsite", "webseite", "homepage"),
}
"""What a column can mean, and how other software and people call it, written together in small letters."""

LONGEST_CELL = 100_000
YES = {"true", "yes", "ja", "1", "y", "x", "published"}
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


class RosterError(ValueError):
    """The file cannot be read at all; the message is a translated sentence."""


class NamelessError(RosterError):
    """The file is a table, but no column is known to be the name; ``header`` lists them."""

    def __init__(self, header: Sequence[str]) -> None:
        super().__init__(_("No column of this file is the name. Choose which one it is, or check the first line."))
        self.header = header


@dataclass(frozen=True, slots=True)
class Guest:
    """One row that can be invited. Of an unpublished profile only name, address and day come along."""

    name: str
    email: str
    outside_id: str = ""
    joined: datetime | None = None
    about: str = ""
    skills: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    phone: str = ""
    website: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    line: int
    reason: str


@dataclass(frozen=True)
class Roster:
    """``mapping`` says for each column of the file what it means ("" where it is left out)."""

    mapping: Mapping[str, str]
    guests: Sequence[Guest]
    problems: Sequence[Problem]
    left: int = 0
    """Rows of members who have cancelled; they are passed over."""


@dataclass
class _Reading:
    mapping: Mapping[str, str]
    problems: list[Problem] = field(default_factory=list)
    guests: list[Guest] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    left: int = 0


def read_roster(data: bytes, mapping: Mapping[str, str] | None = None) -> Roster:
    """Read a CSV file; without ``mapping`` the columns are guessed by their names.

    Raises
    ------
    RosterError
        The file is empty, too large, no text, or no column can be a name.
    """
    header, rows = _table(_text(data))
    mapping = {name: (mapping or {}).get(name, "") for name in header} if mapping else guess(header)
    meant = {what for what in mapping.values() if what}
    if "name" not in meant and not {"first_name", "last_name"} <= meant:
        raise NamelessError(header)
    reading = _Reading(mapping)
    for line, cells in rows:
        _row(reading, line, header, cells)
    return Roster(mapping, reading.guests, reading.problems, reading.left)


def guess(header: Sequence[str]) -> dict[str, str]:
    """What each column means, by its name; each meaning once, the first column that fits.

    >>> guess(["Full Name", "E-Mail", "Birthday"])
    {'Full Name': 'name', 'E-Mail': 'email', 'Birthday': ''}
    """
    found: dict[str, str] = {}
    for name in header:
        bare = re.sub(r"[^a-z]", "", name.lower().translate(_UMLAUTS))
        what = next((key for key, names in COLUMNS.items() if bare in names), "")
        found[name] = "" if what in found.values() else what
    return found


def _text(data: bytes) -> str:
    if not data.strip():
        raise RosterError(_("This file is empty."))
    if len(data) > LARGEST:
        raise RosterError(_("This file is larger than 5 MB. A list of members is much smaller: is it the right one?"))
    if b"\0" in data or data.startswith(b"PK"):
        raise RosterError(_("This is no CSV file. In your spreadsheet choose “Save as” and then “CSV UTF-8”."))
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise RosterError(_("This file is not written in UTF-8. In your spreadsheet choose “CSV UTF-8”."))


def _table(text: str) -> tuple[list[str], Iterator[tuple[int, list[str]]]]:
    first = text.split("\n", 1)[0]
    mark = max(",;\t", key=first.count)
    rows = _rows(text, mark)
    _line, header = next(rows, (1, []))
    if not header:  # separators, blanks and quotes, and nothing else
        raise RosterError(_("This file is empty."))
    if len(set(header)) < len(header):
        raise RosterError(_("Two columns of this file have the same name. Rename one of them."))
    return header, rows


def _rows(text: str, mark: str) -> Iterator[tuple[int, list[str]]]:
    """Each row that is not empty, with the line it starts on."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    line, count = 1, 0
    try:
        for cells in reader:
            if max(map(len, cells), default=0) > LONGEST_CELL:  # the reader's own limit is one for the whole process
                raise csv.Error("too long")
            if any(cell.strip() for cell in cells):
                count += 1
                yield line, [cell.strip() for cell in cells]
            if count > MOST_ROWS:
                raise RosterError(_("This file has more than 5,000 rows. Divide it into several."))
            line = reader.line_num + 1
    except csv.Error as error:
        raise RosterError(_("Line %(line)s cannot be read as CSV.") % {"line": line}) from error


def _row(reading: _Reading, line: int, header: Sequence[str], cells: Sequence[str]) -> None:
    if len(cells) != len(header):
        reason = _("%(found)s cells where the first line has %(wanted)s.")
        reading.problems.append(Problem(line, reason % {"found": len(cells), "wanted": len(header)}))
        return
    row = {what: cell for cell, what in zip(cells, reading.mapping.values(), strict=True) if what}
    if row.get("left"):
        reading.left += 1
        return
    try:
        guest = _guest(row)
        _once(reading, guest)
    except RosterError as error:
        reading.problems.append(Problem(line, str(error)))
        return
    reading.guests.append(guest)


def _once(reading: _Reading, guest: Guest) -> None:
    for key in filter(None, (guest.email.lower(), guest.outside_id and f"id {guest.outside_id}")):
        if key in reading.seen:
            raise RosterError(_("“%(what)s” stands in this file twice.") % {"what": key.removeprefix("id ")})
        reading.seen.add(key)


def _guest(row: Mapping[str, str]) -> Guest:
    name = row.get("name") or " ".join(filter(None, (row.get("first_name"), row.get("last_name"))))
    if not name:
        raise RosterError(_("The name is missing."))
    if len(name) > 120:
        raise RosterError(_("The name is longer than 120 letters."))
    known = Guest(name, _email(row.get("email", "")), row.get("outside_id", "")[:120], _day(row.get("joined", "")))
    if "published" in row and row["published"].lower() not in YES:
        return known
    return Guest(
        known.name, known.email, known.outside_id, known.joined,
        about=row.get("about", ""),
        skills=_list(row.get("skills", "")),
        languages=_list(row.get("languages", "")),
        fields=_list(row.get("fields", "")),
        phone=row.get("phone", "")[:60],
        website=_website(row.get("website", "")),
    )  # fmt: skip


def _email(text: str) -> str:
    if text:
        try:
            validate_email(text)
        except ValidationError:
            raise RosterError(_("“%(text)s” is no e-mail address.") % {"text": text}) from None
    return text


def _website(text: str) -> str:
    if not text:
        return ""
    whole = text if "://" in text else f"https://{text}"
    try:
        URLValidator(schemes=["http", "https"])(whole)
    except ValidationError:
        raise RosterError(_("“%(text)s” is no address of a website.") % {"text": text}) from None
    return whole


def _day(text: str) -> datetime | None:
    if not text:
        return None
    for form in (None, "%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y %H:%M:%S"):
        try:
            moment = datetime.strptime(text, form).replace(tzinfo=UTC) if form else datetime.fromisoformat(text)
        except ValueError:
            continue
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    raise RosterError(_("“%(text)s” is no day such as 2026-03-16 or 16.03.2026.") % {"text": text})


def _list(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip()[:60] for part in re.split(r"[;,|]", text) if part.strip()))
