"""Whom a client is named, in each regime: one name of every call, many calls of different fields at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from fuerwort.engine import batch
from fuerwort.engine.chances import Book
from fuerwort.engine.shapes import ChanceRule, FitRule

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

NOBODY = -1


@dataclass(frozen=True, slots=True)
class Calls:
    """n calls, at most one a book; every matrix is (n, seats of the field).

    ``free``: who can be named at all; ``tie``: how well whoever passes it on knows them; ``quality`` and ``got``: of
    the members; ``fame``: (n, 1); ``u``: (n,) the client's own chance.
    """

    names: Sequence[str]
    books: Ints
    free: Bools
    tie: Floats
    quality: Floats
    got: Ints
    fame: Floats
    u: Floats


class Chooser(Protocol):
    def choose(self, calls: Calls) -> Ints:
        """(n,) the seat of whom the client asks, or ``NOBODY``."""


class Strongest:
    """Home office: whoever one knows best."""

    def choose(self, calls: Calls) -> Ints:
        tie = np.where(calls.free, calls.tie, 0.0)
        return np.where(tie.max(axis=1, initial=0) > 0, tie.argmax(axis=1), NOBODY)


class Network:
    """Ordinary network marketing: drawn in proportion to tie x (1 + recommendations so far) ^ fame."""

    def choose(self, calls: Calls) -> Ints:
        pull = np.where(calls.free, calls.tie * (1.0 + calls.got) ** calls.fame, 0.0)
        return draw(pull, calls.u)


def draw(weight: Floats, u: Floats) -> Ints:
    """(n,) a column in proportion to its weight, or ``NOBODY`` when all are zero."""
    upto = np.cumsum(weight, axis=1)
    whole = upto[:, -1:]
    column = (upto <= u[:, None] * whole).sum(axis=1)
    last = weight.shape[1] - 1 - (weight[:, ::-1] > 0).argmax(axis=1)
    return np.where(whole[:, 0] > 0, np.minimum(column, last), NOBODY)


def merits(calls: Calls, fit: FitRule) -> Ints:
    """``engine.fit.merit`` of all, with quality as fit and the tie as standing."""
    value = 1000 * calls.quality * (fit.base + (1 - fit.base) * np.minimum(calls.tie, 1.0))
    return np.clip(np.rint(value), 1, 1000).astype(np.int64)


@dataclass
class Books:
    """Social referral: the engine's chance rule, compiled. One book a replication and field.

    Three are named; the client asks one of them, in proportion to what their place is worth.
    """

    books: int
    seats: int
    rule: ChanceRule = field(default_factory=ChanceRule)
    fit: FitRule = field(default_factory=FitRule)

    def __post_init__(self) -> None:
        self.balances = np.zeros((self.books, self.seats), np.int64)
        self.members = seat_names(self.seats)

    def choose(self, calls: Calls) -> Ints:
        return self.asked_for(calls, self.shown(calls))

    def shown(self, calls: Calls) -> Ints:
        """(n, places): seats of those named, first place first."""
        seat = np.nonzero(calls.free)[1]
        starts = np.concatenate([[0], np.cumsum(calls.free.sum(axis=1))])
        asked = batch.Asked(
            requests=calls.names,
            books=np.arange(len(calls.books)),
            starts=starts,
            members=seat,
            merits=merits(calls, self.fit)[calls.free],
            sizes=np.ones(len(calls.books)),
        )
        done = batch.decide(self.rule, self.members, asked, balances=self.balances[calls.books])
        self.balances[calls.books] = done.balances
        return np.where(done.shown >= 0, np.append(seat, NOBODY)[done.shown], NOBODY)

    def asked_for(self, calls: Calls, shown: Ints) -> Ints:
        place = draw(np.where(shown >= 0, np.array(self.rule.places, float), 0.0), calls.u)
        return np.where(place >= 0, shown[np.arange(len(shown)), place], NOBODY)


class OneByOne(Books):
    """The same by ``chances.Book``, one call an enquiry: what the compiled books are compared with."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.kept = [Book(self.rule) for _ in range(self.books)]

    def shown(self, calls: Calls) -> Ints:
        found = np.full((len(calls.books), len(self.rule.places)), NOBODY, np.int64)
        merit = merits(calls, self.fit)
        for at, book in enumerate(calls.books.tolist()):
            able = {self.members[s]: int(merit[at, s]) for s in np.flatnonzero(calls.free[at]).tolist()}
            decision = self.kept[book].recommend(calls.names[at], able)
            found[at, : len(decision.shown)] = [int(member) for member in decision.shown]
            self.kept[book].journal.clear()
        return found


def seat_names(seats: int) -> list[str]:
    """Ids that sort like the seats.

    >>> seat_names(2)
    ['0000', '0001']
    """
    return [f"{seat:04}" for seat in range(seats)]


def chooser(rule: str, books: int, seats: int) -> Chooser:
    """Whatever names in a regime."""
    if rule == "social":
        return Books(books, seats)
    return Strongest() if rule == "home" else Network()
