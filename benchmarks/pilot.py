"""Does the analysis of a pilot keep its word? Simulated pilots with a known effect, and with none.

    python benchmarks/pilot.py [--pilots 1000] [--draws 2000] [--jobs 2]

Each cell: so many pilots of n people, three monthly answers before and 24 after the draw; strata are quarters of the
baseline; person, drift and noise as in fuerwort.pilot.analysis.power. The effect is .35 SD of one monthly measure
(coverage, bias, power), then zero (size). A family is six outcomes that hang together (r = .4) among 60 people.
"""

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import argparse
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass

import numpy as np
from scipy import stats

from fuerwort.pilot.analysis.ancova import collapse, controls
from fuerwort.pilot.analysis.family import holm
from fuerwort.pilot.analysis.lottery import Lottery
from fuerwort.pilot.analysis.power import Plan, Variance
from fuerwort.pilot.analysis.randomisation import Redrawn, redraw, studentised
from fuerwort.pilot.analysis.regression import least_squares

EFFECT, BEFORE, AFTER = 0.35, 3, 24
SIZES = (20, 40, 100, 200)
SCENARIOS = ("homogeneous", "heterogeneous", "attrition", "differential attrition")
POOL = 50
"""So many pilots whose members all answered share redrawn lotteries, which cost as much as the rest."""


@dataclass(frozen=True)
class Row:
    """A cell: shares of pilots, and the mean error in SD."""

    n: int
    scenario: str
    coverage: float
    bias: float
    size: float
    power: float
    answered: float


def measures(rng: np.random.Generator, pilots: int, n: int, waves: int) -> np.ndarray:
    """Monthly measures (pilots, n, waves) with variance 1."""
    parts = Variance()
    drift = np.empty((pilots, n, waves))
    drift[..., 0] = rng.normal(size=(pilots, n))
    for k in range(1, waves):
        drift[..., k] = parts.memory * drift[..., k - 1] + np.sqrt(1 - parts.memory**2) * rng.normal(size=(pilots, n))
    person, noise = rng.normal(size=(pilots, n, 1)), rng.normal(size=(pilots, n, waves))
    return np.sqrt(parts.person) * person + np.sqrt(parts.drift) * drift + np.sqrt(parts.noise) * noise


def answered(rng: np.random.Generator, scenario: str, low: np.ndarray, treated: np.ndarray) -> np.ndarray:
    """Which waves after the draw are answered (pilots, n, AFTER)."""
    shape = (*low.shape, AFTER)
    if scenario == "attrition":  # 15 % leave, evenly over time; a tenth of the answers is left out
        last = np.where(rng.random(low.shape) < 0.15, rng.integers(0, AFTER, low.shape), AFTER)
        return (np.arange(AFTER) < last[..., None]) & (rng.random(shape) > 0.1)
    if (
        scenario == "differential attrition"
    ):  # 5 % of those drawn never answer; 35 % of the others, all with low baseline
        leaves = rng.random(low.shape) < np.where(treated, 0.05, 0.7 * low)
        return np.broadcast_to(~leaves[..., None], shape)
    return np.ones(shape, bool)


def cell(n: int, scenario: str, pilots: int, draws: int, seed: int) -> Row:
    rng = np.random.default_rng(seed)
    values = measures(rng, pilots, n, BEFORE + AFTER)
    values = np.take_along_axis(values, np.argsort(values[..., :BEFORE].mean(axis=2), axis=1)[..., None], axis=1)
    lottery = Lottery.of(np.arange(n) * 4 // n, n // 2)  # by baseline: the first quarter is the lowest
    treated = lottery.redraw(pilots, seed + 1)
    low = np.broadcast_to(np.arange(n) < n // 2, treated.shape)
    own = rng.normal(0, EFFECT, treated.shape) if scenario == "heterogeneous" else np.zeros(treated.shape)
    before, none = values[..., :BEFORE], values[..., BEFORE:] + (own * treated)[..., None]
    none = np.where(answered(rng, scenario, low, treated), none, np.nan)
    baseline, null = collapse(before), collapse(none)
    z = np.stack([controls(one) for one in baseline])
    x = np.concatenate([treated[..., None].astype(float), z], axis=2)
    fits = least_squares(null + EFFECT * treated, x)
    estimate, se = fits.combined([1.0, 0.0, 0.0])
    half = stats.t.ppf(0.975, fits.df([1.0, 0.0, 0.0])) * se
    p = np.array(list(redrawn(lottery, null, z, treated, draws, seed + 2)))
    return Row(
        n,
        scenario,
        float((np.abs(estimate - EFFECT) <= half).mean()),
        float(estimate.mean() - EFFECT),
        float((p <= 0.05).mean()),
        float((np.abs(estimate) > half).mean()),
        float(np.isfinite(null).mean()),
    )


def redrawn(
    lottery: Lottery, outcome: np.ndarray, z: np.ndarray, treated: np.ndarray, draws: int, seed: int
) -> Iterator[float]:
    for k in range(len(outcome)):
        here = np.isfinite(outcome[k])
        if k % POOL == 0 or not here.all():
            again = redraw(here, treated[k], lottery, seed + k, draws)
        again[0] = treated[k]
        t = studentised(outcome[k], z[k], again)
        yield float(Redrawn(t[:1], t[1:, None]).p[0])


@dataclass(frozen=True)
class Family:
    """Shares of families: with a false effect among six, and with the one true effect (.6 SD) found."""

    raw: float
    holm: float
    westfall_young: float
    found_raw: float
    found_holm: float
    found_westfall_young: float


def family(pilots: int, draws: int, seed: int, n: int = 60, outcomes: int = 6, r: float = 0.4) -> Family:
    rng = np.random.default_rng(seed)
    lottery = Lottery.of(np.arange(n) * 4 // n, n // 2)
    root = np.linalg.cholesky(np.full((outcomes, outcomes), r) + (1 - r) * np.eye(outcomes))
    calls = []
    for k in range(pilots):
        if k % POOL == 0:
            again = lottery.redraw(draws, seed + 1 + k)
        base, rest = (rng.normal(size=(n, outcomes)) @ root.T for _ in range(2))
        base = base[np.argsort(base[:, 0])]
        treated = lottery.redraw(1, seed + pilots + 1 + k)
        moved, values = np.vstack([treated, again]), 0.6 * base + 0.8 * rest
        t = np.stack([studentised(values[:, j], controls(base[:, j]), moved) for j in range(outcomes)], axis=1)
        null = Redrawn(t[0].copy(), t[1:].copy())
        values[:, 0] += 0.6 * treated[0]
        t[:, 0] = studentised(values[:, 0], controls(base[:, 0]), moved)
        one = Redrawn(t[0], t[1:])
        calls.append(
            [f(null).min() <= 0.05 for f in ADJUSTED.values()] + [f(one)[0] <= 0.05 for f in ADJUSTED.values()]
        )
    return Family(*map(float, np.mean(calls, axis=0)))


ADJUSTED: dict[str, Callable[[Redrawn], np.ndarray]] = {
    "raw": lambda found: found.p,
    "Holm": lambda found: holm(found.p),
    "Westfall-Young": lambda found: found.westfall_young,
}


def planned() -> Iterator[str]:
    yield "| n | 1 before, 1 after | 3, 1 | 3, 8 quarterly | 3, 24 monthly |"
    yield "|---|---|---|---|---|"
    waves = [((0,), (1,)), ((-2, -1, 0), (1,)), ((-2, -1, 0), (*range(3, 25, 3),)), ((-2, -1, 0), (*range(1, 25),))]
    for n in (20, 40, 60, 100, 200):
        yield (
            f"| {n} | " + " | ".join(f"{Plan(n, b, a).smallest_effect():.2f}"[1 * (n > 40) :] for b, a in waves) + " |"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pilots", type=int, default=1000)
    parser.add_argument("--draws", type=int, default=2000)
    parser.add_argument("--jobs", type=int, default=2)
    asked = parser.parse_args()
    from rich.progress import track  # noqa: PLC0415 - of typer; the small version in the tests shows nothing

    with ProcessPoolExecutor(asked.jobs) as pool:
        several = pool.submit(family, asked.pilots, asked.draws, 7)
        jobs = {
            pool.submit(cell, n, scenario, asked.pilots, asked.draws, 1000 * n + k): (k, n)
            for n in sorted(SIZES, reverse=True)
            for k, scenario in enumerate(SCENARIOS)
        }
        for _ in track(as_completed([*jobs, several]), "pilots", total=len(jobs) + 1):
            pass
    error = 2 * np.sqrt(0.05 * 0.95 / asked.pilots)
    print("\n| n | scenario | answered | coverage | bias (SD) | size | power |\n|---|---|---|---|---|---|---|")
    for job in sorted(jobs, key=lambda job: jobs[job]):
        row = job.result()
        keeps = 0.936 <= row.coverage <= 0.970 and abs(row.bias) <= 0.02 and row.size <= 0.05 + error
        print(
            f"| {row.n} | {row.scenario} | {row.answered:.2f} | {row.coverage:.3f} | {row.bias:+.3f} | {row.size:.3f} "
            f"| {row.power:.2f} |{'' if keeps else ' BROKEN'}"
        )
    found = several.result()
    print("\n| | raw | Holm | Westfall-Young |\n|---|---|---|---|")
    print(f"| a false effect among six | {found.raw:.3f} | {found.holm:.3f} | {found.westfall_young:.3f} |")
    print(f"| the one effect | {found.found_raw:.2f} | {found.found_holm:.2f} | {found.found_westfall_young:.2f} |\n")
    print(*planned(), sep="\n")


if __name__ == "__main__":
    main()
