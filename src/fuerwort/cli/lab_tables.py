"""What the lab prints: tables that stand whole in eighty columns. All digits are in the files of ``--out``."""

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

from rich import box
from rich.table import Table

from fuerwort.lab.whatif.outputs import OUTPUTS
from fuerwort.lab.whatif.report import Report
from fuerwort.lab.whatif.scenarios import Scenario
from fuerwort.lab.whatif.validation import Verdict


def levels(asked: Scenario, found: Report) -> Table:
    """Each output in each regime: the mean, and below it between what 90 % of the draws lie."""
    shown = _table(asked.title)
    shown.add_column("mean, and 90 %\nof the draws", no_wrap=True)
    for regime in asked.regimes:
        shown.add_column(regime, justify="right", no_wrap=True)
    at = {(one.regime, one.output): one for one in found.levels}
    for output in OUTPUTS:
        cells = [at[regime, output] for regime in asked.regimes]
        shown.add_row(output, *(f"{short(c.mean)}\n{span(c.draws_low, c.draws_high, sign='')}" for c in cells))
    return shown


def differences(found: Report, one: str, other: str) -> Table:
    """One step between regimes, and what made it."""
    shown = _table(f"{one} less {other}")
    for title in ("", "difference", "90 % of the\ndraws", "draws\nmore", "mechanics\nalone", "made by"):
        shown.add_column(title, justify="right" if title not in {"", "made by"} else "left", no_wrap=True)
    for d in found.differences:
        if (d.regime, d.against) == (one, other):
            places = _places(max(d.error, abs(d.mean) / 10))
            mean = f"{d.mean:+.{places}f} ±{d.error:.{places}f}"
            spread, left = span(d.draws_low, d.draws_high), f"{d.mechanics:+.{places}f}"
            shown.add_row(d.output, _lean(mean), spread, f"{d.more:.0%}", _lean(left), d.made_by)
    return shown


def pilots(found: Mapping[str, Any]) -> Table:
    """What a rehearsed pilot finds of what is true there."""
    shown = _table(f"{found['worlds']} pilots with {found['people']} people")
    titles = (
        "",
        "truth",
        "for the\nothers",
        "pilots find\n(19 of 20)",
        "smallest\nfound 4 of\n5 times",
        "found",
        "false",
    )
    for title in titles:
        shown.add_column(title, justify="right" if title else "left", no_wrap=True)
    for one in found["outcomes"]:
        spread = span(one["estimates"][0], one["estimates"][-1]) if one["estimates"] else "-"
        often = ("-" if share is None else f"{share:.0%}" for share in (one["found"], one["false"]))
        shown.add_row(
            one["name"], f"{one['truth']:+.3g}", f"{one['beside']:+.2g}", spread, f"{one['smallest']:.3g}", *often
        )
    return shown


def verdicts(found: Sequence[Verdict]) -> Table:
    """The lab beside each published figure."""
    shown = _table("Beside published figures")
    for title in ("", "lab", "counts as alike", "draws inside", ""):
        shown.add_column(title, justify="right" if title else "left", no_wrap=True)
    for one in found:
        figure, alike = f"{short(one.value)} ±{one.error:.1g}", f"{one.target.low:g} to {one.target.high:g}"
        shown.add_row(one.target.name, figure, alike, f"{one.inside:.0%}", one.word)
    return shown


def short(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def span(low: float, high: float, *, sign: str = "+") -> str:
    """Both ends to the same decimals: two digits of the one farther from zero."""
    places = _places(max(abs(low), abs(high)) / 10)
    return _lean("..".join(f"{one:{sign},.{places}f}" for one in (low, high)))


def _lean(text: str) -> str:
    """Without the nought before a point."""
    return re.sub(r"(?<!\d)0\.", ".", text)


def _places(size: float) -> int:
    """Decimals that show the first digit of a size; four at most."""
    return 0 if size == 0 else min(4, max(0, -math.floor(math.log10(size))))


def _table(title: str) -> Table:
    return Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), title=title)
