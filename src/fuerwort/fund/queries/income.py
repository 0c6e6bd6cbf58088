"""Who may see what of a basic income. Everybody the whole, a payee their own, the two money roles what they pay."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Sum

from fuerwort.engine import income
from fuerwort.engine.income import Gift, Runway, Stream
from fuerwort.fund import snapshot
from fuerwort.fund.actions import arrivals, gate, runs
from fuerwort.fund.actions.runs import Figures
from fuerwort.fund.models import Confirmation, Fund, Kind, Paid, Payee, Payment, Plan, Point, Posting, Run, State, Why
from fuerwort.fund.queries.state import FEWEST_PAYEES, Flow, flows
from fuerwort.people.errors import Missing
from fuerwort.people.models import Membership, Person, Space
from fuerwort.people.queries import Here


@dataclass(frozen=True)
class Outlook:
    """What a plan would mean: from money that is there, and if contributions came as before."""

    amount: int
    people: int
    months: int
    first: date
    free: int
    expected: int
    sure: Runway
    hoped: Runway
    gift: Gift
    equal: int
    """What each could have for all of the months, shared equally."""

    @property
    def until(self) -> date | None:
        return None if self.sure.until is None else income.first_day(self.sure.until)

    @property
    def hoped_until(self) -> date | None:
        return None if self.hoped.until is None else income.first_day(self.hoped.until)


@dataclass(frozen=True)
class Seen:
    """A plan as everybody sees it: no persons, and no sums of few."""

    plan: Plan
    until: date | None
    people: int | None
    monthly: int | None


@dataclass(frozen=True)
class Whole:
    """The fund beside what it promises."""

    held: int
    set_aside: int
    promised: int
    free: int
    plans: Sequence[Seen]
    flows: Sequence[Flow]
    budgets: Sequence[tuple[str, int]]


@dataclass(frozen=True)
class Mine:
    """One's own income: what one wishes, what came, and who looked."""

    payee: Payee
    until: date | None
    ends_soon: bool
    """Whether so few months are certain from now on that it should be said."""
    left: int
    gift: Gift
    payments: Sequence[Payment]
    open: bool


@dataclass(frozen=True)
class Desk:
    """A plan for the two who pay out."""

    plan: Plan
    until: date | None
    people: int
    answered: int
    promised: int
    free: int
    done: dict[str, Confirmation]
    missing: Sequence[str]
    runs: Sequence[Run]
    back: int
    month: date

    @property
    def waits(self) -> Run | None:
        """The run that waits for its second person."""
        return next((run for run in self.runs if not run.released_at and not run.withdrawn_at), None)


@dataclass(frozen=True)
class Paying:
    """A run for the two who pay out."""

    run: Run
    figures: Figures
    payments: Sequence[Payment]
    on_its_way: int
    matches: Sequence[arrivals.Match]


def fund_of(space: Space) -> Fund:
    """Raises ``Missing`` if the space has none."""
    found = Fund.objects.select_related("space").filter(space=space).first()
    if found is None:
        raise Missing
    return found


def whole(space: Space, today: date) -> Whole:
    """What everybody may see, also who is not logged in."""
    fund = fund_of(space)
    held, promised = snapshot.held_by(fund), snapshot.promised(fund)
    live = fund.plans.filter(state__in=snapshot.LIVE).order_by("first", "pk")
    return Whole(
        held=held["bank"],
        set_aside=snapshot.for_income(held),
        promised=promised,
        free=max(0, snapshot.for_income(held) + held["contributions"] - promised),
        plans=[_seen(plan) for plan in live],
        flows=flows(fund, today - timedelta(days=364), today, opening=False),
        budgets=[(title, held) for title, held in _budgets(fund) if held],
    )


def _seen(plan: Plan) -> Seen:
    people = plan.payees.filter(membership__isnull=False).count()
    many = people >= FEWEST_PAYEES  # of fewer, one could work out what somebody took
    return Seen(plan, snapshot.kept_until(plan), people if many else None, people * plan.amount if many else None)


def _budgets(fund: Fund) -> list[tuple[str, int]]:
    """What evenings decided, and what is left of it."""
    last = Posting.objects.filter(account__fund=fund, account__kind=Kind.BUDGET).order_by("account", "-step")
    found: dict[str, int] = {}
    for title, held in last.values_list("account__title", "held"):
        found.setdefault(title, held)
    return list(found.items())


def outlook(fund: Fund, amount: int, months: int, first: date, people: int, *, today: date) -> Outlook:
    """Simulate a plan; nothing is written. Only money that is there counts for the promise."""
    free, expected = snapshot.free(fund), expected_of(fund, today)
    stream = [Stream(amount, people, income.month_of(first), months)]
    now = income.month_of(first)
    rule = income.IncomeRule()
    return Outlook(
        amount=amount,
        people=people,
        months=months,
        first=first,
        free=free,
        expected=expected,
        sure=income.runway(free, stream, now=now),
        hoped=income.runway(free, stream, now=now, expected=expected),
        gift=income.gift(rule, amount, months),
        equal=income.equal_share(rule, free, people, months)[0] if people else 0,
    )


def beginnings(found: Outlook) -> list[tuple[str, int, int]]:
    """Templates as code, amount and months; an equal share only where there is something to share."""
    said = ((one.code, one.amount or _shared(found, one.months), one.months) for one in income.TEMPLATES)
    return [one for one in said if one[1]]


def _shared(found: Outlook, months: int) -> int:
    return income.equal_share(income.IncomeRule(), found.free, max(1, found.people), months)[0]


def expected_of(fund: Fund, today: date) -> int:
    """Cents a month that came in as contributions lately: an average of three months, never a promise."""
    came = Posting.objects.filter(
        account__fund=fund, account__kind=Kind.BANK, transaction__why=Why.CONTRIBUTION,
        transaction__on__range=(today - timedelta(days=90), today), transaction__reversed_by__isnull=True,
    )  # fmt: skip
    return int(came.aggregate(sum=Sum("cents"))["sum"] or 0) // 3


def members_of(fund: Fund) -> int:
    return Membership.objects.active().filter(space=fund.space_id).count()


def mine(person: Person, slug: str, today: date) -> list[Mine]:
    """One's own incomes in a space; also of whoever has left."""
    rows = Payee.objects.filter(membership__person=person, plan__fund__space__slug=slug)
    rows = rows.select_related("plan__fund__space", "membership").order_by("-plan__first", "-pk")
    return [_mine(row, today) for row in rows]


def _mine(payee: Payee, today: date) -> Mine:
    plan = payee.plan
    last = max(0, plan.guaranteed - payee.used)
    payments = list(payee.payments.select_related("run").order_by("-run__month", "-pk"))
    got = sum(one.cents for one in payments if one.state != Paid.RETURNED)
    rule, until = snapshot.rule_of(plan), snapshot.kept_until(plan)
    return Mine(
        payee=payee,
        until=until,
        ends_soon=until is not None and income.month_of(until) - income.month_of(today) < rule.notice,
        left=last,
        gift=income.gift(rule, plan.amount, last, got) if last else Gift(got, rule.gift_line, 0, 0),
        payments=payments,
        open=plan.state in snapshot.LIVE,
    )


def received(payee: Payee, year: int) -> list[Payment]:
    """What a payee got in a year, by day of payment; what came back is not among it."""
    rows = payee.payments.filter(run__on__year=year, cents__gt=0).exclude(state=Paid.RETURNED)
    return list(rows.select_related("run").order_by("run__on", "pk"))


def my_payee(person: Person, public: str) -> Payee:
    """One's own. Raises ``Missing`` for anybody else's."""
    found = Payee.objects.filter(public=public, membership__person=person).select_related(
        "plan__fund__space", "membership"
    )
    one = found.first()
    if one is None:
        raise Missing
    return one


def require_money(here: Here) -> None:
    """Raise ``Missing`` for everybody but the two who pay out."""
    if not here.moves_money:
        raise Missing


def plans_for(here: Here) -> list[Plan]:
    """All plans, the newest first; for the two who pay out."""
    require_money(here)
    return list(Plan.objects.filter(fund__space=here.space).order_by("-proposed_at"))


def plan_for(here: Here, public: str) -> Plan:
    """One plan. Raises ``Missing`` if there is none, or for whoever pays nothing out."""
    require_money(here)
    found = Plan.objects.filter(fund__space=here.space, public=public).select_related("fund__space").first()
    if found is None:
        raise Missing
    return found


def desk_for(here: Here, public: str, at: datetime, cohort: int | None = None) -> Desk:
    """One plan with its legal points and runs; ``cohort``: how many it is for, where it is not for all members."""
    plan = plan_for(here, public)
    payees = plan.payees.filter(membership__isnull=False)
    drawn = payees.aggregate(all=Count("pk"), answered=Count("accepted_at"))
    promised = snapshot.promised(plan.fund)
    people = drawn["all"]
    if plan.state == State.PROPOSED:
        people = members_of(plan.fund) if cohort is None else cohort
    done = dict(gate.confirmed(plan, at))
    paid = list(plan.runs.select_related("proposed_by", "released_by").order_by("-month", "-pk"))
    last = next((run.month for run in paid if run.released_at and not run.again), None)
    back = Payment.objects.filter(run__plan=plan, state=Paid.RETURNED, repeated__isnull=True).count()
    return Desk(
        plan=plan,
        until=snapshot.kept_until(plan),
        people=people,
        answered=drawn["answered"],
        promised=promised,
        free=snapshot.free_beside(plan.fund, promised),
        done=done,
        missing=[point for point in Point.values if point not in done],
        runs=paid,
        back=back,
        month=snapshot.month_after(plan, last),
    )


def run_for(here: Here, public: str) -> Run:
    """One run. Raises ``Missing`` if there is none, or for whoever pays nothing out."""
    require_money(here)
    related = ("plan__fund__space", "proposed_by", "released_by", "transaction")
    found = Run.objects.filter(plan__fund__space=here.space, public=public).select_related(*related).first()
    if found is None:
        raise Missing
    return found


def paying_for(here: Here, public: str) -> Paying:
    """One run with its payments: who, how much, what became of it; whoever took nothing is not named."""
    run = run_for(here, public)
    payments = list(run.payments.filter(cents__gt=0).select_related("payee__membership").order_by("public"))
    open_ = run.released_at is None and run.withdrawn_at is None
    figures = runs.preview(run) if open_ else Figures(run.total, len(payments))
    found = [match for match in arrivals.matches(run.plan.fund) if match.run.pk == run.pk] if payments else []
    return Paying(run, figures, payments, arrivals.on_its_way(run), found)


def payment_for(here: Here, public: str) -> Payment:
    """One payment, for the two who pay out."""
    require_money(here)
    found = Payment.objects.filter(run__plan__fund__space=here.space, public=public).select_related("run", "payee")
    one = found.first()
    if one is None:
        raise Missing
    return one
