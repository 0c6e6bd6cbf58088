"""Small drawings whose geometry is arithmetic: the bars of a book, threads between people, a QR code."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import qrcode

THICK = (("many", 6), ("several", 3), ("some", 1))
"""How often two people did something together, and the thread that shows it."""


@dataclass(frozen=True)
class Bar:
    """One balance, in percent of the whole width: zero stands at 50."""

    start: float
    width: float
    owed: bool
    own: bool


def bars(balances: Sequence[int], mine: int = -1) -> list[Bar]:
    """Largest credit first; the largest balance on either side reaches the edge."""
    order = sorted(range(len(balances)), key=lambda i: (-balances[i], i != mine))
    return [replace(bar, own=i == mine) for i, bar in zip(order, in_order([balances[i] for i in order]), strict=True)]


def in_order(balances: Sequence[int]) -> list[Bar]:
    """As they come, all on one scale."""
    largest = max((abs(balance) for balance in balances), default=0) or 1
    return [_bar(balance, largest, False) for balance in balances]


def _bar(balance: int, largest: int, own: bool) -> Bar:
    width = round(50 * abs(balance) / largest, 2)
    return Bar(50.0 if balance >= 0 else round(50 - width, 2), width, balance > 0, own)


def moves(rows: Sequence[Any]) -> list[tuple[Bar, Bar]]:
    """For each row its bar before and after, all on one scale; a row has ``before`` and ``after``."""
    largest = max((abs(value) for row in rows for value in (row.before, row.after)), default=0) or 1
    return [(_bar(row.before, largest, False), _bar(row.after, largest, False)) for row in rows]


@dataclass(frozen=True)
class Colleague:
    """Somebody the viewer has worked with, and how often, by kind: cooperation, learning, care."""

    name: str
    text: str
    url: str = ""
    times: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Thread:
    """One curve from the viewer (left, middle) to a colleague's row, in a box of 100 x 100."""

    path: str
    kind: str
    strength: str


def threads(colleagues: Sequence[Colleague]) -> list[Thread]:
    """One thread for each kind of shared experience; several to the same person run side by side."""
    return [thread for row, one in enumerate(colleagues) for thread in _to(one, (row + 0.5) / len(colleagues) * 100)]


def _to(colleague: Colleague, y: float) -> list[Thread]:
    kinds = [(kind, times) for kind, times in colleague.times.items() if times]
    offsets = [1.6 * (i - (len(kinds) - 1) / 2) for i in range(len(kinds))]
    return [
        Thread(f"M0 {50 + off:.2f}C55 {50 + off:.2f} 45 {y + off:.2f} 100 {y + off:.2f}", kind, strength(times))
        for off, (kind, times) in zip(offsets, kinds, strict=True)
    ]


def strength(times: int) -> str:
    return next((word for word, least in THICK if times >= least), "some")


def qr(text: str) -> tuple[int, str]:
    """Side in modules, quiet zone included, and one path of all dark modules."""
    code = qrcode.QRCode(border=2, error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(text)
    code.make()
    matrix = code.get_matrix()
    return len(matrix), "".join(_runs(matrix))


def _runs(matrix: Sequence[Sequence[bool]]) -> Iterable[str]:
    for y, row in enumerate(matrix):
        for x, dark in enumerate(row):
            if dark:
                yield f"M{x} {y}h1v1h-1z"
