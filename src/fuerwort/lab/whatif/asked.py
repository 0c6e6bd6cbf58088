"""What somebody asks of the lab on a page: the four regimes with an amount, a size and parameters of their own.

A question and its answer are plain JSON, so that an answer can be kept and nothing is computed twice.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from fuerwort.lab.whatif.parameters import Floats, checked, table
from fuerwort.lab.whatif.play import BLOCK, Results
from fuerwort.lab.whatif.regimes import REGIMES, Regime
from fuerwort.lab.whatif.report import Counts, Plays, played, told
from fuerwort.lab.whatif.scenarios import Scenario
from fuerwort.lab.whatif.world import Plan

MODEL = 2
"""Goes up whenever the same question may give another answer: answers kept from before are then asked anew."""
COUNTS = Counts(BLOCK, BLOCK)
"""One block of each kind: what a page can wait for. The command line plays more."""
MEMBERS = (8, 120)
FIELDS = (1, 40)
MONTHS = (1, 36)
KNOWN = (1, 1000)
EUROS = (0, 2500)
LEVY = (0, 500)
BOUNDS = {
    "euros": EUROS, "levy": LEVY, "recipients": (1, 1000),
    "members": MEMBERS, "fields": FIELDS, "months": MONTHS, "known": KNOWN,
}  # fmt: skip
COMPARE = (("market", "home"), ("social", "market"), ("income", "social"))
TWENTIETHS = (np.arange(20) + 0.5) / 20


class AskedError(ValueError):
    """A question nobody can play."""


@dataclass(frozen=True, slots=True)
class Asked:
    """``euros`` a month from outside for ``recipients`` thousandths; ``levy`` in thousandths; the rest is the plan."""

    euros: int = 1000
    levy: int = 0
    recipients: int = 1000
    public: bool = False
    members: int = 100
    fields: int = 8
    months: int = 24
    known: int = 100
    changes: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name, (low, high) in BOUNDS.items():
            if not low <= getattr(self, name) <= high:
                raise AskedError(f"{name} must lie between {low} and {high}")
        if self.fields > self.members:
            raise AskedError("there are no more fields than members")
        checked(self.changes)

    @property
    def key(self) -> str:
        """The same for the same answer: what is only a default said aloud makes no difference."""
        usual = table()
        plain = asdict(self) | {"changes": {n: v for n, v in sorted(self.changes.items()) if v != usual[n].default}}
        values = {name: [one.default, one.low, one.high] for name, one in usual.items()}
        whole = [MODEL, asdict(COUNTS), values, plain]
        return sha256(json.dumps(whole, sort_keys=True).encode()).hexdigest()

    def said(self) -> dict[str, Any]:
        """As it is kept; only what is not usual."""
        usual = Asked()
        return {name: value for name, value in asdict(self).items() if value != getattr(usual, name)}

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> "Asked":
        return cls(**said)

    @property
    def plan(self) -> Plan:
        return Plan(self.members, self.fields, self.months, self.known)

    @property
    def scenario(self) -> Scenario:
        paid = Regime("social", 100 * self.euros, self.levy, self.recipients, self.public)
        return Scenario("asked", "asked", REGIMES | {"income": paid}, COMPARE, self.plan, dict(self.changes))


PRESETS = {
    "levy-150": Asked(euros=0, levy=110),
    "outside-1000": Asked(),
    "breuninger-2010": Asked(euros=800),
}
"""150 EUR from an internal levy; 1,000 EUR from outside; the plan of 2010. Each has a scenario of its own name, too."""


def answer(asked: Asked, tell: Callable[[float], None] = lambda share: None) -> dict[str, Any]:
    """Play it: the report, and for every regime and output twenty equally likely communities of each kind of play."""
    plays = played(asked.scenario, COUNTS, tell=tell)
    found = told(asked.scenario, COUNTS, None, plays).as_dict()
    return {"report": _rounded(found), "spread": spreads(plays)}


def ship(folder: Path) -> None:
    """Play what is shipped; `python -m fuerwort.lab.whatif.asked`."""
    for name, asked in PRESETS.items():
        whole = {"key": asked.key, "found": answer(asked)}
        (folder / f"{name}.json").write_text(json.dumps(whole, separators=(",", ":")) + "\n", encoding="utf-8")


def spreads(plays: Plays) -> dict[str, dict[str, dict[str, list[float]]]]:
    """output -> regime -> twenty quantiles: ``usual``, at the parameters asked for; ``drawn``, over all of them."""
    names = next(iter(plays.usual.values()))
    return {
        output: {
            regime: {"usual": _twenty(plays.usual, regime, output), "drawn": _twenty(plays.spread, regime, output)}
            for regime in plays.usual
        }
        for output in names
    }


def _twenty(found: Results, regime: str, output: str) -> list[float]:
    values: Floats = found[regime][output]
    return [float(f"{one:.5g}") for one in np.quantile(values, TWENTIETHS)]


def _rounded(found: Any) -> Any:
    """Six digits are more than anybody can mean, and no infinity: JSON knows none."""
    if isinstance(found, float):
        return float(f"{found:.6g}") if np.isfinite(found) else None
    if isinstance(found, Mapping):
        return {name: _rounded(one) for name, one in found.items()}
    return [_rounded(one) for one in found] if isinstance(found, list | tuple) else found


if __name__ == "__main__":
    ship(Path(__file__).parents[1] / "presets")
