"""Chance: the same for the same seed, block of rows, month and purpose, whatever was drawn before.

So two regimes meet the same clients and the same luck, and a difference between them is a difference of the rules.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

START, MONTH, TURNS, ENCOUNTERS = range(4)
"""Purposes: each has its own stream, so that more draws in one move no other."""
MOST = 24
"""No member gets more enquiries of a kind in a month; reached less than once in a million."""


class Dice:
    """Uniform numbers for so many rows; ``shared``: the same ones in every row, for sensitivity to parameters alone."""

    def __init__(self, seed: int, rows: int, block: int = 0, *, shared: bool = False) -> None:
        self.seed, self.rows, self.block, self.shared = seed, rows, block, shared
        self.stream = np.random.default_rng(0)

    def take(self, purpose: int, month: int = 0) -> "Dice":
        """Begin the stream of this purpose and month."""
        self.stream = np.random.default_rng(np.random.SeedSequence((self.seed, self.block, purpose, month)))
        return self

    def roll(self, *shape: int) -> Floats:
        """(rows, *shape) numbers in [0, 1)."""
        if self.shared:
            return np.broadcast_to(self.stream.random((1, *shape)), (self.rows, *shape))
        return self.stream.random((self.rows, *shape))


def poisson(mean: Floats, u: Floats) -> NDArray[np.int64]:
    """Poisson numbers by inversion, at most ``MOST``: more when the mean is larger, never fewer.

    >>> poisson(np.array([1.0, 1.0, 3.0]), np.array([0.3, 0.8, 0.8])).tolist()
    [0, 2, 4]
    """
    count = np.zeros(np.broadcast(mean, u).shape, np.int64)
    part = np.exp(-mean)
    below = part.copy()
    for k in range(1, MOST + 1):
        over = u >= below
        if not over.any():
            break
        count += over
        part = part * mean / k
        below = below + part
    return count
