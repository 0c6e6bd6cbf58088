"""How often would the lottery alone have shown as much? The actual lottery, drawn again and again.

Source: Fisher 1935; studentised, so that it stays right where the effect differs among people (Wu and Ding 2021).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from fuerwort.pilot.analysis.ancova import controls
from fuerwort.pilot.analysis.lottery import Lottery
from fuerwort.pilot.analysis.regression import AnalysisError, Bools, Floats

DRAWS = 2000

BLOCK = 50_000
"""Numbers in a block of draws: what fits the cache."""


def studentised(outcome: ArrayLike, z: ArrayLike, moved: ArrayLike) -> Floats:
    """Estimate over its HC2 error, for each row of what the lottery moves (draws, n), beside fixed ``z`` (n, k).

    People without an outcome (NaN) are left out. Where the lottery moves nothing, the row counts as extreme.
    """
    outcome, moved = np.asarray(outcome, np.float64), np.asarray(moved)
    here = np.isfinite(outcome)
    q = np.linalg.qr(np.asarray(z, np.float64)[here])[0]
    y = outcome[here] - q @ (q.T @ outcome[here])
    y[np.abs(y) <= 1e-12 * np.abs(outcome[here]).max()] = 0.0
    blocks = np.array_split(moved, 1 + moved.size // BLOCK)
    return np.concatenate([_block(y, q, block[:, here].astype(np.float64)) for block in blocks])


def _block(y: Floats, q: Floats, d: Floats) -> Floats:
    d -= (d @ q) @ q.T
    squares = d**2
    size = squares.sum(axis=1)
    safe = np.where(size > 1e-9, size, 1.0)
    estimate = (d @ y) / safe
    free = np.maximum((1 - (q**2).sum(axis=1)) - squares / safe[:, None], 1e-12)
    d *= -estimate[:, None]
    d += y  # what is left over
    d **= 2
    d *= squares
    error = np.sqrt((d / free).sum(axis=1)) / safe
    t = np.divide(estimate, error, out=np.zeros_like(error), where=error > 0)
    return np.asarray(np.where(size > 1e-9, t, np.inf))


@dataclass(frozen=True, slots=True, eq=False)
class Redrawn:
    """Statistics as they were (m outcomes) and as so many redrawn lotteries would have given them (draws, m).

    Raises
    ------
    AnalysisError
        The actual lottery moved nothing here: in one arm nobody answered.
    """

    observed: Floats
    redrawn: Floats

    def __post_init__(self) -> None:
        if not np.isfinite(self.observed).all():
            raise AnalysisError("in one arm nobody answered")

    @property
    def p(self) -> Floats:
        """Two-sided p value of each outcome; never zero, the actual draw counts as one of them."""
        return np.asarray((1 + _reached(self.redrawn, self.observed).sum(axis=0)) / (1 + len(self.redrawn)))

    @property
    def westfall_young(self) -> Floats:
        """Adjusted for the whole family by step-down maxT (Westfall and Young 1993): as Holm, but it knows how
        outcomes hang together."""
        order = np.argsort(-np.abs(self.observed), kind="stable")
        weakest_first = np.abs(self.redrawn[:, order[::-1]])
        at_least = np.maximum.accumulate(weakest_first, axis=1)[:, ::-1]
        p = (1 + _reached(at_least, self.observed[order]).sum(axis=0)) / (1 + len(self.redrawn))
        adjusted = np.empty(len(order))
        adjusted[order] = np.maximum.accumulate(p)
        return adjusted

    @property
    def widest(self) -> float:
        """Errors that 95 % of the redrawn lotteries do not exceed in any outcome: for intervals that hold together."""
        return float(np.quantile(np.abs(self.redrawn).max(axis=1), 0.95, method="higher"))  # some may have no error


def _reached(redrawn: Floats, observed: Floats) -> Bools:
    return np.asarray(np.abs(redrawn) >= np.abs(observed) * (1 - 1e-9))


def redraw(answered: ArrayLike, treated: ArrayLike, lottery: Lottery, seed: int, draws: int = DRAWS) -> Bools:
    """The actual draw, then redrawn ones (1 + draws, n).

    Where somebody did not answer, only those who did swap places, each within their stratum. So the test stays exact
    even if receiving decides who answers, as long as it does so by nothing but stratum.
    """
    answered, treated = np.asarray(answered, np.bool_), np.asarray(treated, np.bool_)
    if answered.all():
        return np.vstack([treated, lottery.redraw(draws, seed)])
    return np.vstack([treated, lottery.redraw_others(treated, ~answered, draws, seed)])


def randomise(
    outcomes: Sequence[ArrayLike],
    baselines: Sequence[ArrayLike],
    treated: ArrayLike,
    lottery: Lottery,
    seed: int,
    *,
    draws: int = DRAWS,
    covariates: ArrayLike | None = None,
) -> Redrawn:
    """Draw the lottery again: all outcomes see the same draws, so that what hangs together stays so."""
    values = np.asarray(outcomes, np.float64)
    moved = redraw(np.isfinite(values).any(axis=0), treated, lottery, seed, draws)
    pairs = zip(values, baselines, strict=True)
    t = np.stack([studentised(outcome, controls(base, covariates), moved) for outcome, base in pairs], axis=1)
    return Redrawn(t[0], t[1:])
