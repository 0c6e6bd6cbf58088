"""What somebody got in a year, for their tax office: PDF/UA set by typst, the same bytes for the same year."""

from datetime import UTC, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from fuerwort.fund.models import Payee
from fuerwort.fund.money import euros
from fuerwort.fund.queries.income import received
from fuerwort.web import printed


def statement(payee: Payee, year: int) -> bytes:
    """The statement of one payee and year; an empty one says so."""
    return printed.pdf("income.typ", said(payee, year), datetime(year, 12, 31, 12, tzinfo=UTC))


def said(payee: Payee, year: int) -> dict[str, object]:
    """All words of the statement in the language of the moment."""
    rows = received(payee, year)
    got = [[date_format(one.run.month, "F Y"), date_format(one.run.on), euros(one.cents)] for one in rows]
    fund = payee.plan.fund
    return {
        "above": f"{fund.holder} · {fund.space.name}",
        "title": _("Basic income %(year)s") % {"year": year},
        "lead": _("Paid to %(name)s.") % {"name": payee.membership.name if payee.membership else "–"},
        "columns": [_("For"), _("Day of payment"), _("Amount")],
        "rows": got,
        "sum": [_("Altogether"), "", euros(sum(one.cents for one in rows))],
        "note": _(
            "A voluntary payment without anything in return. This is no advice: ask a tax adviser what it means."
        ),
        "footer": _("Made by Fürwort out of the ledger of the fund."),
    }
