"""The few numbers of the rules that a community decides about, in the units in which people speak of them.

Each is read from the rules and written into them; what else the rules hold stays as it was.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from fuerwort.engine.moment import Rules
from fuerwort.engine.shapes import MICRO, RuleError

PLACES = {1: (1_000_000,), 2: (600_000, 400_000), 3: (500_000, 300_000, 200_000)}
"""What the places cost, for each length of a list."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One number: its range, the step in which it is asked for, and the way to the rules and back."""

    name: str
    least: float
    most: float
    step: float
    read: Callable[[Rules], float]
    write: Callable[[Rules, float], Rules]

    def fits(self, value: float) -> bool:
        """Whether it lies in the range and on a step."""
        steps = (value - self.least) / self.step
        return self.least <= value <= self.most and abs(steps - round(steps)) < 1e-9


def _chances(rules: Rules, **new: object) -> Rules:
    return replace(rules, chances=replace(rules.chances, **new))  # type: ignore[arg-type]


def _ties(rules: Rules, **new: object) -> Rules:
    return replace(rules, ties=replace(rules.ties, **new))  # type: ignore[arg-type]


def _fit(rules: Rules, **new: object) -> Rules:
    return replace(rules, fit=replace(rules.fit, **new))  # type: ignore[arg-type]


def _pull(rules: Rules) -> float:
    """Chances by which the best fit may come before somebody who is just good enough and owed more."""
    return round(rules.chances.pull * (1000 - rules.chances.line) / 1000 / MICRO, 2)


def _pulled(rules: Rules, value: float) -> Rules:
    return _chances(rules, pull=round(value * MICRO * 1000 / (1000 - rules.chances.line)))


def _half_life(rules: Rules, value: float) -> Rules:
    return _fit(_ties(rules, half_life=float(value)), half_life=float(value))


PARAMETERS = {
    one.name: one
    for one in (
        Parameter("places", 1, 3, 1, lambda r: len(r.chances.places), lambda r, v: _chances(r, places=PLACES[int(v)])),
        Parameter("line", 20, 90, 5, lambda r: r.chances.line / 10,
                  lambda r, v: _pulled(_chances(r, line=round(10 * v)), _pull(r))),
        Parameter("pull", 0, 3, 0.25, _pull, _pulled),
        Parameter("standing", 0, 60, 5, lambda r: round(100 * (1 - r.fit.base), 2),
                  lambda r, v: _fit(r, base=round(1 - v / 100, 4))),
        Parameter("half_life", 90, 1095, 5, lambda r: r.ties.half_life, _half_life),
        Parameter("half_tie", 2, 40, 1, lambda r: r.ties.half_tie, lambda r, v: _ties(r, half_tie=float(v))),
        Parameter("learning", 0, 2, 0.25, lambda r: r.ties.learning, lambda r, v: _ties(r, learning=float(v))),
        Parameter("care", 0, 2, 0.25, lambda r: r.ties.care, lambda r, v: _ties(r, care=float(v))),
        Parameter("newcomer_days", 30, 730, 5, lambda r: r.fit.newcomer_days,
                  lambda r, v: _fit(r, newcomer_days=float(v))),
    )
}  # fmt: skip


def values(rules: Rules) -> dict[str, float]:
    """What holds, by name."""
    return {name: one.read(rules) for name, one in PARAMETERS.items()}


def changed(rules: Rules, new: Mapping[str, float]) -> Rules:
    """The rules with these numbers instead.

    Raises
    ------
    RuleError
        A name is unknown, or a value lies outside its range.
    """
    for name, one in PARAMETERS.items():  # in one order, whatever the order of what is new
        if name in new:
            if not one.fits(new[name]):
                raise RuleError(f"{name} cannot be {new[name]}")
            rules = one.write(rules, new[name])
    if unknown := set(new) - set(PARAMETERS):
        raise RuleError(f"no parameter is called {', '.join(sorted(unknown))}")
    return rules
