"""The data of a pilot as they are locked: answers and what the house saw, by code, without a word of who received.

One text, canonical JSON (UTF-8, keys sorted, no spaces); its SHA-256 is what the lock publishes. Rule page:
docs/rules/answers.md.
"""

import csv
import io
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Any

import numpy as np

from fuerwort.pilot.analysis.lottery import Lottery
from fuerwort.pilot.analysis.regression import AnalysisError, Floats
from fuerwort.pilot.analysis.study import Outcome, Trial
from fuerwort.pilot.items import Item

SINGLE = ("ONS4", "L-1")
"""Instruments whose answers are not put together."""
SUMMED = "hours"
SEEN = "seen."
"""How the name of an outcome begins that nobody was asked for."""


@dataclass(frozen=True, slots=True)
class Row:
    """One participant: stratum in the roster, and answers by wave and item, as they were given."""

    code: str
    stratum: str
    answers: Mapping[int, Mapping[str, int]]


@dataclass(frozen=True)
class Locked:
    """Everything that is locked. ``waves``: months, 1 is the first paid one; ``seen``: measure -> rows -> months.
    ``events``: what could be a harm -> of each row whether it happened after the draw; None where nothing is counted.

    Raises
    ------
    AnalysisError
        Rows are not in the order of their codes, or a measure has other rows or months.
    """

    waves: tuple[int, ...]
    rows: tuple[Row, ...]
    seen: Mapping[str, Sequence[Sequence[float | None]]]
    items: tuple[Item, ...]
    events: Mapping[str, Sequence[bool | None]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if [row.code for row in self.rows] != sorted({row.code for row in self.rows}):
            raise AnalysisError("rows must be in the order of their codes, each once")
        shapes = {(len(rows), *{len(row) for row in rows}) for rows in self.seen.values()}
        if shapes - {(len(self.rows), len(self.waves))}:
            raise AnalysisError("what was seen must have a row for each code and a value for each wave")
        if {len(happened) for happened in self.events.values()} - {len(self.rows)}:
            raise AnalysisError("what happened must have a value for each code")

    @cached_property
    def text(self) -> str:
        """The canonical bytes, as text."""
        rows = [{"answers": _by_text(row.answers), "code": row.code, "stratum": row.stratum} for row in self.rows]
        whole = {
            "events": {name: list(happened) for name, happened in self.events.items()},
            "form": "fuerwort pilot data 2",
            "rows": rows,
            "seen": {name: [[_plain(one) for one in row] for row in table] for name, table in self.seen.items()},
            "waves": list(self.waves),
        }
        return json.dumps(whole, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)

    @property
    def sha256(self) -> str:
        """What the lock publishes."""
        return sha256(self.text.encode()).hexdigest()

    @classmethod
    def read(cls, text: str, items: tuple[Item, ...]) -> "Locked":
        """Read what :attr:`text` wrote.

        Raises
        ------
        AnalysisError
            It is something else.
        """
        try:
            data = json.loads(text)
            rows = tuple(
                Row(one["code"], one["stratum"], {int(wave): said for wave, said in one["answers"].items()})
                for one in data["rows"]
            )
            found = cls(tuple(data["waves"]), rows, data["seen"], items, data["events"])
        except (ValueError, KeyError, TypeError) as error:
            raise AnalysisError(f"these are no locked data: {error}") from error
        if found.text != text:
            raise AnalysisError("these are not the data that were locked, to the byte")
        return found

    def names(self) -> tuple[str, ...]:
        """Every outcome there is."""
        return (*(name for name, parts in scales(self.items).items() if self._asked(parts)), *map(_seen, self.seen))

    def outcome(self, name: str) -> Outcome:
        """One outcome before and after the draw, in the waves in which anybody had a value.

        Raises
        ------
        AnalysisError
            There is none with this name.
        """
        table, waves = self._table(name), np.array(self.waves)
        asked = np.isfinite(table).any(axis=0)
        before, after = (waves < 1) & asked, (waves >= 1) & asked
        return Outcome(name, table[:, before], table[:, after if after.any() else waves >= 1])

    def waves_after(self, name: str) -> tuple[int, ...]:
        """The waves that :meth:`outcome` has after the draw."""
        asked = np.asarray(np.isfinite(self._table(name)).any(axis=0))
        return tuple(wave for wave, there in zip(self.waves, asked, strict=True) if wave >= 1 and there)

    def _table(self, name: str) -> Floats:
        if name.removeprefix(SEEN) in self.seen and name.startswith(SEEN):
            return np.array(self.seen[name.removeprefix(SEEN)], np.float64)
        if parts := scales(self.items).get(name):
            rows = [[_scored(row.answers.get(wave, {}), parts) for wave in self.waves] for row in self.rows]
            return np.array(rows, np.float64)
        raise AnalysisError(f"nothing is called {name}")

    def trial(self, drawn: Mapping[str, bool], plan: "Plan", ties: Floats | None = None) -> Trial:
        """The data with who received: the only place where both meet."""
        treated = np.array([drawn[row.code] for row in self.rows], np.bool_)
        lottery = Lottery.of([row.stratum for row in self.rows], int(treated.sum()))
        there = set(self.names())
        rest = [name for name in self.names() if name not in {plan.primary, *plan.family} and name in COUNTED]
        return Trial(
            lottery=lottery,
            treated=treated,
            primary=self.outcome(plan.primary),
            family=tuple(self.outcome(name) for name in plan.family if name in there),
            exploratory=tuple(self.outcome(name) for name in (plan.exploratory or rest) if name in there),
            ties=ties,
        )

    def _asked(self, parts: tuple[Item, ...]) -> bool:
        wanted = {item.id for item in parts}
        return any(wanted <= said.keys() for row in self.rows for said in row.answers.values())

    def package(self, drawn: Mapping[str, bool] | None = None) -> str:
        """A line for each code, wave and what was answered or seen, as CSV; with the arm once it may be known."""
        file = io.StringIO()
        write = csv.writer(file, lineterminator="\n").writerow
        write(["code", "stratum", *(["arm"] if drawn else []), "wave", "item", "value"])
        for number, row in enumerate(self.rows):
            head = [row.code, row.stratum, *([("drawn" if drawn[row.code] else "compared")] if drawn else [])]
            for place, wave in enumerate(self.waves):
                for item, said in sorted(row.answers.get(wave, {}).items()):
                    write([*head, wave, item, said])
                for name, table in sorted(self.seen.items()):
                    if (value := _plain(table[number][place])) is not None:
                        write([*head, wave, SEEN + name, f"{value:.10g}"])
        return file.getvalue()


@dataclass(frozen=True, slots=True)
class Plan:
    """Which outcomes were registered: one primary, at most five of a family, the rest exploratory."""

    primary: str
    family: tuple[str, ...] = ()
    exploratory: tuple[str, ...] = ()


def scales(items: Sequence[Item]) -> dict[str, tuple[Item, ...]]:
    """Outcome -> its items: a single answer by its id, a scale by what it measures (mean; hours are summed)."""
    found: dict[str, tuple[Item, ...]] = {}
    for item in items:
        if item.instrument in SINGLE or item.measures == SUMMED:
            found[item.id] = (item,)
        if item.instrument not in SINGLE:
            found[item.measures] = (*found.get(item.measures, ()), item)
    return found


COUNTED = frozenset(
    {
        "ONS1", "ONS2", "ONS3", "ONS4", "self-efficacy", "trust", "loneliness", "authentic", "strain", "fairness",
        "openness", "care", "quality", "buffer", "HOURS1", "HOURS2", "seen.reason consistency",
        "seen.fit of those recommended", "seen.openness", "seen.strain", "seen.quality", "seen.own field",
        "seen.experiences: cooperation", "seen.experiences: learning", "seen.experiences: care",
    }
)  # fmt: skip
"""What is looked at besides the registered outcomes."""


def codebook(items: Sequence[Item]) -> str:
    """What each item of the package is, as CSV: wordings, scale, licence and source."""
    file = io.StringIO()
    write = csv.writer(file, lineterminator="\n").writerow
    write(["item", "measures", "instrument", "asked", "lowest", "highest", "reversed", "de", "en", "licence", "source"])
    for one in items:
        scale = [one.scale.lowest, one.scale.highest, "yes" if one.reversed else ""]
        write([one.id, one.measures, one.instrument, one.asked, *scale, one.de, one.en, one.licence, one.source])
    return file.getvalue()


def _scored(said: Mapping[str, int], parts: tuple[Item, ...]) -> float:
    if not all(item.id in said for item in parts):
        return math.nan
    total = sum(item.scored(said[item.id]) for item in parts)
    return total if parts[0].measures == SUMMED else total / len(parts)


def _seen(name: str) -> str:
    return SEEN + name


def _plain(value: Any) -> float | None:
    return None if value is None or not math.isfinite(value) else round(float(value), 10)


def _by_text(answers: Mapping[int, Mapping[str, int]]) -> dict[str, dict[str, int]]:
    return {str(wave): dict(said) for wave, said in answers.items() if said}
