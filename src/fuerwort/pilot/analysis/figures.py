"""What a report may say, as plain figures: from a result, without anything that is too small or means nothing.

Below forty people a pilot describes: no p value leaves this module, so no page can speak of significance.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from fuerwort.pilot.analysis.data import Locked
from fuerwort.pilot.analysis.disclosure import tellable
from fuerwort.pilot.analysis.harms import Harm
from fuerwort.pilot.analysis.power import descriptive
from fuerwort.pilot.analysis.study import Finding, Result

Figures = dict[str, Any]


def figures(result: Result, locked: Locked, primary: str, floor: int, harms: Sequence[Harm] = ()) -> Figures:
    """Everything the pages, the PDF and the package need, ready for JSON."""
    plain = descriptive(len(locked.rows))
    waves = locked.waves_after(primary)
    return {
        "verdict": result.verdict,
        "descriptive": plain,
        "floor": floor,
        "people": len(locked.rows),
        "primary": primary,
        "arms": list(result.arms) if min(result.arms) >= floor else None,
        "findings": [_finding(one, plain, result.arms, floor) for one in result.findings],
        "exploratory": [_finding(one, plain, result.arms, floor) for one in result.exploratory],
        "balance": [
            {"name": one.name, "drawn": _round(one.drawn), "compared": _round(one.compared), "apart": _round(one.apart)}
            for one in result.balance
        ],
        "flow": [
            {
                "wave": waves[one.wave] if one.wave < len(waves) else one.wave + 1,
                "counts": [list(row) for row in one.counts],
            }
            for one in result.flow
        ],
        "attrition": _attrition(result, plain),
        "harms": [{"name": one.name, "counts": [list(row) for row in one.counts]} for one in harms],
        "bounds": [_round(one) for one in result.bounds] if result.bounds else None,
        "spill_over": _spill_over(result, plain),
        "trajectory": [
            {
                "wave": waves[point.wave],
                "drawn": _round(point.drawn.value),
                "compared": _round(point.compared.value),
                "drawn_se": _round(point.drawn.se),
                "compared_se": _round(point.compared.se),
                "effect": _round(point.effect.estimate),
                "interval": _pair(point.effect.interval()),
                "together": _pair(point.together),
            }
            for point in result.trajectory
        ],
    }


def _finding(one: Finding, plain: bool, arms: tuple[int, int], floor: int) -> Figures:
    drawn, compared = (tellable(n, of, floor) for n, of in zip((one.drawn, one.compared), arms, strict=True))
    sd = one.in_sd if math.isfinite(one.sd) and one.sd > 0 else None
    found: Figures = {
        "name": one.name,
        "effect": _round(one.effect.estimate),
        "interval": _pair(one.effect.interval()),
        "sd": [_round(part) for part in sd] if sd else None,
        "smallest": _round(one.smallest),
        "drawn": one.drawn if drawn else None,
        "compared": one.compared if compared else None,
    }
    if not plain:
        found |= {"p": _round(one.p), "family_p": _round(one.family_p), "holm": _round(one.holm), "q": _round(one.q)}
    return found


def _attrition(result: Result, plain: bool) -> Figures | None:
    one = result.attrition
    if one is None:
        return None
    found = {
        "drawn": one.drawn, "drawn_answered": one.drawn_answered,
        "compared": one.compared, "compared_answered": one.compared_answered,
    }  # fmt: skip
    return found if plain else found | {"p": _round(one.p)}


def _spill_over(result: Result, plain: bool) -> Figures | None:
    one = result.spill_over
    if one is None:
        return None
    found: Figures = {
        "effect": _round(one.effect.estimate),
        "interval": _pair(one.effect.interval()),
        "focal": one.focal,
    }
    return found if plain else found | {"p": _round(one.p)}


def smallest_cell(said: Mapping[str, Any]) -> int | None:
    """The smallest number of people that any figure tells about; None where no figure tells of any."""
    tables = [row for one in (*said["flow"], *said["harms"]) for row in one["counts"]]
    counts = [count for row in tables for count in row if count is not None]
    for number, arm in enumerate(("drawn", "compared")):
        of = said["arms"][number] if said["arms"] else 0
        for one in (*said["findings"], *said["exploratory"]):
            counts += [one[arm], *_rest(of - one[arm])] if one[arm] is not None else []
    if stopped := said["attrition"]:
        for arm in ("drawn", "compared"):
            counts += [stopped[f"{arm}_answered"], *_rest(stopped[arm] - stopped[f"{arm}_answered"])]
    return min(counts, default=None)


def _rest(number: int) -> Sequence[int]:
    return (number,) if number else ()


def _round(value: float | None) -> float | None:
    """Six digits are more than anybody can mean, and the same on every computer."""
    return None if value is None or not math.isfinite(value) else float(f"{value:.6g}")


def _pair(pair: tuple[float, float]) -> list[float | None]:
    return [_round(one) for one in pair]
