"""Which movements no file has brought yet (docs/rules/statements.md); part of taking a statement in."""

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count

from fuerwort.fund.models import Fund
from fuerwort.fund.reading import Movement, Said

Key = tuple[date, int]


@dataclass(frozen=True)
class _Look:
    """A movement as far as it is compared, in small letters and without anything between them."""

    form: str
    other: str
    words: str
    named: str
    booked: str

    @staticmethod
    def of(said: Said, form: str) -> "_Look":
        other = said.iban or _bare(said.name)
        return _Look(form, other, _bare(said.text), _bare(said.end_to_end), _bare(said.booked))

    @property
    def named_alike(self) -> str:
        return f"{self.other}|{self.words}|{self.named}|{self.booked}"

    def equal(self, one: "_Look") -> bool:
        return self.named_alike == one.named_alike

    def same(self, one: "_Look") -> bool:
        """Who and the words are the same, and no reference speaks against it: one side may not know it."""
        return (self.other, self.words) == (one.other, one.words) and not self._differs(one)

    def may_be(self, one: "_Look") -> bool:
        """The same from a file of another form: one side may know less, or shorten what was written."""
        known = self.other == one.other or not (self.other and one.other)
        return self.form != one.form and known and _begins(self.words, one.words) and not self._differs(one)

    def _differs(self, one: "_Look") -> bool:
        fits = _begins if self.form != one.form else str.__eq__
        pairs = ((self.named, one.named), (self.booked, one.booked))
        return any(mine and theirs and not fits(mine, theirs) for mine, theirs in pairs)


def fresh(fund: Fund, movements: Sequence[Movement], form: str) -> list[tuple[Movement, str]]:
    """Those that no file has brought yet, each with its likeness.

    Each stored line answers for one movement, the likest first, so that two equal payments of one day stay two.
    """
    stored, taken = _stored(fund, movements)
    left = [(movement, _Look.of(movement.said, form)) for movement in movements]
    for way in (_Look.equal, _Look.same, _Look.may_be):
        left = [one for one in left if not _answered(stored.get((one[0].on, one[0].cents), []), one[1], way)]
    return [(movement, _mark(movement, look, taken)) for movement, look in left]


def _answered(lines: list[_Look], look: _Look, way: Callable[[_Look, _Look], bool]) -> bool:
    """Whether a stored line is this movement; it answers for no other one then."""
    found = next((at for at, line in enumerate(lines) if way(line, look)), None)
    if found is not None:
        lines.pop(found)
    return found is not None


def _stored(fund: Fund, movements: Sequence[Movement]) -> tuple[dict[Key, list[_Look]], set[str]]:
    """Lines of these days by day and amount, and all their likenesses."""
    days = [movement.on for movement in movements]
    found: dict[Key, list[_Look]] = {}
    taken = set()
    if days:
        lines = fund.lines.filter(on__range=(min(days), max(days))).select_related("statement").order_by("pk")
        for line in lines:
            taken.add(line.likeness)
            found.setdefault((line.on, line.cents), []).append(_Look.of(Said.of(line.words), line.statement.form))
    return found, taken


def _mark(movement: Movement, look: _Look, taken: set[str]) -> str:
    """What nothing else of this fund is called."""
    words = f"{movement.on}|{movement.cents}|{look.named_alike}"
    marks = (hashlib.sha256(f"{words}|{number}".encode()).hexdigest() for number in count(1))
    mark = next(mark for mark in marks if mark not in taken)
    taken.add(mark)
    return mark


def _begins(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def _bare(text: str) -> str:
    return re.sub(r"[\W_]", "", text.lower())[:60]
