"""Pictures of the basic income: how far it is certain, and what came and left."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from fuerwort.fund.money import euros
from fuerwort.fund.queries.income import Outlook, Seen
from fuerwort.fund.queries.state import Flow
from fuerwort.web.charts import GREEN, GREY, OCHRE, Chart

Rows = list[dict[str, Any]]


def band(plans: Sequence[Seen]) -> Chart | None:
    """The months of all plans, each with how certain it is; none where nothing is promised."""
    rows = [
        row for seen in plans for row in _months(seen.plan.first, seen.plan.months, seen.until, None, seen.plan.amount)
    ]
    last = max((seen.until for seen in plans if seen.until), default=None)
    if not rows or last is None:
        return None
    return _chart(rows, _("Certain until the end of %(month)s.") % {"month": date_format(last, "F Y")})


def ahead(found: Outlook) -> Chart:
    """What a plan would promise, and how far it might go."""
    rows = list(_months(found.first, found.months, found.until, found.hoped_until, found.amount))
    if found.until is None:
        return _chart(rows, _("Not even the first month is certain."))
    return _chart(rows, _("Certain until the end of %(month)s.") % {"month": date_format(found.until, "F Y")})


def flows(found: Sequence[Flow]) -> Chart | None:
    """What came and left within a year, by reason."""
    if not found:
        return None
    rows = [{"why": one.label, "euros": one.cents / 100, "said": euros(one.cents)} for one in found]
    came, left = (sum(one.cents for one in found if (one.cents > 0) == positive) for positive in (True, False))
    spec = {
        "mark": "bar",
        "encoding": {
            "y": {"field": "why", "type": "nominal", "title": None, "sort": None, "axis": {"labelLimit": 150}},
            "x": {"field": "euros", "type": "quantitative", "title": "€", "axis": {"tickCount": 4}},
            "color": {"condition": {"test": "datum.euros < 0", "value": GREY}, "value": GREEN},
        },
    }
    summary = _("Within a year %(came)s came in and %(left)s went out.") % {"came": euros(came), "left": euros(-left)}
    columns = {"why": _("Reason"), "said": _("Sum")}
    return Chart(_("By reason"), summary, spec, rows, columns, height=60 + 34 * len(rows))


def _months(first: date, months: int, sure: date | None, hoped: date | None, amount: int) -> Iterator[dict[str, Any]]:
    for number in range(months):
        month = date(first.year + (first.month - 1 + number) // 12, (first.month - 1 + number) % 12 + 1, 1)
        words = _("planned")
        if sure and month <= sure:
            words = _("certain")
        elif hoped and month <= hoped:
            words = _("if contributions come as before")
        yield {"month": month.isoformat(), "euros": amount / 100, "state": words, "said": euros(amount),
               "when": date_format(month, "F Y")}  # fmt: skip


def _chart(rows: Rows, summary: str) -> Chart:
    shown = {row["state"] for row in rows}
    colours = {_("certain"): GREEN, _("if contributions come as before"): OCHRE, _("planned"): GREY}
    words = [word for word in colours if word in shown]
    spec = {
        "mark": {"type": "bar", "width": {"band": 0.85}},
        "encoding": {
            "x": {"field": "month", "type": "ordinal", "timeUnit": "utcyearmonth", "title": None,
                  "axis": {"format": "%b %y", "labelAngle": 0, "labelOverlap": True}},
            "y": {"field": "euros", "type": "quantitative", "title": _("€ a month"), "axis": {"tickCount": 3}},
            "color": {"field": "state", "type": "nominal",
                      "scale": {"domain": words, "range": [colours[word] for word in words]},
                      "legend": {"direction": "vertical", "columns": 1, "labelLimit": 240}},
        },
    }  # fmt: skip
    columns = {"when": _("Month"), "said": _("For each"), "state": _("How certain")}
    return Chart(_("Month by month"), summary, spec, rows, columns, height=220)
