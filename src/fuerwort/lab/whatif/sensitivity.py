"""Which assumption makes a difference: Sobol's indices of every parameter (scipy.stats.sobol_indices)."""

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.stats import sobol_indices, uniform

from fuerwort.lab.whatif.outputs import OUTPUTS
from fuerwort.lab.whatif.parameters import Floats, spread, table
from fuerwort.lab.whatif.play import run
from fuerwort.lab.whatif.scenarios import Scenario

RESAMPLES = 500


@dataclass(frozen=True, slots=True)
class Share:
    """Part of a difference's variance that a parameter makes alone (``first``), and with all others (``total``).

    ``first_span`` and ``total_span``: what 95 % of the resampled points say, so how far they have converged.
    """

    output: str
    parameter: str
    first: float
    total: float
    first_span: tuple[float, float]
    total_span: tuple[float, float]


def sensitivity(
    scenario: Scenario,
    outputs: Sequence[str],
    *,
    points: int = 64,
    seed: int = 1,
    worlds: int = 2,
    executor: Executor | None = None,
    tell: Callable[[float], None] = lambda share: None,
) -> list[Share]:
    """Shares of the first comparison of a scenario.

    All points meet the same people and the same luck, so that only parameters differ; the figures are means over so
    many ``worlds``. Costs points x (parameters + 2) x worlds runs of two regimes.

    Raises
    ------
    ValueError
        ``points`` is no power of two, or there is no such output.
    """
    if points < 2 or points & (points - 1):
        raise ValueError(f"points must be a power of two, not {points}")
    if strange := sorted(set(outputs) - set(OUTPUTS)):
        raise ValueError(f"there is no output {', '.join(strange)}; there are {', '.join(OUTPUTS)}")
    one, other = scenario.compare[-1]
    regimes = {name: scenario.regimes[name] for name in (one, other)}
    parts = len(table()) + 2
    done = 0.0

    def difference(cube: Floats) -> Floats:
        """(parameters, points) of the unit cube -> (outputs, points)."""
        nonlocal done
        share, settings = cube.shape[1] / (points * parts * worlds), spread(cube.T, scenario.changes)
        gaps = np.zeros((len(outputs), cube.shape[1]))
        for world in range(worlds):
            found = run(
                *(regimes, settings, scenario.plan),
                seed=seed + world,
                executor=executor,
                shared=True,
                tell=_from(tell, done, share),
            )
            gaps += np.stack([found[one][output] - found[other][output] for output in outputs]) / worlds
            done += share
        return gaps

    played: list[Floats] = []

    def kept(cube: Floats) -> Floats:
        played.append(difference(cube))
        return played[-1]

    indices = sobol_indices(func=kept, n=points, dists=[uniform()] * len(table()), rng=seed)
    return _shares(outputs, _orders(indices), _spans(played, points, seed))


def _orders(indices: Any) -> Floats:
    """(2, outputs, parameters): alone, and with all others."""
    return np.stack([np.atleast_2d(indices.first_order), np.atleast_2d(indices.total_order)])


def _spans(played: Sequence[Floats], points: int, seed: int) -> Floats:
    """(2 ends, 2, outputs, parameters): between what 95 % lie when points are drawn again with replacement."""
    f_a, f_b, mixed = played
    f_ab = np.moveaxis(mixed.reshape(len(f_a), points, -1), -1, 0)
    rng = np.random.default_rng(seed)
    again = []
    for _ in range(RESAMPLES):
        at = rng.integers(0, points, points)
        again.append(
            _orders(sobol_indices(func={"f_A": f_a[:, at], "f_B": f_b[:, at], "f_AB": f_ab[..., at]}, n=points))
        )
    return np.quantile(again, [0.025, 0.975], axis=0)


def _shares(outputs: Sequence[str], found: Floats, spans: Floats) -> list[Share]:
    return [
        Share(
            *(output, parameter, float(found[0, row, at]), float(found[1, row, at])),
            *((float(spans[0, order, row, at]), float(spans[1, order, row, at])) for order in range(2)),
        )
        for row, output in enumerate(outputs)
        for at, parameter in enumerate(table())
    ]


def _from(tell: Callable[[float], None], began: float, share: float) -> Callable[[float], None]:
    return lambda part: tell(began + share * part)
