"""Spill-over: found where it is, not invented where receiving itself does much."""

import numpy as np
import pytest

from fuerwort.pilot.analysis.lottery import Lottery
from fuerwort.pilot.analysis.regression import AnalysisError
from fuerwort.pilot.analysis.spillover import exposure, spill_over


def world(seed: int, n: int, direct: float, spilled: float) -> tuple[np.ndarray, ...]:
    rng = np.random.default_rng(seed)
    ties = np.triu(rng.random((n, n)) < 5 / n, 1).astype(float)
    ties += ties.T
    lottery = Lottery.of(np.arange(n) % 4, n // 2)
    treated = lottery.redraw(1, seed)[0]
    base = rng.normal(size=n)
    y = 0.6 * base + 0.8 * rng.normal(size=n) + direct * treated * (1 + base)
    return y + spilled * np.nan_to_num(exposure(ties, treated)), base, treated, ties, lottery


def test_exposure_is_the_share_of_ones_ties_that_receive() -> None:
    ties = [[9, 1, 3, 0], [1, 0, 0, 0], [3, 0, 0, 0], [0, 0, 0, 0]]
    found = exposure(ties, [True, True, False, True])
    assert found[:3].tolist() == [0.25, 1.0, 1.0]
    assert np.isnan(found[3])


def test_it_finds_what_spills_over() -> None:
    y, base, treated, ties, lottery = world(1, 300, 0.3, 1.5)
    found = spill_over(y, base, treated, ties, lottery, 5, draws=400)
    low, high = found.effect.interval(0.99)
    assert low < 1.5 < high
    assert found.p < 0.05
    assert 140 <= found.focal <= 150


def test_receiving_oneself_is_not_taken_for_spill_over() -> None:
    """Effects of receiving, large and different among people, and none of others: one test in twenty, not more."""
    ps = [spill_over(*world(seed, 60, 1.5, 0.0), seed + 1, draws=99).p for seed in range(400)]
    assert np.mean(np.array(ps) <= 0.05) <= 0.05 + 2 * np.sqrt(0.05 * 0.95 / 400)


def test_few_ties_tell_nothing() -> None:
    y, base, treated, _, lottery = world(1, 20, 0.0, 0.0)
    ties = np.zeros((20, 20))
    ties[0, 1] = ties[1, 0] = 1
    with pytest.raises(AnalysisError, match="only 2 people"):
        spill_over(y, base, treated, ties, lottery, 1)
