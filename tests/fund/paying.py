"""A fund that can pay: money, a second signature, a decided plan, everybody's account, every point confirmed."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from fuerwort.fund.actions import arrivals, gate, plans, runs, wishes
from fuerwort.fund.actions.plans import Terms
from fuerwort.fund.actions.runs import Figures
from fuerwort.fund.models import Body, Fund, Payee, Plan, Point, Run
from fuerwort.people.models import Membership, Role, RoleName
from tests import cast as people
from tests.cast import NOW, Cast
from tests.fund import book

IBANS = ("DE89370400440532013000", "AT611904300234573201", "NL91ABNA0417164300", "FR1420041010050500013M02606",
         "CH9300762011623852957", "DE02500105170137075030")  # fmt: skip
FIRST = date(2026, 12, 1)
PAYDAY = datetime(2026, 12, 2, 9, 0, tzinfo=NOW.tzinfo)


@dataclass
class House:
    """Everything a run needs."""

    cast: Cast
    fund: Fund
    treasurer: Membership
    signer: Membership

    def plan(self, amount: int = 150_00, months: int = 6, first: date = FIRST, at: datetime = NOW) -> Plan:
        terms = Terms(amount=amount, first=first, months=months, words="Beschluss vom 11. November")
        return plans.propose(fund=self.fund, terms=terms, by=self.treasurer, at=at)

    def decided(self, at: datetime = NOW, **more: object) -> Plan:
        plan = self.plan(at=at, **more)  # type: ignore[arg-type]
        return plans.decide(plan=plan, salt="s", by=self.treasurer, at=at)

    def confirmed(self, plan: Plan, at: datetime = NOW) -> Plan:
        for point in Point.values:
            body = Body.ASSOCIATION if point == Point.FORM else ""
            gate.confirm(plan=plan, point=point, by=self.treasurer, at=at, adviser="Kanzlei Beispiel", body=body)
        return plan

    def ready(self, **more: object) -> Plan:
        """A plan that can be paid: decided, confirmed, and everybody has accepted."""
        plan = self.confirmed(self.decided(**more))
        for number, payee in enumerate(payees(plan)):
            accepts(payee, number)
        return plan

    def proposed(self, plan: Plan, at: datetime = PAYDAY, **more: object) -> Run:
        return runs.propose_run(plan=plan, on=at.date() + timedelta(days=1), by=self.treasurer, at=at, **more)  # type: ignore[arg-type]

    def released(self, plan: Plan, at: datetime = PAYDAY, **more: object) -> Run:
        run = self.proposed(plan, at, **more)
        return runs.release_run(run=run, seen=runs.preview(run), by=self.signer, at=at)

    def arrived(self, run: Run) -> None:
        """The bank shows the whole of it."""
        line = book.line(self.fund, -run.total, PAYDAY.date())
        arrivals.settle(match=arrivals.Match(line, run), by=self.treasurer, at=PAYDAY)


def payees(plan: Plan) -> list[Payee]:
    return list(plan.payees.select_related("membership__person", "plan__fund__space").order_by("membership__name"))


def payee(plan: Plan, member: Membership) -> Payee:
    return next(one for one in payees(plan) if one.membership_id == member.pk)


def accepts(one: Payee, number: int = 0) -> None:
    assert one.membership
    assert one.membership.person
    holder, iban = one.membership.name, IBANS[number % len(IBANS)]
    wishes.accept(payee=one, holder=holder, iban=iban, by=one.membership.person, at=NOW)


def wishes_for(one: Payee, **wish: object) -> Payee:
    assert one.membership
    assert one.membership.person
    return wishes.wish(payee=one, by=one.membership.person, at=NOW, **wish)  # type: ignore[arg-type]


def settle(cast: Cast, fund: Fund, held: int = 10_000_00) -> House:
    """Contributions of so much, and somebody with the second signature."""
    signer = people.member(cast.space, "Sina Signer", RoleName.SIGNER)
    if held:
        book.receive(fund, held)
    return House(cast, fund, cast.treasurer, signer)


def also_signs(member: Membership) -> None:
    Role.objects.create(membership=member, name=RoleName.SIGNER)


ALL = Figures(6 * 150_00, 6)
"""Six people are here: five of the cast, and whoever signs second."""
