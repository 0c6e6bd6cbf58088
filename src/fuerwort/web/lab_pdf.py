"""What the lab says as PDF/UA, set by typst: the same pictures, marks, assumptions and the honest paragraph."""

from typing import Any

from django.utils.translation import gettext as _

from fuerwort.pilot.queries.plays import Known
from fuerwort.web import lab_charts, printed
from fuerwort.web import lab_words as words
from fuerwort.web.forms.lab import LabForm, plain


def made(seen: Known) -> bytes:
    """The same bytes for the same answer and language."""
    return printed.pdf("lab.typ", said(seen))


def said(seen: Known) -> dict[str, Any]:
    """All words and pictures in the language of the moment."""
    report = seen.found["report"]
    return {
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
    rows = words.differences(seen.found, name)
    figures = "; ".join(f"{regime}, {kind}: {middle} ({span})" for regime, kind, middle, span in chart.table)
    return {
        "title": chart.title,
        "summary": chart.summary,
        "svg": printed.coloured(chart),
        "alt": figures,
        "rows": [[one[part] for part in ("step", "more", "span", "often", "left", "by")] for one in rows],
    }
