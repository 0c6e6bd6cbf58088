"""The report as PDF/UA, set by typst: the same sentences and tables as on the page."""

import json
from importlib import resources

import typst
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from fuerwort.pilot.queries.reports import Read
from fuerwort.web import pilot_words as words
from fuerwort.web.pilot_trials import PUBLISHED

SHEET = resources.files("fuerwort.web") / "pilot_report.typ"


def made(read: Read) -> bytes:
    """The same bytes for the same report and language."""
    return typst.compile(
        SHEET.read_bytes(),
        format="pdf",
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
        sys_inputs={"said": json.dumps(said(read), ensure_ascii=False)},
        timestamp=read.report.done_at.replace(microsecond=0) if read.report.done_at else None,
    )


def said(read: Read) -> dict[str, object]:
    """All words of the report in the language of the moment."""
    first, why = words.answer(read)
    deviations = [f"{date_format(one.at)}: {one.what} ({one.why})" for one in read.deviations]
    return {
        "lang": (get_language() or "de")[:2],
        "above": f"{read.pilot.space.name} · {date_format(read.report.done_at)}" if read.report.done_at else "",
        "title": read.pilot.title,
        "invented": _("A rehearsal: every answer in it is invented.") if read.report.invented else "",
        "first": first,
        "why": why,
        "parts": [
            _table(_("What was found"), words.heads(read), words.findings(read)),
            _table(
                _("Who answered"),
                [_("Month"), _("drawn: answered"), _("not"), _("all"), _("compared: answered"), _("not"), _("all")],
                words.flow(read), [*words.stopped(read), words.people(read)],
            ),
            _table(_("Before the draw"), [_("Outcome"), _("drawn"), _("compared"), _("in SD")], words.balance(read)),
            _table(_("Do colleagues matter?"), [], [], [words.spilled(read)]),
            _table(_("Harms"), [], [], [read.terms.harms or _("Nothing was registered.")]),
            _table(_("Done otherwise than registered"), [], [], deviations or [_("Nothing.")]),
            _table(
                _("Beside published trials"), [_("Trial"), _("Outcome"), _("Found"), _("Source")],
                [[str(one.trial), str(one.about), str(one.found), one.source] for one in PUBLISHED],
                [_("They paid other people other sums; they are to look at, nothing is added up.")],
            ),
            _table(_("Not measured"), [], [], [not_measured()]),
            _table(_("To check it"), [], [], [
                _("Data: SHA-256 %(hash)s") % {"hash": read.report.data_sha256},
                _("Analysis: SHA-256 %(hash)s") % {"hash": read.report.script_sha256},
            ]),
        ],
        "footer": _("Made by Fürwort. No figure is about fewer than %(floor)s people.")
        % {"floor": read.figures["floor"]},
    }  # fmt: skip


def not_measured() -> str:
    return _(
        "How good clients found the work: they are asked what became of it, not how it was. Work that nobody recorded "
        "and strain that nobody said are not seen."
    )


def _table(title: str, heads: list[str], rows: list[list[str]], notes: list[str] | None = None) -> dict[str, object]:
    return {"title": title, "heads": heads if rows else [], "rows": rows, "notes": notes or []}
