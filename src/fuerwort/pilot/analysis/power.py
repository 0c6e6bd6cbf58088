"""What can a pilot of this size see? Before it begins, in standard deviations of one monthly measure.

Variance of a measure: what stays with the person, what drifts (each month keeps ``memory`` of it), and noise. The
formula is exact for complete answers and close for missing ones; tests/pilot compare it with simulated pilots.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, stats

from fuerwort.pilot.analysis.regression import AnalysisError, Effect

DESCRIPTIVE = 40
"""Below so many people a pilot describes; it does not test."""


def descriptive(n: int) -> bool:
    """Whether a pilot with n people must be called descriptive, without a word of significance."""
    return n < DESCRIPTIVE


@dataclass(frozen=True, slots=True)
class Variance:
    """Parts of the variance of one monthly measure; they sum to 1. Defaults: research file, section 4."""

    person: float = 0.45
    drift: float = 0.25
    noise: float = 0.30
    memory: float = 0.8


@dataclass(frozen=True, slots=True)
class Plan:
    """A pilot: n people, the share drawn, months of the waves before (0 or less) and after the draw (1 or more).

    ``silent``: share of waves a person leaves out; ``leave``: share of people who stop for good, evenly over the time
    after the draw.

    Raises
    ------
    AnalysisError
        No pilot can be like that.
    """

    n: int
    before: tuple[int, ...] = (-2, -1, 0)
    after: tuple[int, ...] = tuple(range(1, 25))
    share: float = 0.5
    silent: float = 0.10
    leave: float = 0.15
    variance: Variance = field(default_factory=Variance)

    def __post_init__(self) -> None:
        if not (self.before and self.after) or max(self.before) > 0 or min(self.after) < 1:
            raise AnalysisError("a pilot asks before the draw and after it")
        if not (0 < self.share < 1 and 0 <= self.silent < 1 and 0 <= self.leave < 1):
            raise AnalysisError("shares lie between 0 and 1")
        parts = self.variance
        if min(parts.person, parts.drift, parts.noise) < 0 or abs(parts.person + parts.drift + parts.noise - 1) > 1e-9:
            raise AnalysisError("the parts of the variance sum to 1")
        if self.answering < 7:
            raise AnalysisError(f"of {self.n} people too few would answer")

    @property
    def answering(self) -> float:
        """How many people give at least one answer after the draw, on average."""
        return self.n * float(sum(chance for chance, _ in self._stays()))

    @property
    def effect(self) -> Effect:
        """Of an effect of zero: the standard error and degrees of freedom the pilot would have."""
        stays = [(chance, *self._after(k)) for chance, k in self._stays()]
        chance = np.array([one[0] for one in stays]) / sum(one[0] for one in stays)
        own, shared = (np.array([one[k] for one in stays]) @ chance for k in (1, 2))
        left = own - shared**2 / _mean_variance(self._months(self.before), self.silent, self.variance)
        n = int(self.answering)
        se = np.sqrt(left / (self.answering * self.share * (1 - self.share)))
        return Effect(0.0, float(se), n - 3, n)

    def smallest_effect(self, power: float = 0.8, alpha: float = 0.05) -> float:
        """Effect in SD that is found with so much power, by a two-sided test."""
        return smallest_effect(self.effect, power, alpha)

    def power(self, effect: float, alpha: float = 0.05) -> float:
        """Chance to find an effect of so many SD."""
        return found(effect / self.effect.se, self.effect.df, alpha)

    def _stays(self) -> list[tuple[float, int]]:
        """Chances to answer at least once among the first k waves and stop then, for each k; the last: to stay."""
        waves = len(self.after)
        stays = [(self.leave / waves * (1 - self.silent**k), k) for k in range(1, waves)]
        return [*stays, ((1 - self.leave) * (1 - self.silent**waves), waves)]

    def _after(self, k: int) -> tuple[float, float]:
        """Variance of a person's mean of the first k waves, and its covariance with their mean before."""
        months, parts = self._months(self.after)[:k], self.variance
        apart = np.abs(np.subtract.outer(self._months(self.before), months))
        shared = parts.person + parts.drift * float((parts.memory**apart).mean())
        return _mean_variance(months, self.silent, parts), shared

    @staticmethod
    def _months(months: tuple[int, ...]) -> NDArray[np.float64]:
        return np.array(months, np.float64)


def _mean_variance(months: NDArray[np.float64], silent: float, parts: Variance) -> float:
    k = len(months)
    counts = np.arange(1, k + 1)
    weights = stats.binom.pmf(counts, k, 1 - silent)
    alone = float((weights / counts).sum() / weights.sum())  # 1 / how many answers a person gave, on average
    alike = parts.memory ** np.abs(np.subtract.outer(months, months))
    between = (alike.sum() - k) / (k * (k - 1)) if k > 1 else 0.0
    return float(parts.person + parts.drift * (alone + (1 - alone) * between) + parts.noise * alone)


def found(errors: float, df: float, alpha: float = 0.05) -> float:
    """Chance that a two-sided t test finds an effect of so many standard errors."""
    limit = stats.t.ppf(1 - alpha / 2, df)
    wrong_way = np.nan_to_num(stats.nct.cdf(-limit, df, errors))  # NaN where too small to compute
    return float(stats.nct.sf(limit, df, errors) + wrong_way)


def smallest_effect(effect: Effect, power: float = 0.8, alpha: float = 0.05) -> float:
    """Smallest effect, in the unit of the outcome, that an estimate with this error finds with so much power."""
    return float(optimize.brentq(lambda t: found(t, effect.df, alpha) - power, 1e-6, 12.0)) * effect.se
