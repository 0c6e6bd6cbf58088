"""Bank statements as CSV, in the shapes German banks write: semicolons, Windows-1252, decimal commas, lines on top.

Which column means what is found by its name and can be said by hand; docs/rules/statements.md lists the names.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.translation import gettext as _

from fuerwort.fund.money import LARGEST
from fuerwort.fund.reading.shapes import (
    MOST,
    NO_REFERENCE,
    Movement,
    Problem,
    Said,
    Stated,
    UnknownColumnsError,
    UnreadableError,
)

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "on": ("buchungstag", "buchungsdatum", "buchung", "datum", "date", "bookingdate", "valutadatum", "valuta"),
    "amount": ("betrag", "betrageur", "betragineur", "umsatz", "umsatzeur", "umsatzineur", "amount", "amounteur"),
    "out": ("soll", "lastschrift", "belastung", "debit", "ausgang"),
    "in": ("haben", "gutschrift", "credit", "eingang"),
    "sign": ("sollhaben", "sh", "habensoll"),
    "payer": ("zahlungspflichtiger", "zahlungspflichtige", "auftraggeber", "auftraggeberin"),
    "payee": ("zahlungsempfaenger", "zahlungsempfaengerin", "empfaenger", "empfaengerin"),
    "name": ("beguenstigterzahlungspflichtiger", "namezahlungsbeteiligter", "auftraggeberempfaenger",
             "auftraggeberbeguenstigter", "empfaengerauftraggeber", "partnername", "name", "payee",
             "zahlungsbeteiligter"),
    "iban": ("kontonummeriban", "ibanzahlungsbeteiligter", "partneriban", "iban", "gegenkonto", "kontonummer"),
    "text": ("verwendungszweck", "vorgangverwendungszweck", "paymentreference", "zahlungsreferenz", "umsatztext",
             "beschreibung", "reference"),
    "end_to_end": ("kundenreferenzendtoend", "endtoendreferenz", "endtoendid", "kundenreferenz"),
    "own": ("auftragskonto", "ibanauftragskonto", "eigeneiban"),
    "currency": ("waehrung", "currency"),
    "state": ("info", "status"),
    "balance": ("saldo", "saldonachbuchung", "saldoeur", "balance"),
}  # fmt: skip
"""What a column can mean, and how banks call it, in small letters without anything between them."""

ON_TOP = 40
"""Lines that may stand above the header."""
LONGEST_CELL = 10_000
NO_CELL = 131_072
"""A cell without end: the rest of the file cannot be trusted. The csv module has one limit for the whole process."""
DAYS = ("%d.%m.%Y", "%d.%m.%y", "%Y-%m-%d", "%d/%m/%Y")
NOT_BOOKED = ("vorgemerkt", "pending", "offen")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_AMOUNT = re.compile(r"([+-]?)(\d{1,3}(?:[.' ]\d{3})*|\d{1,3}(?:,\d{3})+|\d+)(?:([.,])(\d{1,2}))?([+-]?)")
_TAG = re.compile(r"\b(EREF|KREF|MREF|CRED|DEBT|SVWZ|ABWA|ABWE|IBAN|BIC)\+")


class _OddError(ValueError):
    """A row that cannot be right; the message is a translated sentence."""


@dataclass
class _Reading:
    mapping: Mapping[str, str]
    movements: list[Movement] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    balances: list[int | None] = field(default_factory=list)
    owners: set[str] = field(default_factory=set)
    pending: int = 0


def read(data: bytes, mapping: Mapping[str, str] | None = None) -> Stated:
    """Read a CSV; without ``mapping`` the columns are known by their names.

    Raises
    ------
    UnreadableError
        It is no text or no table.
    UnknownColumnsError
        It is a table, but no column is known to be the day or the amount.
    """
    header, rows = _table(_text(data))
    meant = {name: (mapping or {}).get(name, "") for name in header} if mapping else guess(header)
    if not complete(meant.values()):
        raise UnknownColumnsError(header)
    reading = _Reading(meant)
    for line, cells in rows:
        if len(reading.movements) >= MOST:
            raise UnreadableError(_("This file has too many entries. Ask your bank for a shorter time."))
        try:
            _row(reading, line, dict(zip(header, cells, strict=False)))
        except _OddError as odd:
            reading.problems.append(Problem(line, str(odd)))
    return _stated(reading)


def _stated(reading: _Reading) -> Stated:
    opening, closing = _ends(reading)
    owners = {iban for iban in reading.owners if iban}
    if len(owners) > 1:
        raise UnreadableError(_("This file holds statements of several accounts. Take them in one at a time."))
    own = owners.pop() if owners else ""
    return Stated("csv", reading.movements, reading.problems, own, opening, closing, reading.pending, reading.mapping)


def complete(meanings: Iterable[str]) -> bool:
    """Whether a day and an amount are among them."""
    found = set(meanings)
    return "on" in found and ("amount" in found or {"in", "out"} <= found)


def guess(header: Sequence[str]) -> dict[str, str]:
    """What each column means, by its name; each meaning once, the best name for it.

    >>> guess(["Buchungstag", "Valutadatum", "Verwendungszweck", "Betrag (€)"])
    {'Buchungstag': 'on', 'Valutadatum': '', 'Verwendungszweck': 'text', 'Betrag (€)': 'amount'}
    """
    bare = {name: re.sub(r"[^a-z]", "", name.lower().translate(_UMLAUTS)) for name in header}
    found = dict.fromkeys(header, "")
    for what, names in COLUMNS.items():
        best = min(
            (n for n in header if bare[n] in names and not found[n]), key=lambda n: names.index(bare[n]), default=""
        )
        if best:
            found[best] = what
    return found


def _text(data: bytes) -> str:
    encodings = ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise UnreadableError(_("This is no text that can be read. Ask your bank for camt.053 or CSV."))


def _table(text: str) -> tuple[list[str], Iterator[tuple[int, list[str]]]]:
    """The header is the first row whose names are known; else the longest of the first rows, for a human to say."""
    head = text.split("\n", ON_TOP)[:ON_TOP]
    mark = max(";\t,", key=lambda mark: max((line.count(mark) for line in head), default=0))
    rows = _rows(text, mark)
    widest: tuple[int, list[str]] = (0, [])
    for _count, (line, cells) in zip(range(ON_TOP), rows, strict=False):
        names = [cell.strip() for cell in cells]
        if complete(guess(names).values()):
            return _unique(names), rows
        if len(names) > len(widest[1]):
            widest = (line, names)
    if len(widest[1]) < 2:
        raise UnreadableError(_("This is no table with a day and an amount. Ask your bank for camt.053 or CSV."))
    below = ((line, cells) for line, cells in _rows(text, mark) if line > widest[0])
    return _unique(widest[1]), below


def _unique(header: Sequence[str]) -> list[str]:
    """Some banks write a name twice, or none: what comes later is called by its place."""
    return [name if name and name not in header[:at] else f"{name} {at + 1}".strip() for at, name in enumerate(header)]


def _rows(text: str, mark: str) -> Iterator[tuple[int, list[str]]]:
    """Each row that is not empty, with the line it starts on."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    line = 1
    try:
        for cells in reader:
            if any(len(cell) > NO_CELL for cell in cells):
                raise csv.Error(f"field larger than field limit ({NO_CELL})")
            if any(cell.strip() for cell in cells):
                yield line, cells
            line = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableError(
            _("Line %(line)s cannot be read: %(reason)s.") % {"line": line, "reason": error}
        ) from error


def _row(reading: _Reading, line: int, cells: Mapping[str, str]) -> None:
    said = {what: cells.get(name, "").strip() for name, what in reading.mapping.items() if what}
    if any(len(cell) > LONGEST_CELL for cell in said.values()):
        raise _OddError(_("A cell of this row is far too long."))
    if any(word in said.get("state", "").lower() for word in NOT_BOOKED):
        reading.pending += 1
        return
    if said.get("currency", "EUR").upper() not in {"EUR", "€", ""}:
        raise _OddError(_("The amount is in %(currency)s; the fund counts in EUR.") % {"currency": said["currency"]})
    movement = Movement(line, _day(said["on"]), _amount(said), _said(said))
    if movement.cents:
        reading.movements.append(movement)
        reading.balances.append(_cents(said["balance"]) if said.get("balance") else None)
        reading.owners.add(said.get("own", "").replace(" ", "").upper())


def _said(said: Mapping[str, str]) -> Said:
    cents = _amount(said)
    name = said.get("name") or said.get("payer" if cents > 0 else "payee", "")
    iban = re.sub(r"\s", "", said.get("iban", "")).upper()
    text = " ".join(_TAG.sub(" ", said.get("text", "")).split())
    named = said.get("end_to_end", "")
    return Said(name=" ".join(name.split())[:140], iban=iban[:34], text=text[:700],
                end_to_end="" if named.upper() in NO_REFERENCE else named[:35])  # fmt: skip


def _amount(said: Mapping[str, str]) -> int:
    if "amount" in said:
        cents = _cents(said["amount"])
        return -abs(cents) if said.get("sign", "").upper().startswith("S") else cents
    came, left = said.get("in", ""), said.get("out", "")
    if bool(came) == bool(left):
        raise _OddError(_("This row has no amount, or two."))
    return abs(_cents(came)) if came else -abs(_cents(left))


def _cents(text: str) -> int:
    found = _AMOUNT.fullmatch(re.sub(r"\s|€|EUR", "", text.replace("−", "-")))
    if found is None or (found[1] and found[5]):
        raise _OddError(_("“%(text)s” is no amount.") % {"text": text[:40]})
    sign, whole, _mark, rest, after = found.groups()
    cents = int(re.sub(r"\D", "", whole)) * 100 + int((rest or "").ljust(2, "0"))
    if cents > LARGEST:
        raise _OddError(_("“%(text)s” is no amount.") % {"text": text[:40]})
    return -cents if "-" in (sign, after) else cents


def _day(text: str) -> date:
    for shape in DAYS:
        try:
            return datetime.strptime(text[:10], shape).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    raise _OddError(_("“%(text)s” is no day.") % {"text": text[:40]})


def _ends(reading: _Reading) -> tuple[int | None, int | None]:
    """First and last balance, when each row says the balance after it and all of them follow each other."""
    cents = [movement.cents for movement in reading.movements]
    for order in (1, -1):
        amounts, after = cents[::order], reading.balances[::order]
        if after and all(
            one is not None and two is not None and one + moved == two
            for one, two, moved in zip(after, after[1:], amounts[1:], strict=False)
        ):
            first = after[0]
            return (None, None) if first is None else (first - amounts[0], after[-1])
    return None, None
