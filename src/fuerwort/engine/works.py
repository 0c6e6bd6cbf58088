"""What members have shown: confirmed work by field, what they say of themselves, and which occasion tells most.

Rule page: docs/rules/fit.md. Source: design, section 3.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from fuerwort.engine.shapes import FitRule
from fuerwort.engine.text import Corpus

Floats = NDArray[np.float64]

LATEST = 50
"""Among so many of the latest occasions the most telling one is looked for."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """One confirmed experience as reasons name it.

    ``number`` is its text's number in the field (-1 without a text), ``hours`` those of cooperation each had (else 0).
    """

    experience: str
    members: tuple[str, ...]
    field: str
    text: str
    number: int
    day: float
    hours: float


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike a request is to a member's work, relative to the best; which experience most (none: the profile)."""

    value: float
    experience: str


class Works:
    """Confirmed work by field and member.

    Days are floats on one scale; work must be added in order of time, as it became known.
    """

    def __init__(self, rule: FitRule | None = None) -> None:
        self.rule = rule or FitRule()
        self._corpus: dict[str, Corpus] = defaultdict(Corpus)
        self._by: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._day: dict[str, list[float]] = defaultdict(list)
        self._experience: dict[str, list[str]] = defaultdict(list)
        self._hours: dict[tuple[str, str], tuple[float, float]] = {}
        self._took_part: dict[str, list[Occasion]] = defaultdict(list)

    def introduce(self, member: str, field: str, about: str) -> None:
        """Add what a member says of themselves in a field; it never fades, and counts little."""
        self._remember((member,), field, about, np.inf, "")

    def add(
        self,
        members: Sequence[str],
        field: str,
        text: str,
        day: float,
        hours: Mapping[str, float],
        experience: str,
    ) -> None:
        """Add one confirmed occasion; ``hours`` of cooperation per member, empty for learning and care."""
        number = self._remember(members, field, text, day, experience)
        occasion = Occasion(experience, tuple(members), field, text, number, day, max(hours.values(), default=0.0))
        for member in members:
            self._took_part[member].append(occasion)
        for member, more in hours.items():
            known, since = self._hours.get((field, member), (0.0, day))
            fresh = max(day, since)
            self._hours[field, member] = (
                self._fade(known, fresh - since) + self._fade(more, fresh - day),
                fresh,
            )

    def hours(self, field: str, member: str, day: float) -> float:
        """Decayed hours of confirmed cooperation in the field."""
        known, since = self._hours.get((field, member), (0.0, day))
        return self._fade(known, day - since)

    def proof(self, field: str, member: str, day: float) -> float:
        """1 - 2^(-hours / half_proof): 0 without any, one half at ``half_proof`` hours."""
        return 1.0 - float(2.0 ** (-self.hours(field, member, day) / self.rule.half_proof))

    def likeness(self, field: str, members: Sequence[str], query: str, day: float) -> list[Likeness]:
        """How alike the query is to each member's profile and work, relative to the best of them.

        Squared cosines, faded by age (a profile: times ``rule.profile``), are summed per member: several similar works
        say more than one, and many unrelated ones say little. All zero where nobody shares anything with the query.
        """
        mine = [self._by.get((field, member), []) for member in members]
        weights = self._weights(field, sorted({number for numbers in mine for number in numbers}), query, day)
        sums = np.array([weights[numbers].sum() for numbers in mine])
        best = float(sums.max(initial=0.0)) or 1.0
        most = [
            numbers[int(weights[numbers].argmax())] if total else -1 for numbers, total in zip(mine, sums, strict=True)
        ]
        named = [self._experience[field][number] if number >= 0 else "" for number in most]
        return [Likeness(value, name) for value, name in zip((sums / best).tolist(), named, strict=True)]

    def together(self, one: str, other: str) -> list[Occasion]:
        """The latest occasions both took part in and confirmed, newest first."""
        theirs = (o for o in reversed(self._took_part.get(other, [])) if one in o.members)
        return list(islice(theirs, LATEST))

    def proofs(self, field: str, member: str, day: float) -> list[Occasion]:
        """The latest cooperations in the field, those with most hours left first."""
        mine = (o for o in reversed(self._took_part.get(member, [])) if o.field == field and o.hours)
        return sorted(islice(mine, LATEST), key=lambda o: -self._fade(o.hours, day - o.day))

    def most_telling(self, occasions: Sequence[Occasion], field: str, query: str, day: float) -> list[Occasion]:
        """Those most like the query first, then those in the field, then those with a text, then the newest."""
        here = sorted({o.number for o in occasions if o.field == field and o.number >= 0})
        weights = self._weights(field, here, query, day)

        def key(o: Occasion) -> tuple[float, bool, bool, float]:
            inside = o.field == field
            return float(weights[o.number]) if inside and o.text else 0.0, inside, bool(o.text), o.day

        return sorted(occasions, key=key, reverse=True)

    def _weights(self, field: str, numbers: Sequence[int], query: str, day: float) -> Floats:
        """Squared cosine, faded by age or as a profile, of each of these texts of the field; 0 for all others."""
        weights = np.zeros(len(self._corpus[field]))
        if query and numbers:
            texts = np.array(numbers, np.int64)
            days = np.array(self._day[field])[texts]
            worth = 2.0 ** (-np.maximum(0.0, day - days) / self.rule.half_text)
            worth[np.isinf(days)] = self.rule.profile
            weights[texts] = self._corpus[field].scores(query, texts) ** 2 * worth
        return weights

    def _remember(self, members: Sequence[str], field: str, text: str, day: float, experience: str) -> int:
        if not text:
            return -1
        number = self._corpus[field].add(text)
        self._day[field].append(day)
        self._experience[field].append(experience)
        for member in members:
            self._by[field, member].append(number)
        return number

    def _fade(self, hours: float, days: float) -> float:
        return hours * float(2.0 ** (-days / self.rule.half_life))
