"""Rows -> what the engine may know of an income: cents, months, counts, opaque tokens and own wishes. Nothing else.

The rows are asked for these columns alone, so that nothing about a person can come along
(``tests/fund/test_unconditional.py``).
"""

from collections.abc import Sequence
from datetime import date

from django.db.models import F, Max, OuterRef, Q, QuerySet, Subquery, Sum

from fuerwort.engine import income
from fuerwort.engine.income import Due, IncomeRule, Runway, Stream, Wish
from fuerwort.fund.models import Fund, Paid, Payee, Payment, Plan, Posting, State

KNOWN = ("token", "used", "takes", "most", "since", "accepted_at")
"""All that is read of a payee."""

LIVE = (State.DECIDED, State.RUNNING)


def rule_of(plan: Plan) -> IncomeRule:
    """The rule it was proposed under."""
    return IncomeRule.from_json(plan.rule)


def wishes(plan: Plan, month: date) -> list[Wish]:
    """What everybody a plan is for wants in a month. Who has not said where to pay to, waits: the months are kept."""
    rows = plan.payees.filter(membership__isnull=False).values_list(*KNOWN)
    return [_wish(plan, income.month_of(month), *row) for row in rows]


def _wish(
    plan: Plan, month: int, token: str, used: int, takes: bool, most: int | None, since: date | None, accepted: object
) -> Wish:
    """Whoever wants nothing needs no account to pay to."""
    later = income.month_of(since) if since else None
    if takes and not accepted:
        later = max(month + 1, later or 0)
    return Wish(token, plan.guaranteed - used, takes, most, later)


def dues(plan: Plan, month: date) -> tuple[Due, ...]:
    """Who is due how much in a month, by token."""
    return income.dues(plan.amount, income.month_of(month), wishes(plan, month))


def next_month(plan: Plan) -> date:
    """The month that is paid next: one after the other, none twice."""
    return month_after(
        plan, plan.runs.filter(released_at__isnull=False, again=False).aggregate(last=Max("month"))["last"]
    )


def month_after(plan: Plan, last: date | None) -> date:
    """The same, where the last month that was paid is known."""
    return income.first_day(income.month_of(last) + 1) if last else plan.first


def month_due(plan: Plan, on: date) -> date:
    """The month to pay on a day: the next one; later, as long as everybody waits, but never after that day."""
    first, latest = income.month_of(next_month(plan)), income.month_of(on)
    for month in range(first, latest + 1):
        if any(due.used for due in dues(plan, income.first_day(month))):
            return income.first_day(month)
    return income.first_day(first)


def promised(fund: Fund) -> int:
    """Cents that are promised and not paid: of every plan that runs, the full amount for each month that is left.

    What came back from the bank is owed until it is sent again.
    """
    left = Payee.objects.filter(
        plan__fund=fund, plan__state__in=LIVE, membership__isnull=False, used__lt=F("plan__guaranteed")
    )
    owed = left.aggregate(sum=Sum(F("plan__amount") * (F("plan__guaranteed") - F("used"))))["sum"]
    back = returned().filter(run__plan__fund=fund)
    return int(owed or 0) + int(back.aggregate(sum=Sum("cents"))["sum"] or 0)


def returned() -> "QuerySet[Payment]":
    """What came back and is owed until it is sent again; also of a plan that had ended before."""
    found = Payment.objects.filter(state=Paid.RETURNED, repeated__isnull=True, payee__membership__isnull=False)
    return found.filter(Q(run__plan__state__in=LIVE) | Q(came_back__at__gte=F("run__plan__ended_at")))


def for_income(held: dict[str, int]) -> int:
    """Cents that are set aside for a basic income, of :func:`held_by`."""
    return held["income"] + held["for_income"]


def held_by(fund: Fund) -> dict[str, int]:
    """What the fund holds, in cents: at the bank, set aside for incomes, given for incomes, contributions, reserve."""
    found = dict.fromkeys(("bank", "income", "for_income", "contributions", "reserve", "transit", "other"), 0)
    for kind, given, cents in standing(fund):
        key = "for_income" if given else kind if kind in found else "other"
        found[key] += cents
    return found


def standing(fund: Fund) -> list[tuple[str, bool, int]]:
    """Kind, whether a donor gave it for incomes, and what it holds: of each account, in one query."""
    last = Posting.objects.filter(account=OuterRef("pk")).order_by("-step").values("held")[:1]
    rows = fund.accounts.annotate(held=Subquery(last)).values_list("kind", "for_income", "held")
    return [(kind, given, held or 0) for kind, given, held in rows]


def free(fund: Fund) -> int:
    """Cents that a new promise may count on: set aside or given for incomes, and contributions; less what is promised.

    The reserve is left alone: whoever wants it to count sets it aside first.
    """
    return free_beside(fund, promised(fund))


def free_beside(fund: Fund, promises: int) -> int:
    """The same, where it is known what is promised."""
    held = held_by(fund)
    return max(0, for_income(held) + held["contributions"] - promises)


def fundable(plan: Plan, people: int, months: int, cents: int) -> Runway:
    """How many months of a plan so much money carries."""
    first = income.month_of(plan.first)
    return income.runway(cents, [Stream(plan.amount, people, first, months)], now=first)


def kept_until(plan: Plan) -> date | None:
    """The last month for which everything is promised; none as long as nothing is."""
    return income.first_day(income.month_of(plan.first) + plan.guaranteed - 1) if plan.guaranteed else None


def streams(plan: Plan, month: date) -> Sequence[Stream]:
    """What a plan still promises from a month on."""
    return income.promises(plan.amount, income.month_of(month), wishes(plan, month))
