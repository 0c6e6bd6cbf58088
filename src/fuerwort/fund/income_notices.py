"""What is told about an income: to whoever gets it, and to the two who pay out. Never to anybody else.

Facts hold public ids of plans and runs only: not even the news know how much or whose.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from fuerwort.fund.models import Payment, Plan, Run
from fuerwort.fund.roles import MONEY
from fuerwort.people.models import Membership, News


def decided(plan: Plan, at: datetime) -> None:
    """Everybody it is for may say what they wish."""
    _tell(_payees(plan), at, "income.decided", plan=plan.public)


def extended(plan: Plan, at: datetime) -> None:
    _tell(_payees(plan), at, "income.extended", plan=plan.public)


def proposed(run: Run, at: datetime) -> None:
    """The others who may release it."""
    _tell(money(run.plan).exclude(pk=run.proposed_by_id), at, "income.waits", run=run.public)


def released(run: Run, at: datetime) -> None:
    """Whoever gets something; the question to release it is answered."""
    News.objects.filter(membership__space=run.plan.fund.space_id, code="income.waits", facts__run=run.public).update(
        read_at=at
    )
    paid = Membership.objects.filter(incomes__payments__run=run, incomes__payments__cents__gt=0)
    _tell(paid, at, "income.paid", run=run.public)


def came_back(payment: Payment, at: datetime) -> None:
    if payment.payee.membership:
        _tell([payment.payee.membership], at, "income.came-back", run=payment.run.public)


def money(plan: Plan) -> "QuerySet[Membership]":
    here = Membership.objects.active().filter(space=plan.fund.space_id)
    return here.filter(roles__name__in=MONEY).distinct()


def _payees(plan: Plan) -> "QuerySet[Membership]":
    return Membership.objects.filter(incomes__plan=plan)


def _tell(to: Iterable[Membership], at: datetime, code: str, **facts: str) -> None:
    News.objects.bulk_create([News(membership=one, at=at, code=code, facts=facts) for one in to])
