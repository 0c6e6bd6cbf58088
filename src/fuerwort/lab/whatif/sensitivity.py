"""Which assumption makes a difference: Sobol's indices of every parameter (scipy.stats.sobol_indices)."""

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

import numpy as np
from scipy.stats import sobol_indices, uniform

from fuerwort.lab.whatif.outputs import OUTPUTS
from fuerwort.lab.whatif.parameters import Floats, spread, table
from fuerwort.lab.whatif.play import run
from fuerwort.lab.whatif.scenarios import Scenario


@dataclass(frozen=True, slots=True)
class Share:
    """Part of a difference's variance that a parameter makes alone (``first``), and with all others (``total``)."""

    output: str
    parameter: str
    first: float
    total: float


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

    indices = sobol_indices(func=difference, n=points, dists=[uniform()] * len(table()), rng=seed)
    first, total = (np.atleast_2d(values) for values in (indices.first_order, indices.total_order))
    return [
        Share(output, parameter, float(first[row, at]), float(total[row, at]))
        for row, output in enumerate(outputs)
        for at, parameter in enumerate(table())
    ]


def _from(tell: Callable[[float], None], began: float, share: float) -> Callable[[float], None]:
    return lambda part: tell(began + share * part)
