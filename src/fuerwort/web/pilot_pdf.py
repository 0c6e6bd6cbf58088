"""The report as PDF/UA, set by typst: the same sentences and tables as on the page."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from fuerwort.pilot.queries.reports import Read
from fuerwort.web import pilot_charts, printed
from fuerwort.web import pilot_tables as tables
from fuerwort.web import pilot_words as words
from fuerwort.web.charts import Chart
from fuerwort.web.pilot_trials import PUBLISHED

Part = dict[str, object]


def made(read: Read) -> bytes:
    """The same bytes for the same report and language."""
    return printed.pdf("pilot_report.typ", said(read), read.report.done_at)


def said(read: Read) -> dict[str, object]:
    """All words of the report in the language of the moment."""
    first, why = words.answer(read)
    deviations = [f"{date_format(one.at)}: {one.what} ({one.why})" for one in read.deviations]
    return {
        "above": f"{read.pilot.space.name} · {date_format(read.report.done_at)}" if read.report.done_at else "",
        "title": read.pilot.title,
        "invented": _("A rehearsal: every answer in it is invented.") if read.report.invented else "",
        "first": first,
        "why": why,
        "parts": _parts(read, deviations),
        "footer": _("Made by Fürwort. No figure is about fewer than %(floor)s people.")
        % {"floor": read.figures["floor"]},
    }  # fmt: skip


def _parts(read: Read, deviations: list[str]) -> list[Part]:
    """What was found, then all it rests on."""
    registered = _("Registered was:") + " " + (read.terms.harms or _("Nothing was registered."))
    stopped = [*words.stopped(read), words.people(read)]
    found, consort, harms = tables.findings(read), tables.consort(read), tables.harms(read)
    why = [tables.withheld(read)]
    return [
        _wide(_("In figures"), [_("What"), _("Figure")], [list(one) for one in words.key_figures(read)]),
        _drawn(_("Month by month"), pilot_charts.months(read)),
        _table(_("What was found"), *found, why if found.withholds else []),
        _drawn(_("All outcomes side by side"), pilot_charts.side_by_side(read)),
        _table(_("Who answered"), *consort, [*stopped, *(why if consort.withholds else [])]),
        _table(_("Wave by wave"), *tables.flow(read)),
        _table(_("Before the draw"), *tables.balance(read)),
        _table(_("Do colleagues matter?"), [], [], [words.spilled(read)]),
        _table(_("Harms"), *harms, [f"{words.happened()}.", *(why if harms.withholds else []), registered]),
        _table(_("Done otherwise than registered"), [], [], deviations or [_("Nothing.")]),
        _wide(
            _("Beside published trials"), [_("Outcome"), _("Found"), _("Trial")],
            [[str(one.about), f"{one.found} {one.remark or ''}", f"{one.trial}. {one.source}"] for one in PUBLISHED],
            [_("They paid other people other sums; they are to look at, nothing is added up.")],
        ),
        _table(_("Not measured"), [], [], [words.not_measured()]),
        _table(_("To check it"), [], [], [
            _("Data: SHA-256 %(hash)s") % {"hash": read.report.data_sha256},
            _("Analysis: SHA-256 %(hash)s") % {"hash": read.report.script_sha256},
        ]),
    ]  # fmt: skip


def _wide(title: str, heads: list[str], rows: list[list[str]], notes: list[str] | None = None) -> Part:
    """A table of words, each column as wide as the next."""
    return _table(title, heads, rows, notes) | {"wide": True}


def _drawn(title: str, chart: Chart | None) -> Part:
    """A chart in the colours of paper, with the words that stand for it."""
    pictures = [{"svg": printed.coloured(chart), "alt": f"{chart.title}. {chart.summary}"}] if chart else []
    return _table(title, [], []) | {"pictures": pictures}


def _table(title: str, heads: list[str], rows: list[list[str]], notes: list[str] | None = None) -> Part:
    return {"title": title, "heads": heads if rows else [], "rows": rows, "notes": notes or []}
