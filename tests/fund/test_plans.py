"""docs/rules/income.md: a plan promises what is there, sets it aside, and takes nothing back."""

from datetime import date, timedelta

import pytest

from fuerwort.fund import snapshot
from fuerwort.fund.actions import plans
from fuerwort.fund.actions.plans import PlanRefused, Terms
from fuerwort.fund.models import Plan
from fuerwort.people.errors import Missing
from tests.cast import NOW
from tests.fund import book, paying
from tests.fund.paying import FIRST, PAYDAY, House, payees, wishes_for


def test_deciding_promises_the_months_that_are_there_and_sets_them_aside(house: House) -> None:
    plan = house.decided(amount=500_00)
    assert (plan.guaranteed, len(payees(plan))) == (3, 6)
    assert book.held(house.fund)["income"] == 3 * 6 * 500_00 == snapshot.promised(house.fund)
    assert snapshot.kept_until(plan) == date(2027, 2, 1)
    assert snapshot.free(house.fund) == 1_000_00
    assert sum(one.total for one in snapshot.streams(plan, FIRST)) == snapshot.promised(house.fund)


def test_more_months_are_promised_when_more_is_there(house: House) -> None:
    plan = house.decided(amount=500_00)
    with pytest.raises(PlanRefused, match=r"3.000,00 €.*1.000,00 €"):
        plans.extend(plan=plan, by=house.treasurer, at=NOW)
    book.receive(house.fund, 5_000_00)
    assert plans.extend(plan=plan, by=house.treasurer, at=NOW) == 2
    plan.refresh_from_db()
    assert plan.guaranteed == 5
    book.receive(house.fund, 9_000_00)
    assert plans.extend(plan=plan, by=house.treasurer, at=NOW) == 1
    with pytest.raises(PlanRefused, match="Alle Monate"):
        plans.extend(plan=plan, by=house.treasurer, at=NOW)


def test_two_plans_promise_no_cent_twice(house: House) -> None:
    first, second = house.decided(), house.decided(amount=100_00)
    assert (first.guaranteed, second.guaranteed) == (6, 6)
    assert snapshot.promised(house.fund) == 6 * 6 * 250_00
    with pytest.raises(PlanRefused, match=r"1\.000,00 € sind frei"):
        house.decided(amount=200_00)


def test_what_is_not_there_for_one_month_is_not_promised(house: House) -> None:
    with pytest.raises(PlanRefused, match=r"12.000,00 €.*, und nur 10.000,00 €"):
        house.decided(amount=2_000_00)
    assert snapshot.promised(house.fund) == 0


@pytest.mark.parametrize(
    "wrong", [{"amount": 0}, {"amount": 10_000_01}, {"months": 0}, {"months": 121}, {"first": date(2026, 10, 31)}]
)
def test_terms_out_of_bounds_are_refused(house: House, wrong: dict) -> None:
    with pytest.raises(PlanRefused):
        house.plan(**wrong)
    plan = house.plan()
    with pytest.raises(PlanRefused):
        plans.change(
            plan=plan, terms=Terms(**{"amount": 1, "months": 1, "first": FIRST, **wrong}), by=house.treasurer, at=NOW
        )
    assert Plan.objects.get().amount == 150_00


def test_words_may_not_be_endless(house: House) -> None:
    terms = Terms(amount=1, months=1, first=FIRST, words="x" * 601)
    with pytest.raises(PlanRefused, match="600"):
        plans.propose(fund=house.fund, terms=terms, by=house.treasurer, at=NOW)


def test_what_is_proposed_can_be_changed_and_dropped_and_what_is_decided_cannot(house: House) -> None:
    plan = house.plan()
    plans.change(plan=plan, terms=Terms(amount=100_00, months=3, first=FIRST), by=house.treasurer, at=NOW)
    plan = plans.decide(plan=plan, salt="s", by=house.treasurer, at=NOW)
    for verb in (plans.drop, lambda **more: plans.change(terms=Terms(amount=1, months=1, first=FIRST), **more)):
        with pytest.raises(PlanRefused, match="entschieden"):
            verb(plan=plan, by=house.treasurer, at=NOW)
    assert plans.drop(plan=house.plan(), by=house.treasurer, at=NOW).state == "dropped"


def test_a_first_month_that_is_over_when_it_is_decided_is_refused(house: House) -> None:
    plan = house.plan()
    with pytest.raises(PlanRefused, match="vorbei"):
        plans.decide(plan=plan, salt="s", by=house.treasurer, at=NOW + timedelta(days=60))


def test_only_a_treasurer_plans(house: House) -> None:
    for nobody in (house.signer, house.cast.host, house.cast.owner, house.cast.stranger):
        with pytest.raises(Missing):
            plans.propose(fund=house.fund, terms=Terms(amount=1, months=1, first=FIRST), by=nobody, at=NOW)


def test_a_cohort_comes_with_its_tokens(house: House) -> None:
    terms = Terms(amount=100_00, months=12, first=FIRST, who="cohort")
    plan = plans.propose(fund=house.fund, terms=terms, by=house.treasurer, at=NOW)
    with pytest.raises(PlanRefused, match="niemanden"):
        plans.decide(plan=plan, salt="s", by=house.treasurer, at=NOW)
    drawn = {"t1": house.cast.owner, "t2": house.cast.newcomer}
    plan = plans.decide(plan=plan, salt="s", by=house.treasurer, at=NOW, cohort=drawn)
    assert {one.token: one.membership for one in payees(plan)} == drawn


def test_a_token_says_nothing_about_whose_it_is(house: House) -> None:
    tokens = {one.token for one in payees(house.decided())}
    other = {one.token for one in payees(plans.decide(plan=house.plan(), salt="other", by=house.treasurer, at=NOW))}
    assert len(tokens | other) == 12


def test_a_promise_ends_when_it_is_paid_or_a_year_after_its_last_month(house: House) -> None:
    plan = house.ready(months=1)
    wishes_for(paying.payee(plan, house.cast.owner), since=date(2027, 3, 1))
    house.arrived(house.released(plan))
    with pytest.raises(PlanRefused, match="Einem Menschen ist noch etwas bis Dezember 2026"):
        plans.end(plan=plan, by=house.treasurer, at=PAYDAY)
    run = house.proposed(plan, PAYDAY + timedelta(days=100))
    with pytest.raises(PlanRefused, match="offen"):
        plans.end(plan=plan, by=house.treasurer, at=PAYDAY + timedelta(days=400))
    assert run.month == date(2027, 3, 1)


def test_what_waits_longer_than_a_year_is_free_again(house: House) -> None:
    plan = house.decided(months=1)
    assert plans.end(plan=plan, by=house.treasurer, at=PAYDAY + timedelta(days=400)).state == "ended"
    assert snapshot.promised(house.fund) == 0
    assert snapshot.free(house.fund) == 10_000_00
