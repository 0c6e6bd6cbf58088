"""Charts: a Vega-Lite specification becomes SVG on the server, with a title, one sentence and the figures as a table.

The SVG obeys the content security policy (no style, no script) and takes its colours from the custom properties in
`components/chart.css`, so one drawing serves day and night. It is drawn twice, because letters shrink with a drawing:
narrow for phones, wide for the rest; the stylesheet shows the one that fits.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Any, Literal
from xml.etree import ElementTree as Xml

import vl_convert
from django.utils.translation import get_language

SVG = "http://www.w3.org/2000/svg"
NARROW, WIDE = 330, 720
LOCALES: Mapping[str, Literal["de-DE", "en-GB"]] = {"de": "de-DE", "en": "en-GB"}
UNWANTED = ("style", "class", "role", "aria-", "on", "pointer-events", "font-family")
"""Attributes, by their beginning, that the policy refuses or that tell a screen reader in English what desc says."""

INK, SOFT, LINE = "var(--chart-ink)", "var(--chart-soft)", "var(--chart-line)"
GREEN, GREEN_SOFT, OCHRE, GREY = (f"var(--chart-{c})" for c in ("green", "green-soft", "ochre", "grey"))
CONFIG: Mapping[str, Any] = {
    "background": None,
    "view": {"stroke": None},
    "mark": {"color": GREEN},
    "area": {"color": GREEN_SOFT, "opacity": 1},
    "bar": {"color": GREEN, "cornerRadiusEnd": 2},
    "line": {"strokeWidth": 2.5},
    "rule": {"color": INK},
    "text": {"color": INK, "fontSize": 13},
    "range": {"category": [GREEN, OCHRE, GREY, GREEN_SOFT]},
    "axis": {
        "labelColor": SOFT, "labelFontSize": 13, "labelPadding": 6,
        "titleColor": SOFT, "titleFontSize": 13, "titleFontWeight": "normal", "titlePadding": 10,
        "gridColor": LINE, "domainColor": SOFT, "ticks": False,
    },
    "axisY": {
        "domain": False, "titleAngle": 0, "titleAlign": "right", "titleAnchor": "end", "titleX": -6, "titleY": -16,
    },
    "axisX": {"grid": False, "labelFlush": True},
    "legend": {"orient": "top", "title": None, "labelColor": SOFT, "labelFontSize": 13, "symbolSize": 120},
}  # fmt: skip


@dataclass(frozen=True)
class Chart:
    """What to draw and how to say it. ``spec``: Vega-Lite without data and size; ``columns``: field -> heading."""

    title: str
    summary: str
    spec: Mapping[str, Any]
    rows: Sequence[Mapping[str, Any]]
    columns: Mapping[str, str]
    height: int = 260

    @property
    def table(self) -> list[list[Any]]:
        return [[row.get(field) for field in self.columns] for row in self.rows]

    @property
    def narrow(self) -> str:
        return self._drawn(NARROW)

    @property
    def wide(self) -> str:
        return self._drawn(WIDE)

    def _drawn(self, width: int) -> str:
        sized = {"width": width, "height": self.height, "autosize": {"type": "fit", "contains": "padding"}}
        legend = {"legend": {"columns": 1}} if width == NARROW else {}  # on a phone words would lie on each other
        whole = {**self.spec, **sized, "config": legend, "data": {"values": list(self.rows)}}
        return drawn(json.dumps(whole, sort_keys=True, default=str), self.title, self.summary, get_language() or "de")


@lru_cache(maxsize=256)
def drawn(spec: str, title: str, summary: str, language: str) -> str:
    """The SVG of one specification, ready to stand in a page."""
    locale = LOCALES.get(language[:2], LOCALES["en"])
    svg = vl_convert.vegalite_to_svg(
        spec, config=dict(CONFIG), allowed_base_urls=[], format_locale=locale, time_format_locale=locale
    )
    return _named(_clean(Xml.fromstring(svg)), title, summary)


def _clean(root: Xml.Element) -> Xml.Element:
    for element in root.iter():
        for name in [name for name in element.attrib if name.startswith(UNWANTED)]:
            del element.attrib[name]
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in (f"{{{SVG}}}style", f"{{{SVG}}}script") or child.get("display") == "none":
                parent.remove(child)
    return root


def _named(root: Xml.Element, title: str, summary: str) -> str:
    """Give the drawing its name and description, as a picture that a screen reader announces once."""
    name = "chart-" + sha256(Xml.tostring(root) + title.encode()).hexdigest()[:10]
    root.attrib.update({"role": "img", "aria-labelledby": f"{name}-title", "aria-describedby": f"{name}-desc"})
    for place, (tag, text) in enumerate((("title", title), ("desc", summary))):
        element = Xml.Element(f"{{{SVG}}}{tag}", {"id": f"{name}-{tag}"})
        element.text = text
        root.insert(place, element)
    Xml.register_namespace("", SVG)
    return Xml.tostring(root, encoding="unicode")
