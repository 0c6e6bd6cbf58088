"""Month by month: both arms, the effect, and how sure one can be of it, alone and of all months together."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from fuerwort.pilot.analysis.ancova import ancova, collapse
from fuerwort.pilot.analysis.lottery import Lottery
from fuerwort.pilot.analysis.randomisation import DRAWS, randomise
from fuerwort.pilot.analysis.regression import Effect, Floats


@dataclass(frozen=True, slots=True)
class Mean:
    """Mean of an arm at a wave, its standard error (unit of the outcome), and how many answered."""

    value: float
    se: float
    n: int


@dataclass(frozen=True, slots=True)
class Point:
    """One wave: both arms, the effect adjusted for baseline, and its interval that holds for all waves together."""

    wave: int
    drawn: Mean
    compared: Mean
    effect: Effect
    together: tuple[float, float]


def trajectory(
    before: ArrayLike, after: ArrayLike, treated: ArrayLike, lottery: Lottery, seed: int, *, draws: int = DRAWS
) -> tuple[Point, ...]:
    """Points for the waves (n, waves) after the draw that at least three of each arm answered."""
    before, after = collapse(before), np.asarray(after, np.float64)
    treated = np.asarray(treated, np.bool_)
    here = np.isfinite(after)
    waves = [w for w in range(after.shape[1]) if min(here[treated, w].sum(), here[~treated, w].sum()) >= 3]
    if not waves:
        return ()
    columns = [after[:, wave] for wave in waves]
    widest = randomise(columns, [before] * len(waves), treated, lottery, seed, draws=draws).widest
    points = []
    for wave, column in zip(waves, columns, strict=True):
        effect = ancova(column, before, treated)
        half = widest * effect.se if effect.se > 0 else 0.0
        together = (effect.estimate - half, effect.estimate + half)
        points.append(Point(wave, _mean(column[treated]), _mean(column[~treated]), effect, together))
    return tuple(points)


def _mean(answers: Floats) -> Mean:
    values = answers[np.isfinite(answers)]
    return Mean(float(values.mean()), float(values.std(ddof=1) / np.sqrt(len(values))), len(values))
