"""Does this member fit this request: gates first, then skills, text and proof, then merit.

Rule page: docs/rules/fit.md. Source: design, section 3.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fuerwort.engine.shapes import Ask, Candidate, FitRule
from fuerwort.engine.text import Corpus

Floats = NDArray[np.float64]


class FitError(ValueError):
    """Values nobody can compute a fit from."""


def gate(ask: Ask, candidate: Candidate) -> str | None:
    """The first gate that is closed, as a reason code, or None when all are open.

    >>> gate(Ask("r1", "web-design", languages=("de",)), Candidate("m1", fields=("copywriting",)))
    'gate.field'
    """
    closed = {
        "gate.asker": candidate.member == ask.asked_by,
        "gate.field": ask.field not in candidate.fields,
        "gate.available": not candidate.available,
        "gate.language": bool(ask.languages and candidate.languages)
        and not set(ask.languages) & set(candidate.languages),
        "gate.place": ask.on_site and not candidate.on_site,
        "gate.agreement": ask.field in candidate.agreed_away,
        "gate.law": candidate.barred_by_law,
    }
    return next((code for code, shut in closed.items() if shut), None)


def skill_share(asked: Collection[str], offered: Collection[str]) -> float:
    """Share of the asked skills that are offered, in [0, 1].

    >>> skill_share(["WordPress", "SEO"], ["wordpress"])
    0.5
    """
    wanted = {skill.casefold() for skill in asked}
    return len(wanted & {skill.casefold() for skill in offered}) / len(wanted) if wanted else 0.0


@dataclass(frozen=True, slots=True)
class Fit:
    """One member's fit: the criteria (None where the request gives nothing to compare) and their mean."""

    skills: float | None
    text: float | None
    proof: float
    value: float


def combine(rule: FitRule, skills: float | None, text: float | None, proof: float) -> Fit:
    """Weighted mean over the criteria present, weights renormalised when one is absent.

    >>> round(combine(FitRule(), None, 1.0, 0.5).value, 4)
    0.6667
    """
    present = [(rule.proof, proof)]
    if skills is not None:
        present.append((rule.skills, skills))
    if text is not None:
        present.append((rule.text, text))
    total = sum(weight for weight, _ in present)
    return Fit(skills, text, proof, sum(weight * value for weight, value in present) / total)


def merit(rule: FitRule, fit: float, standing: float) -> int:
    """Fit and standing as one integer 1..1000: max(1, round(1000 f (base + (1 - base) standing))).

    Raises
    ------
    FitError
        Fit or standing lies outside [0, 1].

    >>> merit(FitRule(), 1.0, 0.5)
    800
    """
    if not (0 <= fit <= 1 and 0 <= standing <= 1):
        raise FitError(f"fit and standing lie between 0 and 1, not {fit} and {standing}")
    return max(1, round(1000 * fit * (rule.base + (1 - rule.base) * standing)))


class Works:
    """What members have shown: confirmed work by field, and what they say of themselves.

    Days are floats on one scale; work must be added in order of time, as it became known.
    """

    def __init__(self, rule: FitRule | None = None) -> None:
        self.rule = rule or FitRule()
        self._corpus: dict[str, Corpus] = defaultdict(Corpus)
        self._by: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._day: dict[str, list[float]] = defaultdict(list)
        self._hours: dict[tuple[str, str], tuple[float, float]] = {}

    def introduce(self, member: str, field: str, about: str) -> None:
        """Add what a member says of themselves in a field; it does not fade."""
        self._remember((member,), field, about, np.inf)

    def add(self, members: Sequence[str], field: str, text: str, day: float, hours: Mapping[str, float]) -> None:
        """Add one confirmed occasion; ``hours`` of cooperation per member, empty for learning and care."""
        self._remember(members, field, text, day)
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

    def likeness(self, field: str, members: Sequence[str], query: str, day: float) -> Floats:
        """How alike the query is to each member's profile and work, relative to the best of them.

        Squared cosines, faded by age, are summed per member: several similar works say more than one, and many
        unrelated ones say little. All zero where nobody shares anything with the query.
        """
        mine = [self._by.get((field, member), []) for member in members]
        texts = np.array(sorted({number for numbers in mine for number in numbers}), np.int64)
        if not query or not len(texts):
            return np.zeros(len(members))
        ages = np.maximum(0.0, day - np.array(self._day[field])[texts])
        ages[np.isinf(ages)] = 0.0
        weights = np.zeros(len(self._corpus[field]))
        weights[texts] = self._corpus[field].scores(query, texts) ** 2 * 2.0 ** (-ages / self.rule.half_text)
        sums = np.array([weights[numbers].sum() for numbers in mine])
        best = sums.max()
        return sums / best if best else sums

    def _remember(self, members: Sequence[str], field: str, text: str, day: float) -> None:
        if not text:
            return
        number = self._corpus[field].add(text)
        self._day[field].append(day)
        for member in members:
            self._by[field, member].append(number)

    def _fade(self, hours: float, days: float) -> float:
        return hours * float(2.0 ** (-days / self.rule.half_life))
