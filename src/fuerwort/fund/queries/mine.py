"""What a member sees of their own contribution; nobody else asks these questions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from fuerwort.fund.girocode import girocode
from fuerwort.fund.models import Bid, Contribution, Fund, Kind, Payer, Posting, Round, RoundState, Transaction, Why
from fuerwort.fund.reference import shown
from fuerwort.people.models import Membership


@dataclass(frozen=True)
class Received:
    """One contribution that arrived."""

    on: date
    cents: int
    number: int


@dataclass(frozen=True)
class Mine:
    """One's own contribution: now, from next month on, how to pay it, and what arrived."""

    now: Contribution | None
    next: Contribution | None
    reference: str
    code: str
    """What the QR code says; empty while there is nothing to pay."""
    received: Sequence[Received]

    @property
    def years(self) -> list[int]:
        return sorted({one.on.year for one in self.received}, reverse=True)


def mine(fund: Fund, member: Membership, today: date) -> Mine:
    """Everything the fund knows of this member's contribution."""
    said = Contribution.objects.filter(fund=fund, membership=member).filter(Q(until__isnull=True) | Q(until__gt=today))
    rows = list(said.order_by("since"))
    now = next((row for row in rows if row.since <= today), None)
    later = next((row for row in rows if row.since > today), None)
    payer = Payer.objects.filter(membership=member, fund=fund).first()
    reference = shown(payer.reference) if payer else ""
    due = now or later
    words = " ".join((reference, _("Contribution")))
    code = girocode(fund, due.cents, words) if due and due.cents and reference else ""
    return Mine(now, later, reference, code, received(fund, member))


def received(fund: Fund, member: Membership, year: int | None = None) -> list[Received]:
    """Contributions of this member that stand in the ledger, newest first."""
    rows = Posting.objects.filter(
        account__kind=Kind.BANK, transaction__fund=fund, transaction__member=member,
        transaction__why=Why.CONTRIBUTION, transaction__reversed_by__isnull=True,
    )  # fmt: skip
    if year:
        rows = rows.filter(transaction__on__year=year)
    found = rows.select_related("transaction").order_by("-transaction__on", "-transaction__number")
    return [Received(row.transaction.on, row.cents, row.transaction.number) for row in found]


def round_of(fund: Fund) -> Round | None:
    """The round that is open, or the one that ended last."""
    rounds = fund.rounds.order_by("-opened_at")
    return rounds.filter(state=RoundState.OPEN).first() or rounds.first()


def bid_of(one: Round, member: Membership) -> int | None:
    """What the member has bid themselves."""
    found = Bid.objects.filter(round=one, membership=member).first()
    return int(found.cents) if found else None


def has_transactions(member: Membership) -> bool:
    """Whether the ledger names this member."""
    return Transaction.objects.filter(member=member).exists()
