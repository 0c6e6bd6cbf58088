"""Which parameters a picture rests on: the largest Sobol indices of each output at each step, as they were computed.

They stand in ``drivers.json``; `python -m fuerwort.lab.whatif.drivers` computes them anew (ten minutes of a
core), and must whenever the model changes.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from importlib.resources import files
from pathlib import Path

from fuerwort.lab.whatif.asked import COMPARE, MODEL, Asked
from fuerwort.lab.whatif.outputs import OUTPUTS
from fuerwort.lab.whatif.sensitivity import Share, sensitivity

POINTS = 128
LEAST = 0.1
"""A parameter is named if with all others it makes a tenth of what the difference varies by."""
MOST = 3
"""So many at most of one step."""


@dataclass(frozen=True, slots=True)
class Driver:
    """A parameter with its part of the variance of a difference, with all others; ``low`` to ``high``: 95 %."""

    regime: str
    against: str
    output: str
    parameter: str
    total: float
    low: float
    high: float


def compute(points: int = POINTS, tell: Callable[[str], None] = lambda words: None) -> list[Driver]:
    """The largest of each output, step by step between regimes."""
    found = []
    for one, other in COMPARE:
        tell(f"{one} less {other}")
        asked = replace(Asked().scenario, compare=((one, other),))
        shares = sensitivity(asked, tuple(OUTPUTS), points=points)
        for output in OUTPUTS:
            largest = largest_of([share for share in shares if share.output == output])
            found += [
                Driver(one, other, output, share.parameter, *(round(x, 3) for x in (share.total, *share.total_span)))
                for share in largest
            ]
    return found


def largest_of(shares: Sequence[Share]) -> list[Share]:
    """At most three, each with a tenth or more."""
    return sorted((one for one in shares if one.total >= LEAST), key=lambda one: -one.total)[:MOST]


@cache
def drivers() -> dict[str, list[Driver]]:
    """By output, in the order of the steps, the largest first."""
    kept = json.loads(files(__package__).joinpath("drivers.json").read_text(encoding="utf-8"))
    found: dict[str, list[Driver]] = {output: [] for output in OUTPUTS}
    for row in kept["drivers"]:
        one = Driver(**row)
        found[one.output].append(one)
    return found


def write(path: Path, found: Sequence[Driver], points: int = POINTS) -> None:
    """With the model they were computed for."""
    rows = ",\n".join(json.dumps(asdict(one)) for one in found)
    path.write_text(f'{{"model": {MODEL}, "points": {points}, "drivers": [\n{rows}\n]}}\n', encoding="utf-8")


if __name__ == "__main__":
    write(Path(__file__).with_name("drivers.json"), compute(tell=print))
