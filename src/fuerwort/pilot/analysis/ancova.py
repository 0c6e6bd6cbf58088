"""The effect of receiving, compared with how each person answered before the draw.

Source: McKenzie 2012 (several waves before, several after); Lin 2013 (columns that differ by arm, only if they were
registered before).
"""

import numpy as np
from numpy.typing import ArrayLike

from fuerwort.pilot.analysis.regression import Effect, Floats, least_squares


def collapse(waves: ArrayLike) -> Floats:
    """Mean of what each person answered (n, waves) -> (n); NaN for who never did."""
    waves = np.asarray(waves, np.float64)
    here = np.isfinite(waves)
    count = here.sum(axis=-1)
    return np.where(count > 0, np.where(here, waves, 0.0).sum(axis=-1) / np.maximum(count, 1), np.nan)


def spread(before: ArrayLike) -> float:
    """Standard deviation of one measure among people, over all waves before the draw (n, waves): what 1 SD means.

    NaN where nobody differed from anybody.
    """
    waves = [wave[np.isfinite(wave)] for wave in np.asarray(before, np.float64).T]
    variances = [float(wave.var(ddof=1)) for wave in waves if len(wave) > 1]
    return float(np.sqrt(np.mean(variances))) if any(variances) else float("nan")


def centred(values: ArrayLike) -> Floats:
    """Distance from the mean; 0 for who gave no value: the draw knew nothing of it, so that adds no bias."""
    values = np.asarray(values, np.float64)
    here = np.isfinite(values)
    mean = values[here].mean() if here.any() else 0.0
    return np.where(here, values - mean, 0.0)


def controls(baseline: ArrayLike, covariates: ArrayLike | None = None) -> Floats:
    """Columns beside treatment: one, and baseline and covariates (n, k) around their means."""
    columns = [np.asarray(baseline, np.float64)]
    if covariates is not None:
        columns += list(np.atleast_2d(np.asarray(covariates, np.float64).T))
    return np.stack([np.ones_like(columns[0]), *map(centred, columns)], axis=-1)


def ancova(
    outcome: ArrayLike,
    baseline: ArrayLike,
    treated: ArrayLike,
    covariates: ArrayLike | None = None,
    *,
    by_arm: bool = False,
) -> Effect:
    """Effect of treatment on the outcome (n; NaN is left out), with HC2 and a t interval.

    ``by_arm`` lets baseline and covariates matter differently in each arm (Lin).
    """
    treated, z = np.asarray(treated, np.float64), controls(baseline, covariates)
    here = np.isfinite(np.asarray(outcome, np.float64))
    z = z[:, [True, *(np.ptp(z[here, 1:], axis=0) > 0)]]  # where all gave the same baseline it explains nothing
    columns = [treated[:, None], z]
    if by_arm:
        beside = z[:, 1:] - z[here, 1:].mean(axis=0)
        columns = [treated[:, None], z[:, :1], beside, beside * treated[:, None]]
    x = np.concatenate(columns, axis=1)
    return least_squares(outcome, x).effect([1.0] + [0.0] * (x.shape[1] - 1))
