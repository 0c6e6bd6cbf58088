"""The one table of parameters, which the rules page, the command line and the pages read: ``parameters.csv``."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray
from scipy.stats import qmc

Floats = NDArray[np.float64]
Settings = Mapping[str, Floats]
"""Each parameter's values, (rows, 1): every replication may have its own."""

CLASSES = ("estimate", "sign only", "assumption", "design")
CHANNELS = ("sec_coop", "invest", "desperate", "compete_rel", "hours_inc")
"""The five through which money reaches behaviour. With all of them zero a basic income changes nothing anybody does."""

EFFECTS = (
    *CHANNELS, "fame", "reward_pen", "recip", "strain_coop", "strain_tie", "transparency",
    "tie_gain", "learn", "envy", "practice_yield", "practice_learn",
)  # fmt: skip
"""Everything that somebody feels or does because of something else. With all of it at zero only mechanics is left: who
is named, who has room, what is paid."""


class SettingError(ValueError):
    """A parameter that does not exist, or a value outside its range."""


@dataclass(frozen=True, slots=True)
class Parameter:
    name: str
    default: float
    low: float
    high: float
    kind: str
    """One of ``CLASSES``: how well it is known."""
    unit: str
    english: str
    german: str
    source: str


@cache
def table() -> dict[str, Parameter]:
    """Every parameter by name, in the order of the file."""
    text = files(__package__).joinpath("parameters.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    found = (
        Parameter(
            *(row["name"], float(row["default"]), float(row["low"]), float(row["high"]), row["class"]),
            *(row["unit"], row["english"], row["german"], row["source"]),
        )
        for row in rows
    )
    return {parameter.name: parameter for parameter in found}


def checked(changes: Mapping[str, float]) -> Mapping[str, float]:
    """Give back the changes; an effect that is switched off (0) is always allowed.

    Raises
    ------
    SettingError
        An unknown name, or a value outside the range.
    """
    for name, value in changes.items():
        if name not in table():
            raise SettingError(f'there is no parameter "{name}"; `fuerwort lab parameters` lists them')
        one = table()[name]
        if not (one.low <= value <= one.high or (name in EFFECTS and value == 0)):
            raise SettingError(f"{name} must lie between {one.low:g} and {one.high:g}, not {value:g}")
    return changes


def fixed(rows: int, changes: Mapping[str, float] | None = None) -> Settings:
    """The defaults, with these changes, for so many replications."""
    chosen = {name: one.default for name, one in table().items()} | dict(checked(changes or {}))
    return {name: np.full((rows, 1), value) for name, value in chosen.items()}


def drawn(rows: int, seed: int, changes: Mapping[str, float] | None = None) -> Settings:
    """So many draws of all parameters, spread evenly over their ranges (Latin hypercube); changes stay as they are."""
    cube = qmc.LatinHypercube(len(table()), rng=seed).random(rows)
    return spread(cube, changes)


def spread(cube: Floats, changes: Mapping[str, float] | None = None) -> Settings:
    """Points of the unit cube (rows, parameters) as values inside the ranges."""
    found = {one.name: one.low + cube[:, [at]] * (one.high - one.low) for at, one in enumerate(table().values())}
    held = fixed(len(cube), changes)
    return found | {name: held[name] for name in changes or {}}
