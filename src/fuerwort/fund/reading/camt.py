"""camt.053, the statement of an account as XML (ISO 20022), versions 02 to 12.

The parser refuses document types, entities and anything outside the file before it looks at a single entry.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.utils.translation import gettext as _

from fuerwort.fund.money import LARGEST, euros
from fuerwort.fund.reading.shapes import MOST, NO_REFERENCE, Movement, Problem, Said, Stated, UnreadableError

_KIND = re.compile(r"\{urn:iso:std:iso:20022:tech:xsd:camt\.(05[234])\.001\.(\d\d)\}Document")
_CURRENCY = "EUR"


class _OddError(ValueError):
    """An entry that cannot be right; the message is a translated sentence."""


@dataclass
class _Reading:
    space: str
    movements: list[Movement] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    pending: int = 0
    place: int = 0

    def path(self, names: str) -> str:
        return "/".join(self.space + name for name in names.split("/"))

    def find(self, element: Element, *paths: str) -> Element | None:
        """The first of several paths that is there: versions differ in them."""
        return next((e for p in paths if (e := element.find(self.path(p))) is not None), None)

    def text(self, element: Element, *paths: str) -> str:
        """The words there, on one line; empty when there are none."""
        found = self.find(element, *paths)
        return " ".join((found.text or "").split()) if found is not None else ""

    def all(self, element: Element, names: str) -> list[Element]:
        return element.findall(self.path(names))


def read(data: bytes) -> Stated:
    """Read the statements of one account.

    Raises
    ------
    UnreadableError
        It is no camt.053, or one that tries to harm.
    """
    root = _root(data)
    found = _KIND.fullmatch(root.tag)
    if found is None:
        raise UnreadableError(_("This XML is no statement of an account. Ask your bank for camt.053."))
    if found[1] != "053":
        raise UnreadableError(
            _("This is camt.%(kind)s, which only announces. Ask your bank for the statement, camt.053.")
            % {"kind": found[1]}
        )
    reading = _Reading(root.tag.removesuffix("Document"))
    statements = reading.all(root, "BkToCstmrStmt/Stmt")
    if not statements:
        raise UnreadableError(_("There is no statement in this file."))
    return _stated(reading, statements)


def _root(data: bytes) -> Element:
    try:
        return fromstring(data, forbid_dtd=True)  # type: ignore[no-any-return]
    except DefusedXmlException as harm:
        raise UnreadableError(
            _("This file was refused: it brings a document type or entities, which no bank's statement has.")
        ) from harm
    except (ParseError, ValueError, LookupError) as error:  # LookupError: an encoding nobody knows
        raise UnreadableError(
            _("This XML is damaged: %(reason)s. Download the statement again.") % {"reason": error}
        ) from error


def _stated(reading: _Reading, statements: list[Element]) -> Stated:
    ibans = {reading.text(one, "Acct/Id/IBAN") for one in statements}
    if len(ibans) > 1:
        raise UnreadableError(_("This file holds statements of several accounts. Take them in one at a time."))
    opening = closing = None
    for one in sorted(statements, key=lambda one: reading.text(one, "FrToDt/FrDtTm", "CreDtTm")):
        first, last = _balance(reading, one, "OPBD", "PRCD"), _balance(reading, one, "CLBD")
        if closing is not None and first is not None and first != closing:
            _problem(reading, _("A statement is missing in between: the one before ends with %(end)s, this one begins "
                                "with %(start)s."), end=closing, start=first)  # fmt: skip
        before = sum(movement.cents for movement in reading.movements)
        _entries(reading, one)
        moved = sum(movement.cents for movement in reading.movements) - before
        if first is not None and last is not None and not reading.problems and first + moved != last:
            _problem(reading, _("The entries do not lead from the first balance %(start)s to the last %(end)s."),
                     start=first, end=last)  # fmt: skip
        opening, closing = (first if opening is None else opening), last
    return Stated("camt.053", reading.movements, reading.problems, ibans.pop(), opening, closing, reading.pending)


def _problem(reading: _Reading, sentence: str, **amounts: int) -> None:
    reason = sentence % {name: euros(cents) for name, cents in amounts.items()}
    reading.problems.append(Problem(reading.place, reason))


def _balance(reading: _Reading, statement: Element, *codes: str) -> int | None:
    for balance in reading.all(statement, "Bal"):
        if reading.text(balance, "Tp/CdOrPrtry/Cd") in codes:
            try:
                return _signed(reading, balance, "Amt")
            except _OddError as odd:
                reading.problems.append(Problem(reading.place, str(odd)))
    return None


def _entries(reading: _Reading, statement: Element) -> None:
    for entry in reading.all(statement, "Ntry"):
        reading.place += 1
        if reading.place > MOST:
            raise UnreadableError(_("This file has too many entries. Ask your bank for a shorter time."))
        if reading.text(entry, "Sts/Cd", "Sts") != "BOOK":
            reading.pending += 1
            continue
        try:
            reading.movements += [m for m in _movements(reading, entry) if m.cents]
        except _OddError as odd:
            reading.problems.append(Problem(reading.place, str(odd)))


def _movements(reading: _Reading, entry: Element) -> Iterator[Movement]:
    """One for each payment of a collective entry whose amounts are said and add up, otherwise one for the entry."""
    cents, on = _signed(reading, entry, "Amt"), _day(reading, entry)
    details = reading.all(entry, "NtryDtls/TxDtls")
    if len(details) > 1:
        parts = [_part(reading, one, cents) for one in details]
        if None not in parts and sum(part or 0 for part in parts) == cents:
            for one, part in zip(details, parts, strict=True):
                yield _movement(reading, one, on, part or 0)
            return
    extra = reading.text(entry, "AddtlNtryInf")
    file = reading.text(entry, "NtryDtls/Btch/PmtInfId", "NtryDtls/Btch/MsgId")
    booked = reading.text(entry, "AcctSvcrRef")
    yield _movement(reading, details[0] if len(details) == 1 else entry, on, cents, extra, file, booked)


def _movement(
    reading: _Reading, one: Element, on: date, cents: int, extra: str = "", file: str = "", booked: str = ""
) -> Movement:
    side = ("Dbtr", "Cdtr") if cents > 0 else ("Cdtr", "Dbtr")
    returned = reading.text(one, "RtrInf/Rsn/Cd", "RtrInf/Rsn/Prtry")
    other = side[1] if returned else side[0]
    texts = [" ".join((e.text or "").split()) for e in reading.all(one, "RmtInf/Ustrd")]
    texts.append(reading.text(one, "RmtInf/Strd/CdtrRefInf/Ref"))
    said = Said(
        name=reading.text(one, f"RltdPties/{other}/Nm", f"RltdPties/{other}/Pty/Nm")[:140],
        iban=reading.text(one, f"RltdPties/{other}Acct/Id/IBAN"),
        text=(" ".join(filter(None, texts)) or extra)[:700],
        end_to_end=(_named(reading.text(one, "Refs/EndToEndId")) or file)[:35],
        returned=returned,
        booked=(_named(reading.text(one, "Refs/AcctSvcrRef")) or _named(booked))[:35],
    )
    return Movement(reading.place, on, cents, said)


def _named(reference: str) -> str:
    """A reference, unless it is one of the words by which banks say that there is none."""
    return "" if reference.upper() in NO_REFERENCE else reference


def _part(reading: _Reading, detail: Element, whole: int) -> int | None:
    """The amount of one payment in a collective entry."""
    amount = reading.find(detail, "Amt", "AmtDtls/TxAmt/Amt")
    if amount is None:
        return None
    direction = reading.text(detail, "CdtDbtInd")
    sign = {"CRDT": 1, "DBIT": -1}.get(direction, 1 if whole > 0 else -1)
    return sign * _cents(amount)


def _signed(reading: _Reading, element: Element, name: str) -> int:
    amount, direction = reading.find(element, name), reading.text(element, "CdtDbtInd")
    if amount is None or direction not in {"CRDT", "DBIT"}:
        raise _OddError(_("An amount or its direction is missing."))
    return _cents(amount) * (1 if direction == "CRDT" else -1)


def _cents(amount: Element) -> int:
    currency, text = amount.get("Ccy", ""), (amount.text or "").strip()
    if currency != _CURRENCY:
        raise _OddError(_("The amount is in %(currency)s; the fund counts in EUR.") % {"currency": currency or "?"})
    try:
        value = Decimal(text) * 100 if re.fullmatch(r"\d{1,15}(\.\d{1,5})?", text) else Decimal("NaN")
        cents = int(value) if value == value.to_integral_value() else -1
    except (InvalidOperation, ValueError):
        cents = -1
    if not 0 <= cents <= LARGEST:
        raise _OddError(_("“%(text)s” is no amount in whole cents.") % {"text": text[:40]})
    return cents


def _day(reading: _Reading, entry: Element) -> date:
    text = reading.text(entry, "BookgDt/Dt", "BookgDt/DtTm", "ValDt/Dt", "ValDt/DtTm")
    try:
        return date.fromisoformat(text[:10])
    except ValueError as wrong:
        raise _OddError(_("“%(text)s” is no day.") % {"text": text[:40]}) from wrong
