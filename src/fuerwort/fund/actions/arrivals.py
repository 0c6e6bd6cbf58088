"""What the bank says of what was sent: it arrived, one payment came back, or the whole file was refused."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from fuerwort.fund import income_notices
from fuerwort.fund.actions.ledger import Entry, accounts_of, post, reverse
from fuerwort.fund.actions.plans import locked
from fuerwort.fund.actions.runs import RunRefused, message_of
from fuerwort.fund.models import Fund, Kind, Line, Paid, Payment, Run, Transaction, Why
from fuerwort.fund.money import euros
from fuerwort.fund.roles import MONEY, require
from fuerwort.people.events import record as log
from fuerwort.people.models import Membership


@dataclass(frozen=True)
class Match:
    """A line of the bank, and what it is about: a whole run, or one payment of it."""

    line: Line
    run: Run
    payment: Payment | None = None


@transaction.atomic
def settle(*, match: Match, by: Membership, at: datetime) -> Transaction:
    """Let a line of the bank count: less in the bank is what arrived, more is what came back.

    Raises
    ------
    RunRefused
        The line says another amount than what is on its way, or than what was paid.
    """
    fund = match.run.plan.fund
    locked(match.run.plan)
    require(fund, by, *MONEY)
    line = Line.objects.get(pk=match.line.pk, fund=fund)
    if line.cents < 0:
        return _arrived(match.run, line, match.payment, by, at)
    if match.payment is None:
        raise RunRefused(_("Please say which payment came back."))
    return _came_back(match.payment, line, by, at)


@transaction.atomic
def file_refused(*, run: Run, reason: str, by: Membership, at: datetime) -> Run:
    """Note that the bank took nothing of a file: everything is owed again, and can be sent again.

    Raises
    ------
    RunRefused
        Something of it was on a statement already.
    """
    locked(run.plan)
    found = Run.objects.select_related("plan__fund__space", "transaction").get(pk=run.pk)
    require(found.plan.fund, by, *MONEY)
    sent = found.payments.filter(state=Paid.SENT)
    if found.transaction is None or not sent or found.payments.filter(arrived__isnull=False).exists():
        raise RunRefused(_("Of this run the bank has paid something already. What comes back is noted line by line."))
    reverse(one=found.transaction, reason=reason or _("The bank took nothing of it"), on=timezone.localdate(at), by=by,
            at=at)  # fmt: skip
    sent.update(state=Paid.RETURNED, cause="file")
    log(found.plan.fund.space, by=by, at=at, verb="income.file-refused", about=found.public)
    return found


def matches(fund: Fund) -> list[Match]:
    """Lines that count nowhere yet and whose words or amounts say that they are about an income."""
    open_lines = fund.lines.exclude(transactions__in=Transaction.objects.filter(reversed_by__isnull=True))
    sent = Payment.objects.filter(run__plan__fund=fund, state__in=(Paid.SENT, Paid.ARRIVED))
    payments = {row.reference: row for row in sent.select_related("run__plan__fund")}
    runs: dict[str, Run] = {}
    if payments:
        runs = {message_of(row.run): row.run for row in payments.values() if row.state == Paid.SENT}
    lines = open_lines.order_by("on", "pk") if payments else open_lines.none()
    return [found for line in lines for found in _match(line, payments, runs)]


def _match(line: Line, payments: dict[str, Payment], runs: dict[str, Run]) -> Iterator[Match]:
    """By the payment's own reference; else by the name of the file, or by its sum where only one run has it."""
    wanted = Paid.SENT if line.cents < 0 else Paid.ARRIVED
    for reference, payment in payments.items():
        if reference in line.words and payment.state == wanted and payment.cents == abs(line.cents):
            yield Match(line, payment.run, payment)
            return
    if line.cents > 0:
        return
    named = [run for message, run in runs.items() if message in line.words]
    fitting = [run for run in named or runs.values() if on_its_way(run) == -line.cents]
    if len(fitting) == 1:
        yield Match(line, fitting[0])


def on_its_way(run: Run) -> int:
    """Cents of a run that no statement has shown yet."""
    return sum(run.payments.filter(state=Paid.SENT).values_list("cents", flat=True))


def _arrived(run: Run, line: Line, payment: Payment | None, by: Membership, at: datetime) -> Transaction:
    rows = run.payments.filter(state=Paid.SENT)
    if payment:
        rows = rows.filter(pk=payment.pk)
    sent = sum(rows.values_list("cents", flat=True))
    if sent != -line.cents:
        raise RunRefused(
            _("The bank says %(said)s, and %(sent)s is on its way. Nothing was noted.")
            % {"said": euros(-line.cents), "sent": euros(sent)}
        )
    month = date_format(run.month, "F Y")
    done = _post(run.plan.fund, line, Why.ARRIVED, Kind.TRANSIT, _("Basic income %(month)s") % {"month": month}, by, at)
    rows.update(state=Paid.ARRIVED, arrived=done)
    log(run.plan.fund.space, by=by, at=at, verb="income.arrived", about=run.public)
    return done


def _came_back(payment: Payment, line: Line, by: Membership, at: datetime) -> Transaction:
    found = Payment.objects.select_related("run__plan__fund__space", "payee__membership").get(pk=payment.pk)
    if found.state != Paid.ARRIVED or found.cents != line.cents:
        raise RunRefused(
            _("This payment was %(cents)s, and the bank gives back %(said)s. Nothing was noted.")
            % {"cents": euros(found.cents), "said": euros(line.cents)}
        )
    run = found.run
    text = _("Basic income that came back")
    done = _post(run.plan.fund, line, Why.CAME_BACK, Kind.INCOME, text, by, at)
    found.state, found.came_back = Paid.RETURNED, done
    found.save(update_fields=["state", "came_back"])
    log(run.plan.fund.space, by=by, at=at, verb="income.came-back", about=run.public)
    income_notices.came_back(found, at)
    return done


def _post(fund: Fund, line: Line, why: str, kind: Kind, text: str, by: Membership, at: datetime) -> Transaction:
    accounts = accounts_of(fund, [Kind.BANK, kind])
    amounts = {accounts[Kind.BANK]: line.cents, accounts[kind]: line.cents}
    entry = Entry(why=why, on=line.on, text=text, amounts=amounts, line=line)
    return post(fund=fund, entry=entry, by=by, at=at)
