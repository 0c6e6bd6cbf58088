"""The one hot loop of text: cosine of a dense query with sparse texts."""

import numpy as np
from numba import njit
from numpy.typing import NDArray


@njit(cache=True)
def cosines(
    wanted: NDArray[np.int64],
    starts: NDArray[np.int64],
    grams: NDArray[np.int64],
    counts: NDArray[np.float64],
    idf: NDArray[np.float64],
    query: NDArray[np.float64],
) -> NDArray[np.float64]:
    """One cosine per wanted text; the query has length one already (or is all zero)."""
    result = np.zeros(len(wanted))
    for k in range(len(wanted)):
        dot = 0.0
        square = 0.0
        for at in range(starts[wanted[k]], starts[wanted[k] + 1]):
            weight = counts[at] * idf[grams[at]]
            dot += weight * query[grams[at]]
            square += weight * weight
        if dot > 0.0:
            result[k] = min(1.0, dot / np.sqrt(square))
    return result
