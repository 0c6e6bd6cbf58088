"""A basic income of Raum am Kanal that is really paid: decided, a month of it sent, one payment back and sent again."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from django.utils import timezone
from stdnum import iban as ibans

from fuerwort.fund.actions import gate, plans, runs, wishes
from fuerwort.fund.actions.ledger import account_of, set_aside
from fuerwort.fund.actions.plans import Terms
from fuerwort.fund.models import Body, Fund, Kind, Payee, Payment, Plan, Point, Run
from fuerwort.people.models import Membership, Person

SIGNER = "ruth"
AMOUNT, MONTHS = 5_00, 6
BEGINNING = 800_00
WORDS = "Beschluss des Kreativabends: klein anfangen, für alle, ein halbes Jahr lang."
ADVISED = "Vereinsberatung am Kanal, Brief vom Anfang des Monats"
SILENT, DECLINE, LESS, LATER = 4, 3, 3, 2
"""So many have not said where to pay to, want nothing, take half, wait two months; all others take it."""
RETURNED = 1
"""Of those who accept, this one's account was closed."""


def begin(fund: Fund, by: Membership, signer: Membership, at: datetime) -> Run:
    """Decide it on the first of a month, and release that month on the same day."""
    reserve, income = (account_of(fund, kind) for kind in (Kind.RESERVE, Kind.INCOME))
    set_aside(source=reserve, target=income, cents=BEGINNING, text="Ein Anfang für das Grundeinkommen", by=by, at=at)
    terms = Terms(amount=AMOUNT, first=timezone.localdate(at), months=MONTHS, words=WORDS)
    plan = plans.propose(fund=fund, terms=terms, by=by, at=at)
    plan = plans.decide(plan=plan, salt=fund.public, by=by, at=at)
    for point in Point.values:
        body = Body.ASSOCIATION if point == Point.FORM else ""
        gate.confirm(plan=plan, point=point, by=by, at=at, adviser=ADVISED, body=body)
    _wish(plan, at)
    return _released(plan, by, signer, at)


def again(run: Run, by: Membership, signer: Membership, at: datetime) -> Run:
    """Whose account was closed names another one; what came back is sent again."""
    payee = _returned(run).payee
    _accept(payee, 90, at)
    return _released(run.plan, by, signer, at, again=True)


def wait(plan: Plan, by: Membership, at: datetime) -> None:
    """The next month is proposed, and waits for the second person."""
    runs.propose_run(plan=plan, on=timezone.localdate(at) + timedelta(days=1), by=by, at=at)


def said(run: Run) -> Iterator[tuple[date, int, str, str]]:
    """What the bank says of a run: its sum; of the first one, what came back. Day, cents, who, words."""
    yield run.on, -run.total, "Sammelüberweisung", f"{runs.message_of(run)}-1"
    if not run.again:
        back = _returned(run)
        name = back.payee.membership.name if back.payee.membership else ""
        yield run.on + timedelta(days=3), back.cents, name, f"Rückgabe, Konto erloschen, {back.reference}"


def _released(plan: Plan, by: Membership, signer: Membership, at: datetime, *, again: bool = False) -> Run:
    on = timezone.localdate(at) + timedelta(days=0 if again else 1)
    run = runs.propose_run(plan=plan, on=on, by=by, at=at, again=again)
    run = runs.release_run(run=run, seen=runs.preview(run), by=signer, at=at + timedelta(hours=1))
    runs.order_file(run=run, by=by, at=at + timedelta(hours=2))
    return run


def _wish(plan: Plan, at: datetime) -> None:
    """What each says, by the order in which they joined; never by anything they do."""
    for number, payee in enumerate(_payees(plan)):
        if number < SILENT:
            continue
        if number < SILENT + DECLINE:
            wishes.wish(payee=payee, takes=False, by=_person(payee), at=at)
            continue
        _accept(payee, number, at)
        if number < SILENT + DECLINE + LESS:
            wishes.wish(payee=payee, most=AMOUNT // 2, by=_person(payee), at=at)
        elif number < SILENT + DECLINE + LESS + LATER:
            wishes.wish(payee=payee, since=timezone.localdate(at) + timedelta(days=62), by=_person(payee), at=at)


def _accept(payee: Payee, number: int, at: datetime) -> None:
    """With an account of a bank that does not exist."""
    bare = f"DE00{99_999_999}{number:010d}"
    iban = f"DE{ibans.calc_check_digits(bare)}{bare[4:]}"
    name = payee.membership.name if payee.membership else ""
    wishes.accept(payee=payee, holder=name, iban=iban, by=_person(payee), at=at)


def _payees(plan: Plan) -> Sequence[Payee]:
    rows = plan.payees.select_related("membership__person", "plan__fund__space")
    return list(rows.order_by("membership__joined_at", "membership__pk"))


def _person(payee: Payee) -> Person:
    if payee.membership is None or payee.membership.person is None:
        raise LookupError(f"nobody belongs to {payee}")
    return payee.membership.person


def _returned(run: Run) -> Payment:
    """The payment of the one whose account was closed."""
    rows = run.payments.filter(cents=AMOUNT).select_related("payee__membership__person", "payee__plan__fund__space")
    return rows.order_by("payee__membership__joined_at", "payee__pk")[RETURNED]
