"""What tables of the fund hold about a person."""

from django.utils.translation import gettext_lazy as _

from fuerwort.fund.models import Kind, Transaction
from fuerwort.people.own import LOGGED, Shelf, add


def _cents(transaction: Transaction) -> int:
    return sum(p.cents for p in transaction.postings.all() if p.account.kind in (Kind.BANK, Kind.TRANSIT) and p.cents)


OFFICE = (
    "fund.Fund.opened_by",
    "fund.Transaction.by",
    "fund.Period.closed_by",
    "fund.Audit.asked_by",
    "fund.Statement.taken_by",
    "fund.Document.by",
    "fund.Round.opened_by",
    "fund.Plan.proposed_by",
    "fund.Plan.decided_by",
    "fund.Confirmation.by",
    "fund.Look.by",
    "fund.Run.proposed_by",
    "fund.Run.released_by",
)
"""What somebody did in an office."""

add(
    Shelf("fund.Payer", "membership", _("Your reference for transfers"), ("reference",)),
    Shelf("fund.Contribution", "membership", _("What you said you give, in cents"),
          ("cents", "since", "until", "how", "said_at")),
    Shelf("fund.Bid", "membership", _("Your bids, in cents"), ("cents", "turn", "at")),
    Shelf("fund.Transaction", "member", _("In the ledger, in cents"), ("on", "why", "number", ("amount", _cents))),
    Shelf("fund.Payee", "membership", _("Basic income"),
          ("plan.amount", "takes", "most", "since", "used", "holder", "iban", "accepted_at", "wished_at")),
    Shelf("fund.Payment", "payee__membership", _("Payments to you, in cents"), ("run.month", "cents", "state")),
    Shelf("fund.Look", "payee__membership", _("Who looked at your bank account"), ("at", "by.name", "why")),
    left_out=dict.fromkeys(OFFICE, LOGGED),
)  # fmt: skip
