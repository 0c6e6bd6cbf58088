"""The file a bank takes: a SEPA credit transfer (pain.001), the same bytes whenever it is made, checked by its schema.

sepaxml writes and validates it; what it would draw by chance or read from the clock is given here.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from xml.etree.ElementTree import SubElement

from sepaxml import SepaTransfer
from sepaxml.validation import ValidationError

FORMS = ("pain.001.001.09", "pain.001.001.03")
"""The form of today first; the one before is what some banks still ask for."""

READABLE = str.maketrans({
    "ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "Ae",
    "ø": "o", "Ø": "O", "œ": "oe", "Œ": "Oe", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "þ": "th", "ı": "i",
    "&": "+", "–": "-", "—": "-", "’": "'", "‘": "'", "_": "-", "@": "(at)", "€": "EUR", ";": ",", "*": ".",
})  # fmt: skip
"""How letters are written that a bank does not take, so that people still read their name."""

_OUTSIDE = re.compile(r"[^A-Za-z0-9/\-?:().,'+ ]")


class FileRefused(ValueError):
    """No file can be made of this: a name without a letter, or what the schema of the banks refuses."""


@dataclass(frozen=True, slots=True)
class Account:
    """Whose account; ``bic`` is needed only outside the European area."""

    holder: str
    iban: str
    bic: str = ""


@dataclass(frozen=True, slots=True)
class Transfer:
    """One payment. ``reference`` comes back in the bank's statement and says nothing about the person."""

    reference: str
    to: Account
    cents: int
    text: str


@dataclass(frozen=True, slots=True)
class Order:
    """All payments of one run; ``message`` names it, so that a bank refuses the same one twice."""

    message: str
    made_at: datetime
    on: date
    by: Account
    transfers: Sequence[Transfer]


def readable(text: str, most: int = 70) -> str:
    """A text in the letters that every European bank takes: Jürgen Groß becomes Juergen Gross.

    >>> readable("Jürgen Groß & Łucja Żak")
    'Juergen Gross + Lucja Zak'
    """
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFC", text).translate(READABLE))
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(_OUTSIDE.sub(" ", bare).split())[:most].strip()


def file_of(order: Order, form: str = FORMS[0]) -> bytes:
    """The XML of one order.

    Raises
    ------
    FileRefused
        There is nothing to pay, a name has no letter that a bank takes, or the schema refuses it.
    """
    if form not in FORMS or not order.transfers:
        raise FileRefused(f"no {form} file with {len(order.transfers)} payments")
    made = _Order(order, form)
    for transfer in order.transfers:
        made.add_payment(_payment(transfer, order.on))
    try:
        return bytes(made.export(validate=True))
    except ValidationError as wrong:
        raise FileRefused(f"the schema {form} refuses it") from wrong


def _payment(transfer: Transfer, on: date) -> dict[str, Any]:
    name = readable(transfer.to.holder)
    if not name or transfer.cents <= 0:
        raise FileRefused(f"{transfer.reference} has no name or no amount that a bank takes")
    return {
        "name": name,
        "IBAN": transfer.to.iban,
        "amount": transfer.cents,
        "execution_date": on,
        "description": readable(transfer.text, 140) or "-",
        "endtoend_id": transfer.reference,
        **({"BIC": transfer.to.bic} if transfer.to.bic else {}),
    }


class _Order(SepaTransfer):  # type: ignore[misc] # sepaxml publishes no types
    """A transfer whose names and times are those of the order."""

    def __init__(self, order: Order, form: str) -> None:
        self.order = order
        by = {"name": readable(order.by.holder), "IBAN": order.by.iban, "batch": True, "currency": "EUR"}
        super().__init__(by | ({"BIC": order.by.bic} if order.by.bic else {}), schema=form, clean=False)

    def _create_header(self) -> None:
        self.msg_id = self.order.message
        super()._create_header()
        for moment in self._xml.iter("CreDtTm"):
            moment.text = self.order.made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")

    def _finalize_batch(self) -> None:
        super()._finalize_batch()
        for number, name in enumerate(self._xml.iter("PmtInfId"), 1):
            name.text = f"{self.order.message}-{number}"
        for bank in self._xml.iter("FinInstnId"):
            if not len(bank):  # by its IBAN alone, as the German banks agreed to say it
                SubElement(SubElement(bank, "Othr"), "Id").text = "NOTPROVIDED"
