"""Pay a month: one proposes, another releases, once and for good (docs/rules/income-run.md).

Every verb is one transaction behind the lock of the ledger: killed at any moment it has happened or it has not, and
doing it again does nothing twice.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fuerwort.fund import income_notices, snapshot
from fuerwort.fund.actions import gate
from fuerwort.fund.actions.checking import check
from fuerwort.fund.actions.ledger import Entry, account_of, holdings, post
from fuerwort.fund.actions.plans import locked
from fuerwort.fund.errors import FundRefused
from fuerwort.fund.models import Account, Kind, Paid, Payee, Payment, Plan, Run, State, Transaction, Why
from fuerwort.fund.money import euros
from fuerwort.fund.roles import MONEY, require
from fuerwort.fund.sepa import FORMS, Order, Transfer, file_of
from fuerwort.fund.sepa import Account as Bank
from fuerwort.people.events import record as log
from fuerwort.people.models import Membership

AHEAD = timedelta(days=60)


class RunRefused(FundRefused):
    """Nothing was paid; the message says why, with the figures."""


@dataclass(frozen=True)
class Figures:
    """What a run pays: cents, and to how many."""

    total: int
    people: int


@dataclass(frozen=True)
class _Bill:
    """One payee's part of a run; ``repeats`` is the payment that came back."""

    payee: Payee
    cents: int
    repeats: Payment | None = None


@transaction.atomic
def propose_run(*, plan: Plan, on: date, by: Membership, at: datetime, again: bool = False) -> Run:
    """Propose to pay the next month of a plan, or (``again``) what came back. Pays nothing; another one releases it.

    Raises
    ------
    RunRefused
        A legal point is open, nothing is due, a run is open already, or the day is none to pay on.
    """
    found = locked(plan)
    require(found.fund, by, *MONEY)
    month = snapshot.next_month(found) if again else snapshot.month_due(found, on)
    _allow(found, at, again)
    if found.runs.filter(released_at__isnull=True, withdrawn_at__isnull=True).exists():
        raise RunRefused(_("A run is open already. Release it or withdraw it first."))
    today = timezone.localdate(at)
    if not today <= on <= today + AHEAD or (not again and on < month):
        raise RunRefused(
            _("Please choose a day from today on and not before %(month)s begins.")
            % {"month": date_format(month, "F Y")}
        )
    run = Run(plan=found, month=month, again=again, on=on, proposed_at=at, proposed_by=by)
    if not _bills(run):
        raise RunRefused(_nothing(run))
    run.save()
    log(found.fund.space, by=by, at=at, verb="income.run-proposed", about=run.public)
    income_notices.proposed(run, at)
    return run


@transaction.atomic
def withdraw_run(*, run: Run, by: Membership, at: datetime) -> Run:
    """Take back what was proposed and not released."""
    found = _locked(run)
    require(found.plan.fund, by, *MONEY)
    if found.released_at:
        raise RunRefused(_("It was released already and stays."))
    if found.withdrawn_at is None:
        found.withdrawn_at = at
        found.save(update_fields=["withdrawn_at"])
        log(found.plan.fund.space, by=by, at=at, verb="income.run-withdrawn", about=found.public)
    return found


@transaction.atomic
def release_run(*, run: Run, seen: Figures, by: Membership, at: datetime) -> Run:
    """Release a run as the second person: the ledger has it, and the payments are fixed. Doing it again does nothing.

    Parameters
    ----------
    seen : Figures
        What the releasing person has seen. If a wish changed meanwhile, nothing is paid and the new figures are said.

    Raises
    ------
    RunRefused
        It is the same person, a legal point is open, the figures have changed, the money is not there, or the ledger
        is not whole.
    """
    found = _locked(run)
    plan = found.plan
    require(plan.fund, by, *MONEY)
    if found.released_at:
        return found
    _allow_release(found, by, at)
    bills = _bills(found)
    figures = figures_of(bills)
    if figures != seen:
        raise RunRefused(
            ngettext(
                "A wish has changed: now it is %(total)s for one person. Nothing was paid; please look again.",
                "A wish has changed: now it is %(total)s for %(people)s people. Nothing was paid; please look again.",
                figures.people,
            )
            % {"total": euros(figures.total), "people": figures.people}
        )
    _allow_money(plan, figures.total)
    _fix(found, bills, by, at)
    found.transaction = _posted(found, figures.total, by, at)
    found.save()
    if found.transaction and not _stands(found.transaction):
        raise RunRefused(_("The ledger does not show what was paid. Nothing was paid."))
    log(plan.fund.space, by=by, at=at, verb="income.run-released", about=found.public)
    income_notices.released(found, at)
    return found


@transaction.atomic
def order_file(*, run: Run, by: Membership, at: datetime, form: str = FORMS[0]) -> bytes:
    """Make the file for the bank: the same bytes each time, so that a bank notices a second one.

    Raises
    ------
    RunRefused
        It is not released, or nothing is on its way any more.
    """
    found = _locked(run)
    require(found.plan.fund, by, *MONEY)
    rows = list(found.payments.filter(cents__gt=0).order_by("public"))
    if found.released_at is None or not any(row.state == Paid.SENT for row in rows):
        raise RunRefused(_("There is nothing to send. Nothing was made."))
    if found.file_at is None:
        found.file_at = at
        found.save(update_fields=["file_at"])
    log(found.plan.fund.space, by=by, at=at, verb="income.file-made", about=found.public)
    return file_of(order_of(found, rows), form)


def order_of(run: Run, payments: Sequence[Payment]) -> Order:
    """A released run as the order for the bank; its name is its own, so that it is never taken for another."""
    fund = run.plan.fund
    text = f"Grundeinkommen {run.month:%m/%Y} {fund.space.name}"
    return Order(
        message=message_of(run),
        made_at=run.released_at or run.proposed_at,
        on=run.on,
        by=Bank(fund.holder, fund.iban, fund.bic),
        transfers=[Transfer(one.reference, Bank(one.holder, one.iban), one.cents, text) for one in payments],
    )


def message_of(run: Run) -> str:
    """How the bank names the whole file."""
    return f"FUERWORT-{run.public}"


def preview(run: Run) -> Figures:
    """What an open run would pay now."""
    return figures_of(_bills(run))


def figures_of(bills: Sequence[_Bill]) -> Figures:
    return Figures(sum(bill.cents for bill in bills), sum(1 for bill in bills if bill.cents))


def _locked(run: Run) -> Run:
    plan = locked(run.plan)
    found = Run.objects.get(pk=run.pk)
    found.plan = plan
    return found


def _allow(plan: Plan, at: datetime, again: bool) -> None:
    """Nothing is paid before the law's questions are answered, and nothing out of a ledger that is not whole."""
    if plan.state not in snapshot.LIVE and not (again and plan.state == State.ENDED):
        raise RunRefused(_("This plan is %(state)s: nothing is paid.") % {"state": State(plan.state).label})
    if gate.missing(plan, at):
        raise RunRefused(_("Not every legal point is confirmed. Nothing is paid before."))
    if check(plan.fund):
        raise RunRefused(_("The ledger is not whole. Nothing is paid before that is cleared up."))


def _nothing(run: Run) -> str:
    if run.again:
        return _("Nothing came back that could be sent again.")
    if any(wish.left > 0 for wish in snapshot.wishes(run.plan, run.month)):
        return _("Nobody is due anything yet: they wait, or have not said where to pay to. Their months are kept.")
    return _("Nothing more is promised.")


def _allow_release(run: Run, by: Membership, at: datetime) -> None:
    if run.withdrawn_at:
        raise RunRefused(_("It was withdrawn. Nothing was paid."))
    if by.pk == run.proposed_by_id:
        raise RunRefused(_("You proposed it. Another person must release it."))
    if run.on < timezone.localdate(at):
        raise RunRefused(_("The day to pay on is over. Please withdraw it and propose it anew."))
    _allow(run.plan, at, run.again)


def _allow_money(plan: Plan, total: int) -> None:
    """All of it or nothing: a run never pays some and leaves others."""
    there = snapshot.for_income(snapshot.held_by(plan.fund))
    if total > there:
        raise RunRefused(
            _("This run needs %(total)s, and %(there)s is set aside. %(lacking)s is missing; nobody was paid.")
            % {"total": euros(total), "there": euros(there), "lacking": euros(total - there)}
        )


def _bills(run: Run) -> list[_Bill]:
    """What each gets, by token, as the engine says; or once more what came back, from whoever still takes it."""
    payees = {one.token: one for one in run.plan.payees.select_related("membership")}
    for one in payees.values():
        one.plan = run.plan
    if run.again:
        wanted = snapshot.returned().filter(run__plan=run.plan, payee__takes=True).select_related("payee")
        oldest = {
            row.payee.token: row for row in wanted.order_by("payee__token", "-pk")
        }  # one month at a time for each
        return [_Bill(payees[token], row.cents, row) for token, row in oldest.items()]
    dues = snapshot.dues(run.plan, run.month)
    return [_Bill(payees[due.token], due.amount) for due in dues if due.used]


def _fix(run: Run, bills: Sequence[_Bill], by: Membership, at: datetime) -> None:
    """Write the payments with the accounts of now, and count the month as given."""
    run.released_at, run.released_by, run.total = at, by, figures_of(bills).total
    run.save()
    Payment.objects.bulk_create(_payment(run, bill) for bill in bills)
    if not run.again:
        for bill in bills:
            bill.payee.used += 1
        Payee.objects.bulk_update([bill.payee for bill in bills], ["used"])
    if run.plan.state == State.DECIDED:
        run.plan.state = State.RUNNING
        run.plan.save(update_fields=["state"])


def _payment(run: Run, bill: _Bill) -> Payment:
    made = Payment(run=run, payee=bill.payee, cents=bill.cents, repeats=bill.repeats, state=Paid.KEPT)
    if bill.cents:
        made.state, made.holder, made.iban = Paid.SENT, bill.payee.holder, bill.payee.iban
    return made


def _posted(run: Run, total: int, by: Membership, at: datetime) -> Transaction | None:
    """From what was given for incomes first, then from what is set aside, onto its way."""
    if not total:
        return None
    fund = run.plan.fund
    amounts = _sources(holdings(fund), total)
    amounts[account_of(fund, Kind.TRANSIT)] = total
    text = _("Basic income %(month)s") % {"month": date_format(run.month, "F Y")}
    entry = Entry(why=Why.INCOME, on=timezone.localdate(at), text=text, amounts=amounts)
    return post(fund=fund, entry=entry, by=by, at=at)


def _sources(held: Mapping[Account, int], total: int) -> dict[Account, int]:
    found: dict[Account, int] = {}
    for account, cents in sorted(held.items(), key=lambda one: (one[0].kind != Kind.PURPOSE, one[0].pk)):
        if account.for_income or account.kind == Kind.INCOME:
            taken = min(cents, total + sum(found.values()))
            found[account] = -taken
    return {account: cents for account, cents in found.items() if cents}


def _stands(one: Transaction) -> bool:
    """The ledger afterwards: the transaction is its last, and the bank holds what everything is meant for."""
    held = holdings(one.fund)
    bank = sum(cents for account, cents in held.items() if account.kind == Kind.BANK)
    meant = sum(cents for account, cents in held.items() if account.kind != Kind.BANK)
    last = one.fund.transactions.order_by("-number").first()
    return bank == meant and min(held.values()) >= 0 and last is not None and last.pk == one.pk
