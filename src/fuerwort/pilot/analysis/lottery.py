"""The lottery that was drawn, drawn again: who could have received as well.

The same law as docs/rules/draw.md: K places in all, each stratum its exact part rounded down or up, up with exactly
the chance of what is cut off (systematic sampling of strata in random order), all orders within a stratum alike.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fuerwort.pilot.analysis.regression import AnalysisError, Bools, Floats

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Lottery:
    """Stratum of each of n people, numbered 0, 1, 2 ... without gaps, and how many places there are in all."""

    strata: Ints
    places: int

    @classmethod
    def of(cls, strata: ArrayLike, places: int) -> "Lottery":
        """From stratum labels of any kind.

        Raises
        ------
        AnalysisError
            Nobody would be drawn, or nobody compared.
        """
        codes = np.unique(np.asarray(strata), return_inverse=True)[1].reshape(-1).astype(np.int64)
        if not 0 < places < len(codes):
            raise AnalysisError(f"{places} places for {len(codes)} people make no two groups")
        return cls(codes, places)

    def redraw(self, draws: int, seed: int) -> Bools:
        """Who receives in each of so many draws (draws, n), the same for the same seed."""
        rng = np.random.default_rng(seed)
        shares = self._shares(draws, rng)
        drawn = np.empty((draws, len(self.strata)), np.bool_)
        for stratum in range(shares.shape[1]):
            here = self.strata == stratum
            drawn[:, here] = smallest(rng.random((draws, int(here.sum()))), shares[:, stratum])
        return drawn

    def redraw_others(self, treated: ArrayLike, fixed: ArrayLike, draws: int, seed: int) -> Bools:
        """The same, given what those in ``fixed`` got: only the others of each stratum swap places."""
        rng = np.random.default_rng(seed)
        treated, fixed = np.asarray(treated, np.bool_), np.asarray(fixed, np.bool_)
        drawn = np.tile(treated, (draws, 1))
        for stratum in range(int(self.strata.max()) + 1):
            free = (self.strata == stratum) & ~fixed
            share = np.full(draws, int(treated[free].sum()))
            drawn[:, free] = smallest(rng.random((draws, int(free.sum()))), share)
        return drawn

    def _shares(self, draws: int, rng: np.random.Generator) -> Ints:
        sizes, n = np.bincount(self.strata), len(self.strata)
        whole, cut = np.divmod(self.places * sizes, n)
        order = np.argsort(rng.random((draws, len(sizes))), axis=1)
        ends, start = np.cumsum(cut[order], axis=1), rng.integers(0, n, (draws, 1))
        begins = ends - cut[order]
        more = (ends - start + n - 1) // n - (begins - start + n - 1) // n
        shares = np.empty_like(more)
        np.put_along_axis(shares, order, whole[order] + more, axis=1)
        return shares


def smallest(keys: Floats, counts: Ints) -> Bools:
    """Which keys of each row (rows, n) are among its so many smallest (rows)."""
    limits = np.concatenate([np.full((len(keys), 1), -1.0), np.sort(keys, axis=1)], axis=1)
    return np.asarray(keys <= np.take_along_axis(limits, counts[:, None], axis=1))
