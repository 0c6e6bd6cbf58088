"""Pictures of a report: both groups month by month, and all outcomes side by side."""

from textwrap import fill
from typing import Any

from django.utils.translation import gettext as _

from fuerwort.pilot.queries.reports import Read
from fuerwort.web import charts
from fuerwort.web.charts import Chart
from fuerwort.web.pilot_words import figure, name_of, span, with_unit


def months(read: Read) -> Chart | None:
    """Means of both groups with their uncertainty; None where there are no two months to join."""
    points = read.figures["trajectory"]
    if len(points) < 2:
        return None
    arms = {"drawn": _("with basic income"), "compared": _("without")}
    rows = [_month(point, arm, words) for point in points for arm, words in arms.items()]
    waves = [point["wave"] for point in points]
    ticks = waves[:: 1 + len(waves) // 12]
    x = {"field": "month", "type": "quantitative", "title": _("month"), "axis": {"values": ticks, "format": "d"}}
    scale = {"domain": list(arms.values()), "range": [charts.GREEN, charts.OCHRE]}
    both = {"x": x, "color": {"field": "group", "type": "nominal", "scale": scale,
            "legend": {"symbolType": "square", "symbolOpacity": 1, "symbolStrokeWidth": 0}}}  # fmt: skip
    mean = {"field": "mean", "type": "quantitative"}
    low = {"field": "low", "type": "quantitative", "scale": {"zero": False}, "title": None}
    spec: dict[str, Any] = {
        "encoding": both,
        "layer": [
            {"mark": {"type": "area", "opacity": 0.16}, "encoding": {"y": low, "y2": {"field": "high"}}},
            {
                "mark": {"type": "line", "point": {"size": 45}},
                "encoding": {"y": mean},
            },
        ],
    }
    return Chart(
        _("%(outcome)s, month by month") % {"outcome": with_unit(read.figures["primary"])},
        _("Mean of each group and, shaded, the range in which it lies 19 times of 20."),
        spec,
        rows,
        {"month": _("Month"), "group": _("Group"), "shown": _("Mean"), "range": _("19 of 20 times")},
    )


def side_by_side(read: Read) -> Chart | None:
    """Effects in standard deviations with their intervals; None where there is nothing to show."""
    rows = [
        {"outcome": fill(name_of(one["name"]), 26), "effect": one["sd"][0], "low": one["sd"][1], "high": one["sd"][2],
         "shown": figure(one["sd"][0]), "range": span(one["sd"][1:])}
        for one in (*read.figures["findings"], *read.figures["exploratory"])
        if one["sd"]
    ]  # fmt: skip
    if not rows:
        return None
    y = {
        "field": "outcome",
        "type": "nominal",
        "sort": None,
        "title": None,
        "axis": {"labelLimit": 230, "labelExpr": "split(datum.label, '\\n')"},
    }
    axis = {"labelFlush": False, "tickCount": 6, "labelOverlap": "greedy", "labelSeparation": 6}
    x = {"field": "low", "type": "quantitative", "title": _("standard deviations"), "axis": axis}
    zero = {"mark": {"type": "rule", "strokeDash": [3, 3], "color": charts.SOFT}, "encoding": {"x": {"datum": 0}}}
    line = {"type": "rule", "strokeWidth": 2.5, "color": charts.GREEN}
    dot = {"type": "point", "filled": True, "size": 80, "color": charts.GREEN, "opacity": 1}
    spec: dict[str, Any] = {
        "layer": [
            zero,
            {"mark": line, "encoding": {"y": y, "x": x, "x2": {"field": "high"}}},
            {"mark": dot, "encoding": {"y": y, "x": {"field": "effect", "type": "quantitative"}}},
        ]
    }
    return Chart(
        _("All outcomes side by side"),
        _("How far the groups are apart, in standard deviations; right of the line: more with the basic income."),
        spec,
        rows,
        {"outcome": _("Outcome"), "shown": _("Apart by"), "range": _("95 % interval")},
        height=60 + 34 * len(rows),
    )


def _month(point: dict[str, Any], arm: str, words: str) -> dict[str, Any]:
    mean, half = point[arm], 1.96 * point[f"{arm}_se"]
    shown = [figure(one, sign=False) for one in (mean, mean - half, mean + half)]
    return {
        "month": point["wave"], "group": words, "mean": mean, "low": mean - half, "high": mean + half,
        "shown": shown[0], "range": f"{shown[1]} – {shown[2]}",
    }  # fmt: skip
