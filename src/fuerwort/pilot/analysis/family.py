"""Several outcomes at once: p values that stay honest for the whole family.

Sources: Holm 1979; sharpened q values: Benjamini, Krieger and Yekutieli 2006 in the form of Anderson 2008.
"""

import numpy as np
from numpy.typing import ArrayLike

from fuerwort.pilot.analysis.regression import Floats


def holm(p: ArrayLike) -> Floats:
    """Adjusted p values: at most 5 % of families without any effect have one of .05 or less."""
    p = np.asarray(p, np.float64)
    order, m = np.argsort(p, kind="stable"), len(p)
    adjusted = np.empty(m)
    adjusted[order] = np.minimum(np.maximum.accumulate(p[order] * np.arange(m, 0, -1)), 1.0)
    return adjusted


def sharpened_q(p: ArrayLike) -> Floats:
    """Smallest false discovery rate, in steps of .001, at which the two-stage procedure calls each an effect."""
    p = np.asarray(p, np.float64)
    m = len(p)
    if m <= 1:
        return p.copy()
    levels = np.arange(1, 1001) / 1000
    first = levels / (1 + levels)
    found = _found(p, first)
    with np.errstate(divide="ignore"):
        second = first * (m / (m - found))
    called = np.argsort(np.argsort(p, kind="stable")) < _found(p, second)[:, None]
    return np.where(called.any(axis=0), levels[called.argmax(axis=0)], 1.0)


def _found(p: Floats, level: Floats) -> Floats:
    """How many Benjamini and Hochberg call effects at each level."""
    ranks = np.arange(1, len(p) + 1)
    below = np.sort(p) <= np.multiply.outer(level, ranks) / len(p)
    return np.asarray((below * ranks).max(axis=1))
