"""Frozen inputs and results: the only shapes the engine speaks.

A *rule* holds every number a community may change by a recorded decision. It is frozen, carries a version, and goes
to JSON and back unchanged, so that an old decision can be recomputed with the rule it was made under.
"""

import json
import math
from dataclasses import asdict, dataclass, fields
from typing import Any, Self

MICRO = 1_000_000
"""Micro-chances in one chance."""

KINDS = ("cooperation", "learning", "care")
"""The three kinds of shared experience, in the order in which arrays number them."""


class RuleError(ValueError):
    """A rule with a value nobody can compute with."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What all rules share: a version and the way to JSON and back."""

    version: int = 1

    def to_json(self) -> str:
        """One JSON object with every field, keys sorted."""
        return json.dumps(asdict(self), sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read what :meth:`to_json` wrote.

        Raises
        ------
        RuleError
            The text is no JSON object, names an unknown field, or holds a value the rule refuses.
        """
        try:
            values: dict[str, Any] = json.loads(text)
            known = {field.name for field in fields(cls)}
            if unknown := sorted(set(values) - known):
                raise RuleError(f"{cls.__name__} has no field {', '.join(unknown)}")
            frozen: dict[str, Any] = {key: tuple(v) if isinstance(v, list) else v for key, v in values.items()}
            return cls(**frozen)
        except (TypeError, json.JSONDecodeError) as error:
            raise RuleError(f"not a {cls.__name__}: {error}") from error

    def _positive(self, *names: str) -> None:
        for name in names:
            value = getattr(self, name)
            if not (math.isfinite(value) and value > 0):
                raise RuleError(f"{name} must be a positive number, not {value}")

    def _share(self, *names: str) -> None:
        for name in names:
            value = getattr(self, name)
            if not 0 <= value <= 1:
                raise RuleError(f"{name} must lie between 0 and 1, not {value}")


@dataclass(frozen=True, slots=True)
class TieRule(Rule):
    """How confirmed experiences become ties, and how the walk passes along them (docs/rules/standing.md).

    ``half_life`` in days, ``half_tie`` in hours (that many decayed hours make half a full tie), ``leak`` in full
    ties that lead to nobody, ``stop`` the chance to stop before each step. The last four are precision, not policy:
    residual per view; for a candidate the certain error, relative to their reach, that is small enough, the finest
    residual, and the edge visits they may cost.
    """

    half_life: float = 365.0
    half_tie: float = 8.0
    cooperation: float = 1.0
    learning: float = 1.0
    care: float = 1.0
    leak: float = 1.0
    stop: float = 0.3
    view_residual: float = 1e-6
    candidate_error: float = 2e-3
    candidate_residual: float = 3e-3
    candidate_visits: int = 20_000

    def __post_init__(self) -> None:
        self._positive("half_life", "half_tie", "leak", "view_residual")
        self._positive("candidate_error", "candidate_residual", "candidate_visits")
        self._share("stop")
        if not 0 < self.stop < 1:
            raise RuleError(f"stop must lie strictly between 0 and 1, not {self.stop}")
        for kind in KINDS:
            weight = getattr(self, kind)
            if not (math.isfinite(weight) and weight >= 0):
                raise RuleError(f"{kind} must be zero or more, not {weight}")

    @property
    def kinds(self) -> tuple[float, float, float]:
        """Weights in the order of :data:`KINDS`."""
        return self.cooperation, self.learning, self.care


@dataclass(frozen=True, slots=True)
class ChanceRule(Rule):
    """How a request is shared among those who are good enough (docs/rules/chances.md).

    ``line`` and ``floor`` in thousandths of the best merit, ``places`` and ``pull`` in micro-chances.
    """

    line: int = 500
    floor: int = 10
    places: tuple[int, ...] = (500_000, 300_000, 200_000)
    pull: int = 2_000_000

    def __post_init__(self) -> None:
        if not all(isinstance(v, int) for v in (self.line, self.floor, self.pull, *self.places)):
            raise RuleError("line, floor, places and pull are whole numbers")
        if not 0 <= self.line <= 1000:
            raise RuleError(f"line must lie between 0 and 1000 thousandths, not {self.line}")
        if not 1 <= self.floor <= 1000:
            raise RuleError(f"floor must lie between 1 and 1000 thousandths, not {self.floor}")
        if not self.places or sum(self.places) != MICRO or min(self.places) <= 0:
            raise RuleError(f"places must be positive and sum to {MICRO}, not {self.places}")
        if list(self.places) != sorted(self.places, reverse=True):
            raise RuleError(f"an earlier place may not be worth less than a later one: {self.places}")
        if self.pull < 0:
            raise RuleError(f"pull must be zero or more, not {self.pull}")


@dataclass(frozen=True, slots=True)
class FitRule(Rule):
    """How well a member fits a request, and what fit and standing make together (docs/rules/fit.md).

    ``skills``, ``text``, ``proof`` are weights; ``half_life`` (proof) and ``half_text`` in days; ``half_proof`` in
    hours (that many decayed hours of confirmed cooperation in the field make half a proof). ``profile`` is what a
    member's own words count beside work that others confirmed. ``base`` is the part of merit that fit alone gives,
    standing adds the rest. Newcomers with a sponsor count at least so much for so long.
    """

    skills: float = 0.4
    text: float = 0.4
    proof: float = 0.4
    half_life: float = 365.0
    half_text: float = 90.0
    half_proof: float = 16.0
    profile: float = 0.1
    base: float = 0.6
    newcomer_days: float = 365.0
    newcomer_proof: float = 0.4
    newcomer_standing: float = 0.25

    def __post_init__(self) -> None:
        self._positive("skills", "text", "proof", "half_life", "half_text", "half_proof", "newcomer_days")
        self._share("profile", "base", "newcomer_proof", "newcomer_standing")


@dataclass(frozen=True, slots=True)
class Ask:
    """A request as the engine sees it: what is needed, nothing about who the client is."""

    request: str
    field: str
    text: str = ""
    skills: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    on_site: bool = False
    size: float = 1.0
    asked_by: str | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A member as the engine sees them at the moment of a request."""

    member: str
    fields: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    available: bool = True
    on_site: bool = True
    sponsor: str | None = None
    days_here: float = 0.0
    agreed_away: tuple[str, ...] = ()
    barred_by_law: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """A code of docs/rules/reasons.md and the facts that its sentence needs."""

    code: str
    facts: tuple[tuple[str, str | int | tuple[str, ...]], ...] = ()
