"""Does it matter to me that my colleagues receive? Exposure, and a test that holds whatever my own receiving does.

Source: Athey, Eckles and Imbens 2018: the outcomes of a focal half are looked at, and the lottery is drawn again for
everybody else only.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from fuerwort.pilot.analysis.ancova import controls
from fuerwort.pilot.analysis.lottery import Lottery
from fuerwort.pilot.analysis.randomisation import DRAWS, Redrawn, studentised
from fuerwort.pilot.analysis.regression import AnalysisError, Effect, Floats, least_squares


@dataclass(frozen=True, slots=True)
class SpillOver:
    """Effect of all exchange partners receiving against none, at equal receiving oneself; p value of the focal test."""

    effect: Effect
    p: float
    focal: int


def exposure(ties: ArrayLike, treated: ArrayLike) -> Floats:
    """Share of each person's ties (n, n; from before the draw) that lead to people who receive; NaN without ties."""
    ties = np.asarray(ties, np.float64) * (1 - np.eye(len(np.asarray(ties))))
    total = ties.sum(axis=1)
    reached = np.asarray(treated, np.float64) @ ties.T
    with np.errstate(invalid="ignore"):
        return np.asarray(np.where(total > 0, reached / np.where(total > 0, total, 1.0), np.nan))


def spill_over(
    outcome: ArrayLike,
    baseline: ArrayLike,
    treated: ArrayLike,
    ties: ArrayLike,
    lottery: Lottery,
    seed: int,
    *,
    draws: int = DRAWS,
) -> SpillOver:
    """Estimate and test what exposure does beside one's own receiving.

    Raises
    ------
    AnalysisError
        Too few people have both ties and answers.
    """
    treated = np.asarray(treated, np.bool_)
    exposed = exposure(ties, treated)
    y = np.where(np.isfinite(exposed), np.asarray(outcome, np.float64), np.nan)
    able = np.flatnonzero(np.isfinite(y))
    if len(able) < 10:
        raise AnalysisError(f"only {len(able)} people have both ties and answers")
    z = np.column_stack([controls(baseline), treated])
    effect = least_squares(y, np.column_stack([np.nan_to_num(exposed), z])).effect([1.0] + [0.0] * z.shape[1])
    focal = np.zeros(len(y), np.bool_)
    focal[np.random.default_rng(seed).permutation(able)[: len(able) // 2]] = True
    moved = np.vstack([treated, lottery.redraw_others(treated, focal, draws, seed + 1)])
    t = studentised(np.where(focal, y, np.nan), z, np.nan_to_num(exposure(ties, moved)))
    return SpillOver(effect, float(Redrawn(t[:1], t[1:, None]).p[0]), int(focal.sum()))
