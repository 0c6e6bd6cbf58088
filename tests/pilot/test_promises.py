"""What the analysis of a pilot promises, in a small version of benchmarks/pilot.py; its figures: docs/benchmarks.md."""

import numpy as np
import pytest
from benchmarks.pilot import SCENARIOS, cell, family

PILOTS, DRAWS = 400, 299


def errors(share: float, times: float) -> float:
    return times * float(np.sqrt(share * (1 - share) / PILOTS))


@pytest.mark.parametrize("scenario", SCENARIOS)
@pytest.mark.parametrize("n", [20, 60])
def test_intervals_hold_estimates_are_right_and_nothing_is_found_where_nothing_is(n: int, scenario: str) -> None:
    row = cell(n, scenario, PILOTS, DRAWS, 4000 + n)
    assert 0.936 - errors(0.95, 2) <= row.coverage <= 0.970 + errors(0.95, 1)
    assert abs(row.bias) <= 0.02 + 2 * 0.25 / np.sqrt(PILOTS) * np.sqrt(20 / n)
    assert row.size <= 0.05 + errors(0.05, 2)


def test_a_family_is_kept_together_without_losing_more_than_holm() -> None:
    found = family(PILOTS, DRAWS, 5)
    assert found.raw > 0.15
    assert found.westfall_young <= 0.05 + errors(0.05, 2)
    assert found.found_westfall_young >= found.found_holm
    assert found.found_raw > 0.7
