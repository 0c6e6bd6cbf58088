"""What the lab says as PDF/UA, set by typst: the same pictures, marks, assumptions and the honest paragraph."""

import json
from importlib import resources
from typing import Any

import typst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fuerwort.pilot.queries.plays import Known
from fuerwort.web import lab_charts
from fuerwort.web import lab_words as words
from fuerwort.web.forms.lab import LabForm, plain

SHEET = resources.files("fuerwort.web") / "lab.typ"
PAPER = {
    "var(--chart-ink)": "#26241f", "var(--chart-soft)": "#5d5a52", "var(--chart-line)": "#d9d4c7",
    "var(--chart-green)": "#1f6b4c", "var(--chart-green-soft)": "#bcd8c9", "var(--chart-ochre)": "#a8741a",
    "var(--chart-grey)": "#b3b0a6",
}  # fmt: skip
"""Colours of the charts on paper: by day."""


def made(seen: Known) -> bytes:
    """The same bytes for the same answer and language."""
    return typst.compile(
        SHEET.read_bytes(),
        format="pdf",
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
        sys_inputs={"said": json.dumps(said(seen), ensure_ascii=False)},
    )


def said(seen: Known) -> dict[str, Any]:
    """All words and pictures in the language of the moment."""
    report = seen.found["report"]
    return {
        "lang": (get_language() or "de")[:2],
        "title": _("What would follow, and from which assumption?"),
        "above": words.size(seen.asked),
        "lead": _("Paid in the last regime: %(paid)s.") % {"paid": words.paid(seen.asked)},
        "changed": _("Set otherwise than usual: %(what)s.") % {"what": "; ".join(words.changed(seen.asked))}
        if seen.asked.changes
        else "",
        "parts": [
            {"title": str(title), "outputs": [_output(seen, one) for one in outputs]} for title, outputs in words.PARTS
        ],
        "heads": [
            _("Step"), _("Difference"), _("9 of 10 draws"), _("Draws with more"), _("Mechanics alone"), _("Made by"),
        ],
        "how": words.how(report["replications"]),
        "nobody": {"title": _("What nobody has measured"), "text": words.nobody()},
        "assumptions": {
            "title": _("Every assumption"),
            "heads": [_("Parameter"), _("Taken"), _("Usual"), _("Range"), _("Known by"), _("Source")],
            "rows": [
                [
                    str(box.label), plain(report["parameters"][one.name]), plain(one.default), span,
                    str(words.KINDS[one.kind]), str(words.SOURCES.get(one.source, one.source)),
                ]
                for one, box, span in LabForm(None, seen.asked).assumptions()
            ],
        },
        "footer": _("Made by Fürwort. Imagined communities: no forecast, and nothing about any real person."),
    }  # fmt: skip


def _output(seen: Known, name: str) -> dict[str, Any]:
    chart = lab_charts.regimes(seen.found, name)
    svg = chart.wide
    for shade, colour in PAPER.items():
        svg = svg.replace(shade, colour)
    rows = words.differences(seen.found, name)
    figures = "; ".join(f"{regime}, {kind}: {middle} ({span})" for regime, kind, middle, span in chart.table)
    return {
        "title": chart.title,
        "summary": chart.summary,
        "svg": svg,
        "alt": figures,
        "rows": [[one[part] for part in ("step", "more", "span", "often", "left", "by")] for one in rows],
    }
