"""A plan ends only over what has arrived; what comes back later is owed all the same."""

from datetime import timedelta

import pytest

from fuerwort.fund import snapshot
from fuerwort.fund.actions import arrivals, plans, runs
from fuerwort.fund.actions.plans import PlanRefused
from fuerwort.fund.models import Payment, Plan, Run, Transaction
from tests.fund import book
from tests.fund.paying import PAYDAY, House


def shows(house: House, run: Run, cents: int, payment: Payment | None = None) -> Transaction:
    """The bank shows a whole run, or one payment of it."""
    line = book.line(house.fund, cents, PAYDAY.date())
    return arrivals.settle(match=arrivals.Match(line, run, payment), by=house.treasurer, at=PAYDAY)


def ended(house: House, plan: Plan) -> Plan:
    return plans.end(plan=plan, by=house.treasurer, at=PAYDAY)


def test_a_plan_does_not_end_over_what_is_on_its_way_or_owed(house: House) -> None:
    plan = house.ready(months=1)
    run = house.released(plan)
    with pytest.raises(PlanRefused, match="unterwegs"):
        ended(house, plan)
    shows(house, run, -900_00)
    shows(house, run, 150_00, run.payments.first())
    with pytest.raises(PlanRefused, match="geschuldet"):
        ended(house, plan)
    shows(house, house.released(plan, again=True), -150_00)
    assert ended(house, plan).state == "ended"


@pytest.mark.parametrize("days", [0, 3])
def test_what_comes_back_after_the_end_is_owed_and_sent_again(house: House, days: int) -> None:
    plan = house.ready(months=1)
    run = house.released(plan)
    shows(house, run, -900_00)
    ended(house, plan)
    arrivals_at = PAYDAY + timedelta(days=days)
    line = book.line(house.fund, 150_00, PAYDAY.date())
    arrivals.settle(match=arrivals.Match(line, run, run.payments.first()), by=house.treasurer, at=arrivals_at)
    assert snapshot.promised(house.fund) == 150_00
    with pytest.raises(runs.RunRefused, match="beendet"):
        house.proposed(plan, arrivals_at)
    assert house.released(plan, arrivals_at, again=True).total == 150_00
    assert Plan.objects.get().state == "ended"
    assert snapshot.promised(house.fund) == 0
