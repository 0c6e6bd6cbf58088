"""Least squares: equal to statsmodels, to Neyman, and to itself one data set at a time."""

import numpy as np
import pytest
import statsmodels.api as sm
from scipy import stats

from fuerwort.pilot.analysis.regression import AnalysisError, Effect, difference, least_squares, pooled


def imagined(seed: int, n: int = 40, k: int = 3) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    x = np.column_stack([np.ones(n), rng.integers(0, 2, n), rng.normal(5, 3, (n, k - 2))])
    return x @ rng.normal(size=k) + rng.normal(size=n) * (1 + x[:, 1]), x


@pytest.mark.parametrize("robust", ["HC1", "HC2", "HC3"])
@pytest.mark.parametrize("seed", range(5))
def test_it_equals_statsmodels(robust: str, seed: int) -> None:
    y, x = imagined(seed)
    oracle = sm.OLS(y, x).fit(cov_type=robust, use_t=True)
    found = least_squares(y, x, robust)
    assert found.coef == pytest.approx(oracle.params, rel=1e-9)
    assert found.cov == pytest.approx(oracle.cov_params(), rel=1e-9)
    effect = found.effect([0, 1, 0])
    assert effect.n == 40
    if robust != "HC2":
        assert effect.df == 37
        assert effect.p == pytest.approx(oracle.pvalues[1], rel=1e-9)
        assert effect.interval(0.9) == pytest.approx(oracle.conf_int(0.1)[1], rel=1e-9)


@pytest.mark.parametrize("seed", range(3))
def test_degrees_of_freedom_are_those_of_bell_and_mccaffrey(seed: int) -> None:
    """By the eigenvalues of the definition, which takes n by n matrices."""
    y, x = imagined(seed)
    weights = np.array([0.2, 1.0, -0.5])
    hat = x @ np.linalg.inv(x.T @ x) @ x.T
    g = (np.eye(40) - hat) * (x @ np.linalg.inv(x.T @ x) @ weights / np.sqrt(1 - np.diag(hat)))
    values = np.linalg.eigvalsh(g.T @ g)
    assert least_squares(y, x).df(weights) == pytest.approx(values.sum() ** 2 / (values**2).sum())


def test_for_two_arms_they_have_a_formula() -> None:
    a, b = 17, 30
    effect = difference(np.random.default_rng(1).normal(size=a + b), [1.0] * a + [0.0] * b)
    formula = (a + b) ** 2 * (a - 1) * (b - 1) / (b**2 * (b - 1) + a**2 * (a - 1))
    assert effect.df == pytest.approx(formula, rel=1e-9)


def test_many_data_sets_are_fitted_as_one_by_one() -> None:
    y, x = map(np.stack, zip(*(imagined(seed) for seed in range(6)), strict=True))
    y[2, 5] = x[4, 7, 2] = np.nan
    together = least_squares(y, x)
    for k in range(6):
        here = np.isfinite(y[k]) & np.isfinite(x[k]).all(axis=1)
        alone = least_squares(y[k][here], x[k][here])
        assert together.coef[k] == pytest.approx(alone.coef, rel=1e-9)
        assert together.cov[k] == pytest.approx(alone.cov, rel=1e-9)
        assert together.df([0, 1, 0])[k] == pytest.approx(alone.df([0, 1, 0]))
    estimate, se = together.combined([0, 1, 0])
    assert estimate == pytest.approx(together.coef[:, 1])
    assert se == pytest.approx(np.sqrt(together.cov[:, 1, 1]))


def test_two_arms_without_covariates_are_neyman() -> None:
    rng = np.random.default_rng(1)
    a, b = rng.normal(1, 2, 17), rng.normal(0, 1, 30)
    effect = difference([*a, *b, np.nan], [1.0] * 17 + [0.0] * 31)
    assert effect.estimate == pytest.approx(a.mean() - b.mean())
    assert effect.se == pytest.approx(np.sqrt(a.var(ddof=1) / 17 + b.var(ddof=1) / 30))
    assert effect.t == pytest.approx(stats.ttest_ind(a, b, equal_var=False).statistic)


def test_a_row_that_decides_its_own_fit_leaves_no_error() -> None:
    x = np.column_stack([np.ones(6), [1.0, 0, 0, 0, 0, 0]])
    found = least_squares([5.0, 1, 2, 1, 2, 1], x)
    assert found.cov[0, 0] > 0
    assert np.isfinite(found.cov).all()


def test_what_cannot_be_estimated_is_refused() -> None:
    with pytest.raises(AnalysisError, match="cannot be estimated from 2 people"):
        least_squares([1.0, 2.0, np.nan], np.eye(3))
    with pytest.raises(AnalysisError, match="says nothing that the others do not say"):
        least_squares([1.0, 2.0, 4.0], np.ones((3, 2)))


def test_sites_are_pooled_by_precision() -> None:
    alike = pooled([Effect(1.0, 0.4, 20.0, 30), Effect(2.0, 0.4, 20.0, 30)])
    assert (alike.estimate, alike.n) == (1.5, 60)
    assert (alike.se, alike.df) == pytest.approx((0.4 / np.sqrt(2), 40.0))
    sure = pooled([Effect(1.0, 0.01, 20.0, 30), Effect(2.0, 4.0, 20.0, 30)])
    assert (sure.estimate, sure.se, sure.df) == pytest.approx((1.0, 0.01, 20.0), rel=1e-4)


def test_pooled_intervals_hold() -> None:
    """Two small sites of different size and noise, a thousand times."""
    rng = np.random.default_rng(5)
    sites = []
    for n, sd in [(24, 1.0), (40, 2.0)]:
        x = np.broadcast_to(np.column_stack([np.ones(n), np.arange(n) % 2]), (1000, n, 2))
        fits = least_squares(rng.normal(0, sd, (1000, n)), x)
        found = zip(*fits.combined([0, 1]), fits.df([0, 1]), strict=True)
        sites.append([Effect(estimate, se, df, n) for estimate, se, df in found])
    intervals = [pooled(pair).interval() for pair in zip(*sites, strict=True)]
    assert 0.935 <= np.mean([low < 0 < high for low, high in intervals]) <= 0.97
