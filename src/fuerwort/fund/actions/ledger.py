"""Write in the ledger: post what happened, set money aside, reverse what was wrong (docs/rules/ledger.md).

Amounts say how much more (or less) an account *holds* afterwards, in whole cents: a contribution of 50 EUR is
``{bank: 5000, contributions: 5000}``, setting aside ``{reserve: -3000, income: 3000}``. What comes into the bank is
exactly what the purposes hold more.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, OuterRef, QuerySet, Subquery
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from fuerwort.fund import chain, snapshot
from fuerwort.fund.errors import FundRefused
from fuerwort.fund.models import Account, Document, Fund, Kind, Line, Posting, Transaction, Why
from fuerwort.fund.money import euros
from fuerwort.people.events import record as log
from fuerwort.people.models import Membership, public_id

LONGEST = 200

Amounts = Mapping[Account, int]
"""Account -> how much more it holds afterwards, in cents."""


class LedgerRefused(FundRefused):
    """Nothing was posted; the message says why, with the figures."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What is to be posted."""

    why: str
    on: date
    text: str
    amounts: Amounts
    member: Membership | None = None
    line: Line | None = None
    document: Document | None = None
    reverses: Transaction | None = None


@dataclass
class _Ledger:
    """A locked ledger: where it stands, and what is about to be written."""

    fund: Fund
    by: Membership | None
    at: datetime
    number: int
    previous: str
    held: dict[int, int]
    steps: dict[int, int]
    postings: list[Posting] = field(default_factory=list)
    transactions: list[Transaction] = field(default_factory=list)


@transaction.atomic
def post(*, fund: Fund, entry: Entry, by: Membership | None, at: datetime) -> Transaction:
    """Write one transaction. Raises :class:`LedgerRefused`, see :func:`post_all`."""
    return post_all(fund=fund, entries=[entry], by=by, at=at)[0]


@transaction.atomic
def post_all(*, fund: Fund, entries: Sequence[Entry], by: Membership | None, at: datetime) -> list[Transaction]:
    """Write transactions in this order, all or none.

    Parameters
    ----------
    by : Membership or None
        Who says so; None when the house does it by itself.

    Raises
    ------
    LedgerRefused
        The amounts do not balance, an account would hold less than nothing, a donor's purpose would be spent for
        something else, the day lies in a closed period, or the bank says something else.
    """
    ledger = _locked(fund, by, at)
    _allow_lines([entry.line for entry in entries if entry.line])
    closed = fund.periods.aggregate(last=Max("last"))["last"]
    for entry in entries:
        _allow(entry, closed)
        _write(ledger, entry)
    Posting.objects.bulk_create(ledger.postings)
    Transaction.objects.bulk_create(ledger.transactions)
    _keep_promises(fund, entries)
    log(fund.space, by=by, at=at, verb="fund.posted", about=fund.public, number=ledger.number)
    return ledger.transactions


@transaction.atomic
def set_aside(
    *, source: Account, target: Account, cents: int, text: str, by: Membership | None, at: datetime
) -> Transaction:
    """Move what one account holds to another; a donor's purpose never gives anything away."""
    if cents <= 0:
        raise LedgerRefused(_("Please name an amount above zero."))
    amounts = {source: -cents, target: cents}
    entry = Entry(why=Why.ALLOCATION, on=timezone.localdate(at), text=text, amounts=amounts)
    return post(fund=source.fund, entry=entry, by=by, at=at)


@transaction.atomic
def reverse(*, one: Transaction, reason: str, on: date, by: Membership, at: datetime) -> Transaction:
    """Take a transaction back by its exact opposite; both stay in the ledger for good.

    Raises
    ------
    LedgerRefused
        It was reversed already, is a reversal itself, no reason is given, or what it brought is spent.
    """
    fund = lock(one.fund)
    if one.reverses_id:
        raise LedgerRefused(_("This is a reversal itself. Post what is right instead."))
    if Transaction.objects.filter(reverses=one).exists():
        raise LedgerRefused(_("Transaction %(number)s is reversed already.") % {"number": one.number})
    if not reason.strip():
        raise LedgerRefused(_("Please say why this is reversed: it stays in the ledger."))
    amounts = {p.account: -_more(p.account, p.cents) for p in one.postings.select_related("account")}
    entry = Entry(why=Why.REVERSAL, on=on, text=reason, amounts=amounts, member=one.member, document=one.document,
                  reverses=one)  # fmt: skip
    return post(fund=fund, entry=entry, by=by, at=at)


def lock(fund: Fund) -> Fund:
    """Lock the ledger until the transaction ends: whoever writes next waits."""
    return Fund.objects.select_for_update().select_related("space").get(pk=fund.pk)


def holdings(fund: Fund) -> dict[Account, int]:
    """What each account of a fund holds, in cents; part of other actions, after :func:`lock`."""
    return {account: account.held or 0 for account in standing(fund)}


def standing(fund: Fund) -> QuerySet[Any]:
    """All accounts, each with ``held`` and ``step`` of its last posting (None where there is none)."""
    last = Posting.objects.filter(account=OuterRef("pk")).order_by("-step")
    return fund.accounts.annotate(
        held=Subquery(last.values("held")[:1]), step=Subquery(last.values("step")[:1])
    ).order_by("pk")


def _locked(fund: Fund, by: Membership | None, at: datetime) -> _Ledger:
    fund = lock(fund)
    last = fund.transactions.order_by("-number").first()
    number, previous = (last.number, last.hash) if last else (0, chain.START)
    accounts = {account.pk: account for account in standing(fund) if account.step}
    held = {pk: account.held for pk, account in accounts.items()}
    steps = {pk: account.step for pk, account in accounts.items()}
    return _Ledger(fund, by, at, number, previous, held, steps)


def _write(ledger: _Ledger, entry: Entry) -> None:
    ledger.number += 1
    one = Transaction(
        public=public_id(), fund=ledger.fund, number=ledger.number, why=entry.why, on=entry.on, text=entry.text.strip(),
        at=ledger.at, by=ledger.by, member=entry.member, reverses=entry.reverses, line=entry.line,
        document=entry.document, previous=ledger.previous,
    )  # fmt: skip
    parts = [_posting(ledger, one, account, more) for account, more in entry.amounts.items() if more]
    one.hash = ledger.previous = chain.hash_of(one, chain.parts_of(parts))
    ledger.postings += parts
    ledger.transactions.append(one)


def _posting(ledger: _Ledger, one: Transaction, account: Account, more: int) -> Posting:
    held = ledger.held.get(account.pk, 0)
    if held + more < 0:
        raise LedgerRefused(
            _("“%(account)s” holds %(held)s; %(amount)s cannot be taken from it. Nothing was posted.")
            % {"account": account, "held": euros(held), "amount": euros(-more)}
        )
    ledger.held[account.pk] = held + more
    ledger.steps[account.pk] = ledger.steps.get(account.pk, 0) + 1
    return Posting(transaction=one, account=account, cents=_more(account, more), step=ledger.steps[account.pk],
                   held=held + more)  # fmt: skip


def _more(account: Account, amount: int) -> int:
    """Debit and credit: what the bank holds more is a debit, what a purpose holds more a credit (and back)."""
    return amount if account.kind == Kind.BANK else -amount


def _allow(entry: Entry, closed: date | None) -> None:
    if not 0 < len(entry.text.strip()) <= LONGEST:
        raise LedgerRefused(_("Please say in a few words what this is."))
    if closed and entry.on <= closed:
        raise LedgerRefused(
            _("The books are closed up to %(day)s. Choose a later day: corrections go into the open period.")
            % {"day": formats.date_format(closed)}
        )
    if sum(_more(account, amount) for account, amount in entry.amounts.items()) or not any(entry.amounts.values()):
        raise LedgerRefused(_("The amounts do not add up: what comes in must be meant for something."))
    _allow_bank(entry)
    _allow_purposes(entry)


def _allow_bank(entry: Entry) -> None:
    """Nothing counts in the bank account but what the bank says."""
    if entry.why in {Why.OPENING, Why.REVERSAL}:
        return
    moved = sum(amount for account, amount in entry.amounts.items() if account.kind == Kind.BANK)
    said = entry.line.cents if entry.line else 0
    if moved != said:
        raise LedgerRefused(
            _("The bank says %(said)s, this says %(moved)s. Nothing was posted.")
            % {"said": euros(said), "moved": euros(moved)}
        )


def _allow_purposes(entry: Entry) -> None:
    more = {account.kind for account, amount in entry.amounts.items() if amount > 0}
    leaves: dict[str, set[str]] = {Why.COST: set(), Why.INCOME: {Kind.TRANSIT}}
    if entry.why in leaves and more - leaves[entry.why]:
        raise LedgerRefused(_("What is spent leaves the fund: no account can hold more afterwards."))
    less = {account.kind for account, amount in entry.amounts.items() if amount < 0}
    if Kind.TRANSIT in less and entry.why not in {Why.ARRIVED, Why.REVERSAL}:
        raise LedgerRefused(_("What is on its way to somebody arrives, or its payment is reversed."))
    taken = [account for account, amount in entry.amounts.items() if amount < 0 and account.kind == Kind.PURPOSE]
    for account in taken:
        meant = Why.INCOME if account.for_income else Why.COST
        if entry.why not in {meant, Why.REVERSAL}:
            raise LedgerRefused(_("What was given for “%(purpose)s” can only be spent for it.") % {"purpose": account})


def _keep_promises(fund: Fund, entries: Sequence[Entry]) -> None:
    """What is promised as basic income is there afterwards, whatever else is done with the money (rules/income.md)."""
    less = {account for entry in entries for account, amount in entry.amounts.items() if amount < 0}
    if any(account.kind == Kind.INCOME or account.for_income for account in less):
        promised, there = snapshot.promised(fund), snapshot.for_income(snapshot.held_by(fund))
        if promised > there:
            raise LedgerRefused(
                _("%(promised)s is promised as basic income, and %(there)s would be left for it. Nothing was posted.")
                % {"promised": euros(promised), "there": euros(there)}
            )


def _allow_lines(lines: Sequence[Line]) -> None:
    standing = Transaction.objects.filter(line__in=lines, reversed_by__isnull=True)
    if len({line.pk for line in lines}) < len(lines) or (lines and standing.exists()):
        raise LedgerRefused(_("This line of the bank counts already."))


def account_of(fund: Fund, kind: Kind) -> Account:
    """The one account of a kind that every fund has once."""
    return fund.accounts.get(kind=kind)


def accounts_of(fund: Fund, kinds: Sequence[Kind]) -> dict[str, Account]:
    """Several of them at once, by kind."""
    return {account.kind: account for account in fund.accounts.filter(kind__in=kinds)}
