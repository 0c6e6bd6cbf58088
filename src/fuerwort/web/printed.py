"""Reports as PDF/UA, set by typst out of words and charts that come ready, in the language of the moment."""

import json
from collections.abc import Mapping
from datetime import datetime
from importlib import resources
from typing import Any

import typst
from django.utils.translation import get_language

from fuerwort.web.charts import Chart

SHEETS = resources.files("fuerwort.web")
PRINTED = {
    "ink": "#20261f", "soft": "#5a635c", "line": "#d9d5ca", "green-soft": "#a9cdb6", "green": "#1f5a43",
    "ochre": "#b9832f", "brick": "#a33a2c", "grey": "#b6b8ae",
}  # fmt: skip
"""The colours of static/css/tokens.css by day, as a printer knows them."""


def pdf(sheet: str, said: Mapping[str, Any], at: datetime | None = None) -> bytes:
    """The same bytes for the same words, sheet and moment."""
    words = {"lang": (get_language() or "de")[:2], **said}
    return typst.compile(
        (SHEETS / sheet).read_bytes(),
        format="pdf",
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
        sys_inputs={"said": json.dumps(words, ensure_ascii=False)},
        timestamp=at.replace(microsecond=0) if at else None,
    )


def coloured(chart: Chart) -> str:
    """The drawing for paper."""
    svg = chart.wide
    for name, colour in PRINTED.items():
        svg = svg.replace(f"var(--chart-{name})", colour)
    return svg
