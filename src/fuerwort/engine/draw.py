"""Who receives? A draw that nobody can steer and everybody can recompute.

Rule page with the exact bytes, so that anybody can write another implementation: docs/rules/draw.md. The roster is
fixed and its hash published before randomness named in advance is known; everybody has exactly the same chance,
whatever the size of their stratum (systematic sampling, Madow 1949).
"""

import hmac
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction
from hashlib import sha256
from itertools import groupby
from typing import Self

QUICKNET = "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971"
"""The chain of drand that gives a random number every three seconds; its first was given at :data:`GENESIS`."""

GENESIS, PERIOD = 1_692_803_367, 3

HEX = "[0-9a-f]{64}"
SOURCES = (
    rf"drand {HEX} [1-9][0-9]{{0,17}}",
    "numbers [a-z0-9][a-z0-9.-]{0,79}",
    rf"secrets(?: {HEX}){{3,50}}",
)
DATE = "2[0-9]{3}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}Z"
STRATUM = "[a-z0-9][a-z0-9.-]{0,39}"
WHOLE = "[1-9][0-9]{0,5}"
TEXT = re.compile(
    rf"fuerwort draw 1\nratio ({WHOLE}):({WHOLE})\nsource ((?:{'|'.join(SOURCES)}))\ndate ({DATE})\n"
    rf"members ({WHOLE})\n((?:{STRATUM} {HEX}\n)+)"
)
NUMBERS = re.compile("(0|[1-9][0-9]{0,8})( (0|[1-9][0-9]{0,8})){5,19}")
SECRET = re.compile(r"[0-9A-Za-z]{22,64}")


class DrawError(ValueError):
    """A roster nobody can draw from, or randomness that is not what was announced."""


def token(member: str, nonce: str) -> str:
    """The pseudonym of a member in a roster: SHA-256 of ``member|nonce``, the nonce known to them alone."""
    return sha256(f"{member}|{nonce}".encode()).hexdigest()


def round_at(moment: int) -> int:
    """First round of :data:`QUICKNET` that is given at or after a moment, in seconds since 1970."""
    return max(1, -((GENESIS - moment) // PERIOD) + 1)


@dataclass(frozen=True, slots=True)
class Roster:
    """Who takes part, in which stratum, drawn how: what is fixed and published before the randomness is known.

    ``members`` are pairs of stratum and token, in any order; ``ratio`` how many are drawn for how many compared.

    Raises
    ------
    DrawError
        A field has another form than the rule page says, a token comes twice, or nobody would be drawn or compared.
    """

    members: tuple[tuple[str, str], ...]
    source: str
    date: str
    ratio: tuple[int, int] = (1, 1)

    def __post_init__(self) -> None:
        object.__setattr__(self, "members", tuple(sorted(self.members)))
        if not TEXT.fullmatch(self.text):
            raise DrawError("ratio, source, date, strata and tokens must have the form that docs/rules/draw.md gives")
        if again := [one for one, times in Counter(one for _, one in self.members).items() if times > 1]:
            raise DrawError(f"token {again[0]} is in the roster twice")
        if not 0 < self.places < len(self.members):
            raise DrawError(f"{len(self.members)} members at {self.ratio[0]}:{self.ratio[1]} make no two groups")
        self._check_source()

    def _check_source(self) -> None:
        kind, *rest = self.source.split()
        try:
            due = datetime.strptime(self.date, "%Y-%m-%dT%H:%MZ").replace(tzinfo=UTC)
        except ValueError as error:
            raise DrawError(f"there is no {self.date}") from error
        if kind == "secrets" and rest != sorted(set(rest)):
            raise DrawError("secrets are named by different hashes, in order")
        if kind == "drand" and rest[0] == QUICKNET and int(rest[1]) != round_at(int(due.timestamp())):
            raise DrawError(f"at {self.date} comes round {round_at(int(due.timestamp()))}, not {rest[1]}")

    @property
    def places(self) -> int:
        """How many are drawn: the share the ratio gives, rounded down."""
        return len(self.members) * self.ratio[0] // sum(self.ratio)

    @property
    def text(self) -> str:
        """The canonical bytes, as text: ASCII, every line ended by a line feed."""
        head = f"fuerwort draw 1\nratio {self.ratio[0]}:{self.ratio[1]}\nsource {self.source}\ndate {self.date}\n"
        return f"{head}members {len(self.members)}\n" + "".join(f"{stratum} {one}\n" for stratum, one in self.members)

    @property
    def commitment(self) -> str:
        """SHA-256 of the canonical bytes: published before the randomness is known."""
        return sha256(self.text.encode()).hexdigest()

    @classmethod
    def read(cls, text: str) -> Self:
        """Read canonical bytes.

        Raises
        ------
        DrawError
            They are not exactly what :attr:`text` would write.
        """
        found = TEXT.fullmatch(text)
        if not found:
            raise DrawError("this is no roster of a draw, or not to the byte")
        a, b, source, date, _, lines = found.groups()
        members = tuple((line.split(" ")[0], line.split(" ")[1]) for line in lines.splitlines())
        roster = cls(members, source, date, (int(a), int(b)))
        if roster.text != text:
            raise DrawError("members are not counted right or not in order")
        return roster


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the draw says of one token: place in the order of its stratum, counted from 1, and whether it is drawn.

    ``mark`` is what the order goes by; ``drawn_here`` of ``here`` members of the stratum are drawn; ``chance`` was
    everybody's before.
    """

    token: str
    stratum: str
    mark: str
    place: int
    drawn_here: int
    here: int
    chance: Fraction

    @property
    def drawn(self) -> bool:
        """Whether this member receives."""
        return self.place <= self.drawn_here


@dataclass(frozen=True, slots=True)
class Draw:
    """A roster, the randomness revealed for it, and what follows: a receipt for each token, by stratum and place."""

    roster: Roster
    revealed: str
    seed: str
    receipts: tuple[Receipt, ...]

    @property
    def drawn(self) -> tuple[str, ...]:
        """Tokens of those who receive, by stratum and place."""
        return tuple(receipt.token for receipt in self.receipts if receipt.drawn)

    def receipt(self, one: str) -> Receipt:
        """The receipt of a token.

        Raises
        ------
        DrawError
            The token is not in the roster.
        """
        for receipt in self.receipts:
            if receipt.token == one:
                return receipt
        raise DrawError(f"token {one} is not in this roster")


def draw(roster: Roster, revealed: str) -> Draw:
    """Draw with the randomness that was announced: a drand round's 64 hex digits, official numbers, or all secrets.

    >>> members = ("a", "0" * 64), ("a", "1" * 64), ("b", "2" * 64)
    >>> roster = Roster(members, "numbers lotto-2027-01-16", "2027-01-16T19:25Z")
    >>> [one[:4] for one in draw(roster, "3 11 19 27 40 44 8").drawn]
    ['1111']

    Raises
    ------
    DrawError
        The randomness has not the form announced, or a secret is not the one promised.
    """
    _check(roster.source, revealed)
    seed = sha256(f"{roster.commitment}\n{revealed}\n".encode()).digest()
    strata = [(stratum, [one for _, one in group]) for stratum, group in groupby(roster.members, lambda m: m[0])]
    drawn = _share(seed, roster.places, {stratum: len(tokens) for stratum, tokens in strata})
    chance = Fraction(roster.places, len(roster.members))
    receipts = [
        Receipt(one, stratum, mark, place, drawn[stratum], len(tokens), chance)
        for stratum, tokens in strata
        for place, (mark, one) in enumerate(_order(seed, f"token|{stratum}|", tokens), 1)
    ]
    return Draw(roster, revealed, seed.hex(), tuple(receipts))


def _check(source: str, revealed: str) -> None:
    kind, *rest = source.split()
    if kind == "drand" and not re.fullmatch(HEX, revealed):
        raise DrawError("the randomness of a drand round is 64 hex digits")
    if kind == "numbers" and not NUMBERS.fullmatch(revealed):
        raise DrawError("numbers are six to twenty, as announced, with one space between them")
    if kind == "secrets":
        said = revealed.split(" ")
        if not all(SECRET.fullmatch(one) for one in said):
            raise DrawError("secrets are 22 to 64 letters and digits each, with one space between them")
        if [sha256(one.encode()).hexdigest() for one in said] != rest:
            raise DrawError("these are not the secrets that were promised, in the order of their hashes")


def _mark(seed: bytes, said: str) -> str:
    return hmac.digest(seed, said.encode(), "sha256").hex()


def _order(seed: bytes, kind: str, names: Iterable[str]) -> list[tuple[str, str]]:
    return sorted((_mark(seed, kind + name), name) for name in names)


def _share(seed: bytes, places: int, sizes: dict[str, int]) -> dict[str, int]:
    """Places of each stratum: its exact part rounded down or up, up with exactly the chance of what is cut off."""
    n = sum(sizes.values())
    start = int(_mark(seed, "start"), 16) % n
    shares, before = {}, 0
    for _, stratum in _order(seed, "stratum|", sizes):
        whole, rest = divmod(places * sizes[stratum], n)
        shares[stratum] = whole + _marks(before + rest, start, n) - _marks(before, start, n)
        before += rest
    return shares


def _marks(below: int, start: int, step: int) -> int:
    """How many of start, start + step, start + 2 step ... lie below."""
    return (below - start + step - 1) // step
