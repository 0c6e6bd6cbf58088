"""ANCOVA on the mean before the draw: equal to statsmodels, quiet about who did not answer."""

import numpy as np
import pytest
import statsmodels.api as sm

from fuerwort.pilot.analysis.ancova import ancova, collapse, controls, spread


def imagined(seed: int = 0, n: int = 30) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    base, treated, more = rng.normal(5, 2, n), rng.permutation(np.arange(n) % 2), rng.normal(size=(n, 2))
    return 0.5 * treated + 0.7 * base + more[:, 0] + rng.normal(size=n), base, treated, more


@pytest.mark.parametrize("with_more", [False, True])
def test_it_equals_statsmodels(with_more: bool) -> None:
    y, base, treated, more = imagined()
    x = np.column_stack([np.ones(30), treated, base, *([more] if with_more else [])])
    oracle = sm.OLS(y, x).fit(cov_type="HC2", use_t=True)
    effect = ancova(y, base, treated, more if with_more else None)
    assert (effect.estimate, effect.se) == pytest.approx((oracle.params[1], oracle.bse[1]), rel=1e-9)


def test_by_arm_is_the_mean_of_what_each_arm_would_have_had() -> None:
    y, base, treated, _ = imagined(3)
    y[:4] = np.nan
    here = np.isfinite(y)
    at = base[here].mean()

    def would(arm: int) -> float:
        chosen = here & (treated == arm)
        return float(np.polyval(np.polyfit(base[chosen], y[chosen], 1), at))

    effect = ancova(y, base, treated, by_arm=True)
    assert effect.estimate == pytest.approx(would(1) - would(0))
    assert effect.n == 26
    assert 15 < effect.df <= 22


def test_waves_collapse_to_the_mean_of_what_was_answered() -> None:
    waves = [[1.0, 3.0, np.nan], [np.nan] * 3, [2.0, 2.0, 5.0]]
    assert collapse(waves).tolist()[::2] == [2.0, 3.0]
    assert np.isnan(collapse(waves)[1])


def test_without_a_baseline_one_counts_as_the_mean() -> None:
    assert controls([1.0, np.nan, 3.0]).tolist() == [[1.0, -1.0], [1.0, 0.0], [1.0, 1.0]]


def test_spread_is_among_people_within_waves() -> None:
    before = np.array([[0.0, 10.0], [2.0, 12.0], [4.0, np.nan]])
    assert spread(before) == pytest.approx(np.sqrt((4 + 2) / 2))
