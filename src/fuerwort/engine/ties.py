"""Confirmed experiences -> ties: how much two members have really shared, fading, and never more than one full tie.

Rule page: docs/rules/ties.md. Source: design, section 1.
"""

from typing import overload

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fuerwort.engine.shapes import TieRule

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class TieError(ValueError):
    """Experiences no tie can be made of."""


@overload
def per_pair(hours: float, people: int) -> float: ...
@overload
def per_pair(hours: Floats, people: Ints) -> Floats: ...
def per_pair(hours: float | Floats, people: int | Ints) -> float | Floats:
    """Hours of one occasion that count for each pair: a lecture with 50 people is not 1,225 friendships.

    >>> per_pair(6.0, 4)
    2.0
    """
    return hours / (people - 1)


@overload
def faded(hours: float, days: float, rule: TieRule) -> float: ...
@overload
def faded(hours: Floats, days: Floats | float, rule: TieRule) -> Floats: ...
def faded(hours: float | Floats, days: float | Floats, rule: TieRule) -> float | Floats:
    """Hours that are left after so many days: half after one half-life.

    >>> faded(8.0, 365.0, TieRule())
    4.0
    """
    return hours * 2.0 ** (-days / rule.half_life)


def weight(hours: ArrayLike, rule: TieRule) -> Floats:
    """Tie of so many decayed hours, in [0, 1): half a full tie at ``half_tie`` hours.

    >>> float(weight(8.0, TieRule()))
    0.5
    """
    h = np.asarray(hours, np.float64)
    return h / (h + rule.half_tie)


def weigh(
    n: int, a: ArrayLike, b: ArrayLike, hours: ArrayLike, day: ArrayLike, now: float, rule: TieRule
) -> tuple[Ints, Ints, Floats]:
    """Sum experiences into one entry per pair.

    Returns
    -------
    Members i < j of each pair (int64) and the pair's decayed hours (float64), sorted by pair.

    Raises
    ------
    TieError
        Arrays of different length, a member out of range or tied to themselves, hours not positive and finite.
    """
    one, other = np.asarray(a, np.int64), np.asarray(b, np.int64)
    spent, days = np.asarray(hours, np.float64), np.asarray(day, np.float64)
    if not (one.shape == other.shape == spent.shape == days.shape and one.ndim == 1):
        raise TieError("members, hours and days must be arrays of the same length")
    if len(one) == 0:
        return one, other, spent
    low, high = np.minimum(one, other), np.maximum(one, other)
    if low.min() < 0 or high.max() >= n:
        raise TieError(f"members are numbered 0 to {n - 1}")
    if (low == high).any():
        raise TieError("nobody has a tie to themselves")
    if not (np.isfinite(days).all() and np.isfinite(spent).all() and (spent > 0).all()):
        raise TieError("hours must be positive and days known")
    key = low * n + high
    order = np.argsort(key, kind="stable")
    key = key[order]
    first = np.flatnonzero(np.concatenate([[True], key[1:] != key[:-1]]))
    left = faded(spent, now - days, rule)[order]
    return low[order][first], high[order][first], np.add.reduceat(left, first)
