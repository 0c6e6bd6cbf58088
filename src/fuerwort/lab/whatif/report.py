"""What a scenario says: means, how sure they are, and whether mechanics or assumptions made a difference."""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import asdict, dataclass

import numpy as np

from fuerwort.lab.whatif.outputs import OUTPUTS
from fuerwort.lab.whatif.parameters import EFFECTS, Floats, drawn, fixed, table
from fuerwort.lab.whatif.play import Results, run
from fuerwort.lab.whatif.regimes import Regime
from fuerwort.lab.whatif.scenarios import Scenario


@dataclass(frozen=True, slots=True)
class Level:
    """One output in one regime: mean and 90 % of the replications at the defaults, then 90 % of the draws."""

    regime: str
    output: str
    mean: float
    low: float
    high: float
    draws_low: float
    draws_high: float


@dataclass(frozen=True, slots=True)
class Difference:
    """One output of a regime less that of another, pair by pair with the same luck.

    ``error``: standard error of the mean over replications. ``more``: part of the draws with more. ``mechanics``: the
    mean difference that is left without any assumed effect; ``made_by``: what made the difference.
    """

    regime: str
    against: str
    output: str
    mean: float
    error: float
    draws_low: float
    draws_high: float
    more: float
    mechanics: float
    made_by: str


@dataclass(frozen=True, slots=True)
class Report:
    scenario: str
    title: str
    seed: int
    replications: int
    draws: int
    parameters: dict[str, float]
    levels: tuple[Level, ...]
    differences: tuple[Difference, ...]

    def as_dict(self) -> dict[str, object]:
        return asdict(self)

    def as_rows(self) -> Iterator[dict[str, object]]:
        """Levels and differences as rows of one table."""
        empty = dict.fromkeys(("kind", *Difference.__slots__, "low", "high"), "")
        yield from (empty | {"kind": "level", **asdict(one)} for one in self.levels)
        yield from (empty | {"kind": "difference", **asdict(one)} for one in self.differences)


@dataclass(frozen=True, slots=True)
class Counts:
    replications: int = 100
    draws: int = 100
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Plays:
    """A scenario played at the defaults, over draws of all parameters, and without any assumed effect."""

    usual: Results
    spread: Results
    bare: Results


def played(
    scenario: Scenario,
    counts: Counts,
    executor: Executor | None = None,
    changes: Mapping[str, float] | None = None,
    tell: Callable[[float], None] = lambda share: None,
) -> Plays:
    """Play a scenario three times."""
    changes = scenario.changes | dict(changes or {})
    settings = (
        fixed(counts.replications, changes),
        drawn(counts.draws, counts.seed, changes),
        fixed(counts.replications, changes | dict.fromkeys(EFFECTS, 0.0)),
    )
    return Plays(
        *(
            run(scenario.regimes, one, scenario.plan, seed=counts.seed, executor=executor, tell=_part(tell, at, 3))
            for at, one in enumerate(settings)
        )
    )


def report(
    scenario: Scenario,
    counts: Counts,
    executor: Executor | None = None,
    changes: Mapping[str, float] | None = None,
    tell: Callable[[float], None] = lambda share: None,
) -> Report:
    """What a scenario says, computed now."""
    return told(scenario, counts, changes, played(scenario, counts, executor, changes, tell))


def told(scenario: Scenario, counts: Counts, changes: Mapping[str, float] | None, plays: Plays) -> Report:
    """What plays of a scenario say."""
    return Report(
        scenario=scenario.name,
        title=scenario.title,
        seed=counts.seed,
        replications=counts.replications,
        draws=counts.draws,
        parameters={name: one.default for name, one in table().items()} | scenario.changes | dict(changes or {}),
        levels=tuple(_levels(scenario.regimes, plays.usual, plays.spread)),
        differences=tuple(_differences(scenario, plays.usual, plays.spread, plays.bare)),
    )


def _part(tell: Callable[[float], None], at: int, parts: int) -> Callable[[float], None]:
    return lambda share: tell((at + share) / parts)


def _levels(regimes: Mapping[str, Regime], usual: Results, spread: Results) -> Iterator[Level]:
    for regime in regimes:
        for output in OUTPUTS:
            values = usual[regime][output]
            yield Level(regime, output, float(values.mean()), *_most(values), *_most(spread[regime][output]))


def _differences(scenario: Scenario, usual: Results, spread: Results, bare: Results) -> Iterator[Difference]:
    for one, other in scenario.compare:
        for output in OUTPUTS:
            gap, wide, left = (found[one][output] - found[other][output] for found in (usual, spread, bare))
            mean, error = float(gap.mean()), float(gap.std(ddof=1) / np.sqrt(len(gap))) if len(gap) > 1 else np.inf
            mechanics = float(left.mean())
            yield Difference(
                one, other, output, mean, error, *_most(wide), float((wide > 0).mean()), mechanics,
                made_by(mean, error, mechanics),
            )  # fmt: skip


def made_by(mean: float, error: float, mechanics: float) -> str:
    """What made a difference: nothing to tell, assumptions, mechanics, or both.

    >>> made_by(1.0, 0.1, 0.9), made_by(1.0, 0.1, 0.05), made_by(1.0, 0.1, 0.3), made_by(0.1, 0.1, 0.1)
    ('mechanics', 'assumption', 'both', 'nothing')
    """
    if abs(mean) <= 2 * error or mean == 0:
        return "nothing"
    part = mechanics / mean
    return "assumption" if part < 0.1 else "mechanics" if part >= 0.8 else "both"


def _most(values: Floats) -> tuple[float, float]:
    low, high = np.quantile(values, [0.05, 0.95])
    return float(low), float(high)
