"""What the bank says of what was sent: it arrived, one payment came back, or the whole file was refused."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet, Sum
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from fuerwort.fund import income_notices
from fuerwort.fund.actions.ledger import Entry, accounts_of, holdings, lock, post, reverse
from fuerwort.fund.actions.plans import locked
from fuerwort.fund.actions.recognising import Known, open_day
from fuerwort.fund.actions.runs import RunRefused
from fuerwort.fund.models import Account, Fund, Kind, Line, Paid, Payment, Run, Transaction, Why
from fuerwort.fund.money import euros
from fuerwort.fund.reading import Said
from fuerwort.fund.roles import MONEY, require
from fuerwort.people.events import record as log
from fuerwort.people.models import Membership

SIDES = (Kind.BANK, Kind.TRANSIT, Kind.INCOME)
CHARGED = (Kind.RESERVE, Kind.CONTRIBUTIONS)
"""What bears the charges of a bank: the first that holds enough."""
_PAYMENT = re.compile(r"FW-([a-z0-9]{12})(?![a-z0-9])", re.IGNORECASE)
_FILE = re.compile(r"FUERWORT-([a-z0-9]{12})(?![a-z0-9])", re.IGNORECASE)
_NAMED = re.compile(f"{_PAYMENT.pattern}|{_FILE.pattern}", re.IGNORECASE)


@dataclass(frozen=True)
class Match:
    """A line of the bank, and what it is about: a whole run, or one payment of it."""

    line: Line
    run: Run
    payment: Payment | None = None

    @property
    def charges(self) -> int:
        """Cents that the bank kept of what came back."""
        return self.payment.cents - self.line.cents if self.payment and self.line.cents > 0 else 0


@transaction.atomic
def settle(*, match: Match, by: Membership, at: datetime) -> Transaction:
    """Let a line of the bank count: less in the bank is what arrived, more is what came back.

    Of what came back the bank may have kept charges: the fund bears them, for all of the payment is owed again.

    Raises
    ------
    RunRefused
        The line says another amount than what is on its way, or more than what was paid.
    LedgerRefused
        Neither the reserve nor the contributions hold the charges.
    """
    fund = match.run.plan.fund
    locked(match.run.plan)
    require(fund, by, *MONEY)
    line = Line.objects.get(pk=match.line.pk, fund=fund)
    (_arrived if line.cents < 0 else _came_back)(match)
    entry = _entry(match, accounts_of(fund, SIDES), open_day(fund, line.on))
    done = post(fund=fund, entry=_charged(entry, fund, match.charges), by=by, at=at)
    _noted(match, done)
    return done


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


@transaction.atomic
def take_back(*, one: Transaction, reason: str, on: date, by: Membership, at: datetime) -> Transaction:
    """Reverse a transaction of the ledger, and with it what it said of a payment of basic income.

    Raises
    ------
    RunRefused
        It is a month that was released, or something happened to the payment since.
    """
    lock(one.fund)
    arrived, back = Payment.objects.filter(arrived=one), Payment.objects.filter(came_back=one)
    if Run.objects.filter(transaction=one).exists():
        raise RunRefused(
            _("This month was released. If the bank took nothing of it, say so on its page; then all is owed again.")
        )
    if arrived.exclude(state=Paid.ARRIVED).exists() or back.filter(repeated__isnull=False).exists():
        raise RunRefused(_("Something came back or was sent again since. Take that back first."))
    arrived.update(state=Paid.SENT, arrived=None)
    back.update(state=Paid.ARRIVED, came_back=None, cause="")
    return reverse(one=one, reason=reason, on=on, by=by, at=at)


def matches(fund: Fund) -> list[Match]:
    """Lines that count nowhere yet and whose words or amounts say that they are about an income."""
    standing = Transaction.objects.filter(line=OuterRef("pk"), reversed_by__isnull=True)
    lines = fund.lines.filter(~Exists(standing)).order_by("on", "pk")
    sent = Payment.objects.filter(run__plan__fund=fund, state__in=(Paid.SENT, Paid.ARRIVED))
    if not sent.exists():
        return []
    found = list(lines)
    known = _Sent(fund, found)
    return [match for line in found if (match := known.match(line))]


def possible(line: Line) -> list[Match]:
    """What a line could be about by its amount alone, for a human to choose: the likest first."""
    rows = Payment.objects.filter(run__plan__fund=line.fund_id).select_related("run__plan__fund", "payee__membership")
    rows = rows.defer("holder", "iban").order_by("-run__month", "payee__membership__name", "pk")
    if line.cents > 0:
        back = rows.filter(state=Paid.ARRIVED, cents__gte=line.cents).order_by("cents", *rows.query.order_by)
        return [Match(line, row.run, row) for row in back]
    sent: dict[Run, list[Payment]] = {}
    for row in rows.filter(state=Paid.SENT):
        sent.setdefault(row.run, []).append(row)
    whole = [run for run, parts in sent.items() if sum(part.cents for part in parts) == -line.cents]
    alone = [part for parts in sent.values() for part in parts if part.cents == -line.cents]
    return [Match(line, run) for run in whole] + [Match(line, row.run, row) for row in alone]


def told(fund: Fund, lines: Sequence[Line]) -> list[Known]:
    """What new lines say of payments of ours by their reference, or by the name of the file; never by a sum alone."""
    named = [line for line in lines if _NAMED.search(line.words)]
    if not named:
        return []
    known, accounts, first_open = _Sent(fund, named), accounts_of(fund, SIDES), open_day(fund, date.min)
    found = []
    for line in sorted(named, key=lambda line: (line.on, line.cents > 0, line.number)):
        if match := known.match(line, guess=False):
            known.apply(match)
            entry = _entry(match, accounts, max(line.on, first_open))
            found.append(Known(line, entry, partial(_noted, match)))
    return found


class _Sent:
    """Payments and files that some lines may be about, as they stand before the first of these lines."""

    def __init__(self, fund: Fund, lines: Sequence[Line]) -> None:
        names = {name for line in lines for name in _names(_PAYMENT, line)}
        rows = Payment.objects.filter(run__plan__fund=fund, public__in=names).select_related("run__plan__fund")
        self.payments = {row.public: row for row in rows.defer("holder", "iban")}
        waiting = Run.objects.filter(plan__fund=fund, payments__state=Paid.SENT).select_related("plan__fund")
        self.runs = {run.public: run for run in waiting.annotate(sent=Sum("payments__cents"))}

    def match(self, line: Line, *, guess: bool = True) -> Match | None:
        """By a payment's own reference; else by the name of its file; else, as a guess, by a sum that one run has."""
        wanted = Paid.SENT if line.cents < 0 else Paid.ARRIVED
        for name in _names(_PAYMENT, line):
            payment = self.payments.get(name)
            if payment and payment.state == wanted and _fits(payment.cents, line.cents, guess=guess):
                return Match(line, payment.run, payment)
        if line.cents > 0:
            return None
        named = [self.runs[name] for name in _names(_FILE, line) if name in self.runs]
        fitting = [run for run in named or (self.runs.values() if guess else ()) if run.sent == -line.cents]
        return Match(line, fitting[0]) if len(fitting) == 1 else None

    def apply(self, match: Match) -> None:
        """Go on as if this had been noted."""
        rows = [match.payment] if match.payment else [p for p in self.payments.values() if p.run_id == match.run.pk]
        for row in rows:
            row.state = Paid.ARRIVED if match.line.cents < 0 else Paid.RETURNED
        if match.line.cents < 0 and (run := self.runs.get(match.run.public)):
            run.sent += match.line.cents


def _fits(paid: int, said: int, *, guess: bool) -> bool:
    """Whether an amount is that of a payment; what came back may be less, but then a human says yes."""
    return paid == abs(said) or (guess and 0 < said < paid)


def _names(pattern: re.Pattern[str], line: Line) -> list[str]:
    """Names of ours in the words of a line; some banks write everything in capital letters."""
    return [name.lower() for name in pattern.findall(line.words)]


def on_its_way(run: Run) -> int:
    """Cents of a run that no statement has shown yet."""
    return sum(run.payments.filter(state=Paid.SENT).values_list("cents", flat=True))


def _arrived(match: Match) -> None:
    rows = _rows(match)
    sent = sum(rows.values_list("cents", flat=True))
    if sent != -match.line.cents:
        raise RunRefused(
            _("The bank says %(said)s, and %(sent)s is on its way. Nothing was noted.")
            % {"said": euros(-match.line.cents), "sent": euros(sent)}
        )


def _came_back(match: Match) -> None:
    if match.payment is None:
        raise RunRefused(_("Please say which payment came back."))
    found = Payment.objects.get(pk=match.payment.pk)
    if found.state != Paid.ARRIVED or found.cents < match.line.cents:
        raise RunRefused(
            _("This payment was %(cents)s, and the bank gives back %(said)s. Nothing was noted.")
            % {"cents": euros(found.cents), "said": euros(match.line.cents)}
        )


def _rows(match: Match) -> QuerySet[Payment]:
    rows = match.run.payments.filter(state=Paid.SENT)
    return rows.filter(pk=match.payment.pk) if match.payment else rows


def _entry(match: Match, accounts: Mapping[str, Account], on: date) -> Entry:
    """How the ledger has it: what arrived is on its way no more; what came back is set aside again."""
    arrived = match.line.cents < 0
    why, kind = (Why.ARRIVED, Kind.TRANSIT) if arrived else (Why.CAME_BACK, Kind.INCOME)
    month = _("Basic income %(month)s") % {"month": date_format(match.run.month, "F Y")}
    amounts = {accounts[Kind.BANK]: match.line.cents, accounts[kind]: match.line.cents + match.charges}
    text = month if arrived else _("Basic income that came back")
    return Entry(why=why, on=on, text=text, amounts=amounts, line=match.line)


def _charged(entry: Entry, fund: Fund, charges: int) -> Entry:
    """With what bears the charges of the bank."""
    if not charges:
        return entry
    held = {account.kind: (account, cents) for account, cents in holdings(fund).items() if account.kind in CHARGED}
    source = next((held[kind][0] for kind in CHARGED if held[kind][1] >= charges), held[CHARGED[0]][0])
    text = _("Basic income that came back, less the bank's charges")
    return replace(entry, text=text, amounts={**entry.amounts, source: -charges})


def _noted(match: Match, done: Transaction) -> None:
    """Write down what became of the payments, once the ledger has it."""
    run = match.run
    said = partial(log, run.plan.fund.space, by=done.by, at=done.at, about=run.public)
    if match.line.cents < 0:
        _rows(match).update(state=Paid.ARRIVED, arrived=done)
        said(verb="income.arrived")
        return
    found = Payment.objects.select_related("run__plan__fund__space", "payee__membership").get(pk=match.payment.pk)  # type: ignore[union-attr] # seen to before
    found.state, found.came_back, found.cause = Paid.RETURNED, done, Said.of(match.line.words).returned[:35]
    found.save(update_fields=["state", "came_back", "cause"])
    said(verb="income.came-back")
    income_notices.came_back(found, done.at)
