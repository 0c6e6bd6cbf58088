"""Who stopped answering, and what that may hide.

Source: Lee 2009, bounds under the assumption that receiving makes nobody stop who would go on otherwise, or the other
way round (one direction for all).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from fuerwort.pilot.analysis.lottery import Lottery
from fuerwort.pilot.analysis.randomisation import DRAWS, Redrawn, studentised
from fuerwort.pilot.analysis.regression import AnalysisError, Floats

APART = 0.05
"""Difference between the arms' shares of answers from which bounds must be printed."""


@dataclass(frozen=True, slots=True)
class Attrition:
    """How many of each arm gave at least one answer after the draw, and the p value of the difference."""

    drawn: int
    drawn_answered: int
    compared: int
    compared_answered: int
    p: float

    @property
    def difference(self) -> float:
        """Share of those drawn less share of those compared."""
        return self.drawn_answered / self.drawn - self.compared_answered / self.compared

    @property
    def bounds_needed(self) -> bool:
        """Whether the arms answered so differently that an estimate alone would mislead."""
        return abs(self.difference) > APART + 1e-12


def attrition(outcome: ArrayLike, treated: ArrayLike, lottery: Lottery, seed: int, *, draws: int = DRAWS) -> Attrition:
    """Count who answered (the outcome is no NaN), and test the difference by redrawing the lottery."""
    answered, treated = np.isfinite(np.asarray(outcome, np.float64)), np.asarray(treated, np.bool_)
    moved = np.vstack([treated, lottery.redraw(draws, seed)])
    t = studentised(answered.astype(np.float64), np.ones((len(answered), 1)), moved)
    p = float(Redrawn(t[:1], t[1:, None]).p[0])
    return Attrition(
        int(treated.sum()), int(answered[treated].sum()), int((~treated).sum()), int(answered[~treated].sum()), p
    )


def lee_bounds(outcome: ArrayLike, treated: ArrayLike) -> tuple[float, float]:
    """Between what and what the effect lies for those who would answer either way.

    From the arm that answered more, the share it has too many is cut off, once from the top and once from the bottom.
    Where baseline explains the outcome, give what it leaves over: the bounds are narrower, and hold as well.

    Raises
    ------
    AnalysisError
        In one arm nobody answered.
    """
    outcome, treated = np.asarray(outcome, np.float64), np.asarray(treated, np.bool_)
    here = np.isfinite(outcome)
    arms = [np.sort(outcome[here & arm]) for arm in (treated, ~treated)]
    if not all(map(len, arms)):
        raise AnalysisError("in one arm nobody answered")
    shares = [len(arm) / of.sum() for arm, of in zip(arms, (treated, ~treated), strict=True)]
    drawn, compared = ((_cut(arm, min(shares) / share)) for arm, share in zip(arms, shares, strict=True))
    return drawn[0] - compared[1], drawn[1] - compared[0]


def _cut(ordered: Floats, kept: float) -> tuple[float, float]:
    """Means of the smallest and of the largest values, so large a share of them kept; the one at the edge in part."""
    mass = kept * len(ordered)
    weights = np.clip(mass - np.arange(len(ordered)), 0.0, 1.0)
    return float(ordered @ weights / mass), float(ordered[::-1] @ weights / mass)
