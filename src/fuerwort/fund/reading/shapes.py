"""What a statement says, in shapes that are the same whatever the file was."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from django.utils.translation import gettext as _

LARGEST = 20 * 1024 * 1024
MOST = 20_000
"""So many bytes and so many movements a file has at most."""


NO_REFERENCE = ("NOTPROVIDED", "NOT PROVIDED", "NONREF", "NICHT ANGEGEBEN", "NICHTANGEGEBEN")
"""What banks write where there is no reference."""


class UnreadableError(ValueError):
    """The file is no statement; the message is a translated sentence."""


class UnknownColumnsError(UnreadableError):
    """The file is a table, but it is not known which columns are the day and the amount; ``header`` lists them."""

    def __init__(self, header: Sequence[str]) -> None:
        super().__init__(_("It is not clear which columns of this file are the day and the amount. Please say it."))
        self.header = header


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in the file that cannot be right; ``place`` is a line (CSV) or the number of an entry (camt)."""

    place: int
    reason: str


@dataclass(frozen=True, slots=True)
class Said:
    """Who paid or was paid, and what they wrote; kept sealed."""

    name: str = ""
    iban: str = ""
    text: str = ""
    end_to_end: str = ""
    """What whoever ordered the payment called it: how a payment of ours is known again."""
    returned: str = ""
    """Why the bank sent it back (ISO code), if it did."""
    booked: str = ""
    """What the bank itself calls this booking, if it says so."""

    def stored(self) -> str:
        """As it is sealed."""
        return json.dumps({key: value for key, value in asdict(self).items() if value}, ensure_ascii=False)

    @staticmethod
    def of(stored: str) -> "Said":
        """Read :meth:`stored` back."""
        return Said(**json.loads(stored or "{}"))


@dataclass(frozen=True, slots=True)
class Movement:
    """One line of a statement; ``cents`` above zero came in, below zero left."""

    place: int
    on: date
    cents: int
    said: Said


@dataclass(frozen=True)
class Stated:
    """A whole statement. ``opening`` and ``closing`` are None where the file does not say them."""

    form: str
    movements: Sequence[Movement]
    problems: Sequence[Problem]
    iban: str = ""
    opening: int | None = None
    closing: int | None = None
    pending: int = 0
    """Entries that are announced and not booked; passed over."""
    mapping: Mapping[str, str] | None = None
    """What each column of a CSV was taken for."""
