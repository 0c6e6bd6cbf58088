"""The state of the whole, as every member may see it: sums, and nobody's amount."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _

from fuerwort.fund.actions.ledger import standing
from fuerwort.fund.models import Account, Contribution, Fund, Kind, Payment, Posting, Why
from fuerwort.people.errors import Missing
from fuerwort.people.queries import Here

FEWEST = 3
"""Sums of contributions are shown from so many members on: of fewer, one could work out another's."""

FEWEST_PAYEES = 5
"""The same of incomes."""

CAME = (Why.OPENING, Why.CONTRIBUTION, Why.DONATION, Why.GRANT, Why.OTHER)


@dataclass(frozen=True)
class Flow:
    """What came or left for one reason."""

    why: str
    cents: int

    @property
    def label(self) -> str:
        return _("Basic income") if self.why == Why.ARRIVED else str(Why(self.why).label)


@dataclass(frozen=True)
class State:
    """What is held, and what for. All of it is in the bank, as the bank has said."""

    held: int
    free: int
    """Contributions and reserve together."""
    income: int
    """Set aside or on its way, in one sum: what is on its way to few would say what they take."""
    study: int
    purposes: Sequence[tuple[str, int]]
    budgets: Sequence[tuple[str, int]]
    until: date | None
    """The last day of which the bank has said something."""


def funds_at(slug: str) -> list[Fund]:
    """The fund of the space with this address, or all; for whoever runs the house."""
    rows = Fund.objects.select_related("space").order_by("pk")
    return list(rows.filter(space__slug=slug) if slug else rows)


def length_of(fund: Fund) -> int:
    """How many transactions its ledger has."""
    return fund.transactions.count()


def fund_for(here: Here) -> Fund | None:
    """The fund of the space, if it has one."""
    return Fund.objects.filter(space=here.space).first()


def fund_here(here: Here) -> Fund:
    """The fund of the space. Raises ``Missing`` if it has none."""
    found = fund_for(here)
    if found is None:
        raise Missing
    return found


def state_of(fund: Fund) -> State:
    """What the fund holds now."""
    accounts = list(standing(fund))
    until = fund.statements.order_by("-last").values_list("last", flat=True).filter(last__isnull=False).first()
    return State(
        held=_sum(accounts, Kind.BANK),
        free=_sum(accounts, Kind.RESERVE) + _sum(accounts, Kind.CONTRIBUTIONS),
        income=_sum(accounts, Kind.INCOME) + _sum(accounts, Kind.TRANSIT),
        study=_sum(accounts, Kind.STUDY),
        purposes=_titled(accounts, Kind.PURPOSE),
        budgets=_titled(accounts, Kind.BUDGET),
        until=until,
    )


def _sum(accounts: Sequence[Account], kind: Kind) -> int:
    return sum(held for account, held in _held(accounts) if account.kind == kind)


def _titled(accounts: Sequence[Account], kind: Kind) -> list[tuple[str, int]]:
    return [(account.title, held) for account, held in _held(accounts) if account.kind == kind and held]


def _held(accounts: Sequence[Any]) -> list[tuple[Account, int]]:
    return [(account, account.held or 0) for account in accounts]


def flows(fund: Fund, first: date, last: date, *, opening: bool = True) -> list[Flow]:
    """What came into the bank and left it, by reason; reversed transactions cancel out, and so does what came back.

    Contributions of fewer than three members are counted among the other receipts, incomes of fewer than five people
    among the costs: of fewer, one could work out what somebody gave or took.

    Parameters
    ----------
    opening
        Whether what the ledger began with counts: it is held, but nobody sent it.
    """
    rows = (
        Posting.objects.filter(account__fund=fund, account__kind=Kind.BANK, transaction__on__range=(first, last))
        .filter(transaction__reversed_by__isnull=True, transaction__reverses__isnull=True)
        .exclude(transaction__why__in=() if opening else (Why.OPENING,))
        .values("transaction__why")
        .annotate(cents=Sum("cents"), members=Count("transaction__member", distinct=True))
    )
    found: dict[str, int] = {}
    for row in rows:
        why = _shown(fund, row["transaction__why"], row["members"], first, last)
        found[why] = found.get(why, 0) + row["cents"]
        if row["transaction__why"] == Why.CAME_BACK:
            kept = _charges(fund, first, last)
            found[why] += kept
            found[Why.COST] = found.get(Why.COST, 0) - kept
    return [Flow(why, found[why]) for why in Why.values if found.get(why)]


def _charges(fund: Fund, first: date, last: date) -> int:
    """What banks kept of incomes that came back: a cost, and no income of anybody."""
    kept = Posting.objects.filter(
        account__fund=fund, transaction__why=Why.CAME_BACK, cents__gt=0, transaction__on__range=(first, last),
        transaction__reversed_by__isnull=True,
    ).exclude(account__kind=Kind.BANK)  # fmt: skip
    return int(kept.aggregate(cents=Sum("cents"))["cents"] or 0)


def _shown(fund: Fund, why: str, members: int, first: date, last: date) -> str:
    """Under which reason a sum is shown."""
    if why == Why.CONTRIBUTION and members < FEWEST:
        return Why.OTHER
    if why not in (Why.ARRIVED, Why.CAME_BACK):
        return why
    paid = Payment.objects.filter(run__plan__fund=fund, arrived__on__range=(first, last))
    people = paid.aggregate(people=Count("payee", distinct=True))["people"]
    return Why.ARRIVED if people >= FEWEST_PAYEES else Why.COST


def pledged(fund: Fund, month: date) -> tuple[int, int] | None:
    """How many give and how much altogether in a month; None while fewer than three give."""
    giving = Contribution.objects.filter(
        Q(until__isnull=True) | Q(until__gt=month), fund=fund, since__lte=month, cents__gt=0,
        membership__left_at__isnull=True,
    )  # fmt: skip
    found = giving.aggregate(members=Count("membership", distinct=True), cents=Sum("cents"))
    return (found["members"], found["cents"]) if found["members"] >= FEWEST else None
