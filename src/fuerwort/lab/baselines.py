"""The rules people use today, and the best known rival; each sees what Fürwort sees: those good enough, and their dues.

The lottery in proportion to merit is Plackett and Luce's. FairCo is Morik, Singh, Hong and Joachims (2020): written for
one fixed set of items, here adapted to sets that change.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from math import log
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Call:
    """One request: merits and dues (micro-chances) of those good enough, in id order."""

    request: str
    field: str
    merits: Mapping[str, int]
    due: Mapping[str, int]


class Baseline(Protocol):
    """Orders those good enough, and may remember who was shown."""

    def order(self, call: Call) -> list[str]: ...

    def remember(self, call: Call, got: Mapping[str, int]) -> None: ...


class _Forgetful:
    def remember(self, call: Call, got: Mapping[str, int]) -> None:
        """Nothing: the next answer does not depend on this one."""


class BestFirst(_Forgetful):
    def order(self, call: Call) -> list[str]:
        return ranked(call.merits, lambda m: -call.merits[m])


class Lottery(_Forgetful):
    """Draw without replacement: all alike, or in proportion to merit, or to what each is due."""

    def __init__(self, by: str = "merit") -> None:
        self.by = by

    def order(self, call: Call) -> list[str]:
        weight = {"merit": call.merits, "due": call.due}.get(self.by, dict.fromkeys(call.merits, 1))
        return ranked(call.merits, lambda m: lot(call.request, m) / max(1, weight[m]))


@dataclass
class RoundRobin:
    """Whoever was shown longest ago in the field comes first."""

    count: int = 0
    shown_at: dict[tuple[str, str], int] = field(default_factory=dict)

    def order(self, call: Call) -> list[str]:
        return ranked(call.merits, lambda m: self.shown_at.get((call.field, m), 0))

    def remember(self, call: Call, got: Mapping[str, int]) -> None:
        self.count += 1
        self.shown_at |= {(call.field, m): self.count for m in got}


@dataclass
class FairCo:
    """Merit, less ``gain`` times the requests so far times what a member got for each chance they deserved.

    ``paper``: merit is what one deserves, and one account spans all fields. Else the due is, in each field alone.
    """

    gain: float
    paper: bool = False
    count: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    got: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))
    deserved: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))

    def order(self, call: Call) -> list[str]:
        book, deserves = self._account(call)
        best = max(call.merits.values(), default=1)
        weight = self.gain * self.count[book]

        def score(member: str) -> float:
            deserved = self.deserved[book, member] + deserves[member]
            return call.merits[member] / best - weight * self.got[book, member] / max(1, deserved)

        return ranked(call.merits, lambda m: -score(m))

    def remember(self, call: Call, got: Mapping[str, int]) -> None:
        book, deserves = self._account(call)
        self.count[book] += 1
        for member, part in deserves.items():
            self.deserved[book, member] += part
            self.got[book, member] += got.get(member, 0)

    def _account(self, call: Call) -> tuple[str, Mapping[str, int]]:
        return ("", {m: 1000 * merit for m, merit in call.merits.items()}) if self.paper else (call.field, call.due)


def ranked(members: Iterable[str], key: Callable[[str], float]) -> list[str]:
    """Smallest first, equal ones in id order."""
    return sorted(members, key=lambda m: (key(m), m))


def lot(request: str, member: str) -> float:
    """A recomputable exponential lot: divided by a weight and sorted, it draws a Plackett-Luce order."""
    digest = hashlib.sha256(f"lottery|{request}|{member}".encode()).digest()
    return -log((int.from_bytes(digest[:8], "big") + 1) / (2**64 + 1))
