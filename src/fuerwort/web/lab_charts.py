"""Pictures of the lab: never one number, always twenty equally likely communities; and what a pilot would see."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from fuerwort.web import charts
from fuerwort.web import lab_words as words
from fuerwort.web.charts import Chart

MIDDLE = slice(9, 11)


def regimes(found: Mapping[str, Any], output: str) -> Chart:
    """The four regimes side by side: as asked, and with every assumption drawn from its range."""
    title, unit = (str(one) for one in words.OUTCOMES[output])
    kinds = {"usual": _("as asked"), "drawn": _("assumptions drawn")}
    rows = []
    for regime, spread in found["spread"][output].items():
        for kind, values in spread.items():
            middle = sum(values[MIDDLE]) / 2
            rows += [
                {"regime": str(words.REGIMES[regime]), "kind": kinds[kind], "value": value, "middle": middle}
                for value in values
            ]
    summary = _("%(unit)s. Each line is one of twenty equally likely communities, the dot is the middle.") % {
        "unit": unit[:1].upper() + unit[1:]
    }
    heads = {
        "regime": _("Regime"),
        "kind": _("Played"),
        "middle": _("Middle"),
        "range": _("19 of 20 lie between"),
    }
    return _Strips(title, summary, _strips(list(kinds.values())), rows, heads, height=225)


def _strips(kinds: list[str]) -> dict[str, Any]:
    """One strip of lines for every regime and kind, the middle as a dot."""
    order = [str(name) for name in words.REGIMES.values()]
    y = {"field": "regime", "type": "nominal", "sort": order, "title": None, "axis": {"labelLimit": 140}}
    lane = {"field": "kind", "type": "nominal", "sort": kinds}
    scale, axis = {"zero": False}, {"tickCount": 4}
    x = {"field": "value", "type": "quantitative", "title": None, "scale": scale, "axis": axis}
    colours = {"domain": kinds, "range": [charts.GREEN, charts.GREY]}
    colour = {"field": "kind", "type": "nominal", "sort": kinds, "scale": colours}
    middle = {"field": "middle", "type": "quantitative", "aggregate": "mean"}
    dot = {"type": "point", "filled": True, "size": 45, "color": charts.INK, "opacity": 1}
    return {
        "encoding": {"y": y, "yOffset": lane},
        "layer": [
            {"mark": {"type": "tick", "thickness": 2, "size": 13}, "encoding": {"x": x, "color": colour}},
            {"mark": dot, "encoding": {"x": middle}},
        ],
    }


def pilot(one: Mapping[str, Any]) -> Chart:
    """Twenty pilots: what each estimates, and the truth that only the lab knows."""
    title, unit = (str(name) for name in words.PILOT[one["name"]])
    rows = [
        {
            "regime": _("what pilots see"),
            "value": value,
            "middle": one["truth"],
            "shown": words.figure(value, sign=True),
        }
        for value in one["estimates"]
    ]
    x = {"field": "value", "type": "quantitative", "title": unit, "scale": {"zero": True}}
    line = {"type": "rule", "strokeDash": [3, 3], "color": charts.SOFT}
    spec: dict[str, Any] = {
        "layer": [
            {"mark": line, "encoding": {"x": {"datum": 0}}},
            {"mark": {"type": "tick", "thickness": 2, "size": 26, "color": charts.GREEN}, "encoding": {"x": x}},
            {
                "mark": {"type": "point", "filled": True, "size": 110, "color": charts.INK, "opacity": 1},
                "encoding": {"x": {"field": "middle", "type": "quantitative", "aggregate": "mean"}},
            },
        ]
    }
    summary = _("Each line is what one of twenty pilots would find; the dot is what the income did; dashed: nothing.")
    return Chart(title, summary, spec, rows, {"regime": _("Twenty pilots"), "shown": _("Difference found")}, height=110)


class _Strips(Chart):
    """The table says middle and span of each strip, not two hundred lines."""

    @property
    def table(self) -> list[list[Any]]:
        strips: dict[tuple[str, str], list[float]] = {}
        for row in self.rows:
            strips.setdefault((row["regime"], row["kind"]), []).append(row["value"])
        return [
            [*names, words.figure(sum(sorted(v)[MIDDLE]) / 2),
             _("%(low)s to %(high)s") % {"low": words.figure(min(v)), "high": words.figure(max(v))}]
            for names, v in strips.items()
        ]  # fmt: skip
