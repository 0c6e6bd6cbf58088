"""Families of outcomes: equal to statsmodels, and to the definition followed step by step."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests

from fuerwort.pilot.analysis.family import holm, sharpened_q

PS = st.lists(st.integers(0, 1000).map(lambda k: k / 1000), min_size=1, max_size=8)


@pytest.mark.parametrize("seed", range(10))
def test_holm_equals_statsmodels(seed: int) -> None:
    rng = np.random.default_rng(seed)
    ps = rng.integers(0, 100, 1 + seed) / 1000
    assert holm(ps) == pytest.approx(multipletests(ps, method="holm")[1])


def two_stages(ps: list[float], q: float) -> list[bool]:
    """Benjamini, Krieger and Yekutieli 2006, definition 6, word by word."""

    def called(level: float) -> int:
        ranked = sorted(ps)
        return max((i for i, p in enumerate(ranked, 1) if p <= level * i / len(ps)), default=0)

    first = q / (1 + q)
    found = called(first)
    if found in (0, len(ps)):
        return [found > 0] * len(ps)
    limit = called(first * len(ps) / (len(ps) - found))
    return [p <= sorted(ps)[limit - 1] for p in ps]


@settings(max_examples=25, deadline=None)
@given(PS.filter(lambda ps: len(set(ps)) == len(ps) > 1))
def test_sharpened_q_is_the_first_level_at_which_two_stages_call_it(ps: list[float]) -> None:
    called = [(k / 1000, two_stages(ps, k / 1000)) for k in range(1, 1001)]
    for i, q in enumerate(sharpened_q(ps)):
        assert q == min((level for level, which in called if which[i]), default=1.0)


def test_one_p_value_stays_as_it_is() -> None:
    assert sharpened_q([0.03]).tolist() == [0.03]
    assert holm([0.03]).tolist() == [0.03]


def test_among_nothing_but_effects_none_is_lost() -> None:
    assert (sharpened_q(np.full(5, 1e-6)) == 0.001).all()
