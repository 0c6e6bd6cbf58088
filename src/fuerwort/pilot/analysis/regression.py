"""Least squares with robust standard errors, over many data sets at once.

Source: MacKinnon and White 1985 (HC1 to HC3); for two arms without covariates HC2 is Neyman's standard error. With
HC2 the degrees of freedom are those of Bell and McCaffrey 2002 (see Imbens and Kolesár 2016): fewer where one arm is
much smaller than the other, so that intervals hold for twenty people too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import stats

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Robust = Literal["HC1", "HC2", "HC3"]


class AnalysisError(ValueError):
    """Data nobody can answer the question with."""


@dataclass(frozen=True, slots=True)
class Effect:
    """One estimate, its standard error (both in the unit of the outcome), degrees of freedom, people it rests on."""

    estimate: float
    se: float
    df: float
    n: int

    @property
    def t(self) -> float:
        """Estimate in standard errors."""
        return self.estimate / self.se

    @property
    def p(self) -> float:
        """Two-sided, by the t distribution."""
        return float(2 * stats.t.sf(abs(self.t), self.df))

    def interval(self, level: float = 0.95) -> tuple[float, float]:
        """Confidence interval, in the unit of the outcome."""
        half = float(stats.t.ppf((1 + level) / 2, self.df)) * self.se
        return self.estimate - half, self.estimate + half


@dataclass(frozen=True, slots=True)
class Fits:
    """Fits of as many data sets as the leading axes say.

    ``coef`` (..., k) and ``cov`` (..., k, k) in the units of outcome and columns; ``n`` (...) rows used.
    """

    coef: Floats
    cov: Floats
    n: NDArray[np.int64]
    robust: Robust
    basis: Floats
    back: Floats
    """Columns made orthonormal (..., n, k), and the way back to the columns (..., k, k)."""

    def df(self, weights: ArrayLike) -> Floats:
        """Degrees of freedom of a weighted sum of coefficients: rows beyond the columns, with HC2 Bell-McCaffrey's."""
        k = self.coef.shape[-1]
        if self.robust != "HC2":
            return np.asarray(self.n - k, np.float64)
        w = np.einsum("...nk,...jk,j->...n", self.basis, self.back, np.asarray(weights, np.float64), optimize=True)
        held = (self.basis**2).sum(axis=-1)
        squares = w**2 / np.maximum(1 - held, 1e-12)
        inner = np.einsum("...nk,...n,...nl->...kl", self.basis, squares, self.basis, optimize=True)
        trace = (squares**2 * (1 - 2 * held)).sum(axis=-1) + (inner**2).sum(axis=(-1, -2))
        return np.asarray(np.clip((w**2).sum(axis=-1) ** 2 / trace, 1.0, self.n - k))

    def combined(self, weights: ArrayLike) -> tuple[Floats, Floats]:
        """A weighted sum of coefficients and its standard error, for each data set."""
        w = np.asarray(weights, np.float64)
        return self.coef @ w, np.sqrt(np.einsum("i,...ij,j->...", w, self.cov, w))

    def effect(self, weights: ArrayLike) -> Effect:
        """The same of a single data set."""
        estimate, se = self.combined(weights)
        return Effect(float(estimate), float(se), float(self.df(weights)), int(self.n))


def least_squares(y: ArrayLike, x: ArrayLike, robust: Robust = "HC2") -> Fits:
    """Fit outcomes ``y`` (..., n) on columns ``x`` (..., n, k); rows with a missing value (NaN) are left out.

    Raises
    ------
    AnalysisError
        Fewer rows than columns need, or a column that the others make up.
    """
    y, x = np.asarray(y, np.float64), np.asarray(x, np.float64)
    here = np.isfinite(y) & np.isfinite(x).all(axis=-1)
    y, x = np.where(here, y, 0.0), np.where(here[..., None], x, 0.0)
    n, k = here.sum(axis=-1), x.shape[-1]
    if (n <= k).any():
        raise AnalysisError(f"{k} numbers cannot be estimated from {int(n.min())} people")
    q, r = np.linalg.qr(x)
    size = np.abs(np.diagonal(r, axis1=-2, axis2=-1))
    if (size <= 1e-10 * np.sqrt((x**2).sum(axis=-2))).any():
        raise AnalysisError("a column says nothing that the others do not say")
    back = np.linalg.inv(r)
    score = np.einsum("...nk,...n->...k", q, y)
    left = y - np.einsum("...nk,...k->...n", q, score)
    squares = left**2 * _weights(q, n, k, robust)
    inner = np.einsum("...nk,...n,...nl->...kl", q, squares, q)
    cov = back @ inner @ np.swapaxes(back, -1, -2)
    return Fits(np.einsum("...kl,...l->...k", back, score), cov, n, robust, q, back)


def _weights(q: Floats, n: NDArray[np.int64], k: int, robust: Robust) -> Floats:
    if robust == "HC1":
        return np.broadcast_to((n / (n - k))[..., None], q.shape[:-1])
    free = np.maximum(1 - (q**2).sum(axis=-1), 1e-12)  # nothing is left over where a row decides its own fit
    return np.asarray(1 / free if robust == "HC2" else 1 / free**2)


def difference(outcome: ArrayLike, treated: ArrayLike) -> Effect:
    """Difference between the means of two arms, with Neyman's standard error."""
    treated = np.asarray(treated, np.float64)
    return least_squares(outcome, np.stack([np.ones_like(treated), treated], axis=-1)).effect([0.0, 1.0])


def pooled(effects: Sequence[Effect]) -> Effect:
    """One effect from sites that each drew for themselves, weighted by precision; sites are never compared."""
    weights = np.array([effect.se**-2 for effect in effects])
    estimate = float(weights @ [effect.estimate for effect in effects] / weights.sum())
    df = float(weights.sum() ** 2 / (weights**2 @ [1 / effect.df for effect in effects]))
    return Effect(estimate, float(weights.sum() ** -0.5), df, sum(effect.n for effect in effects))
