"""An evening decides, and the reserve gives what it holds."""

import pytest

from fuerwort.fund.actions.budgets import BudgetRefused, allocate, give_back
from fuerwort.fund.actions.checking import check
from fuerwort.fund.models import Kind
from tests.cast import NOW
from tests.fund import book


def test_what_is_decided_is_set_aside_spent_and_given_back(fund, cast) -> None:
    budget = allocate(space=cast.space, cents=200_00, purpose="Ein Lastenrad", by=cast.host, at=NOW)
    assert str(budget) == "Ein Lastenrad"
    book.spend(fund, 150_00, budget)
    assert book.held(fund) == {"bank": 850_00, "reserve": 800_00, "budget": 50_00}
    give_back(budget=budget, by=cast.treasurer, at=NOW)
    assert book.held(fund) == {"bank": 850_00, "reserve": 850_00}
    with pytest.raises(BudgetRefused):
        give_back(budget=budget, by=cast.treasurer, at=NOW)
    with pytest.raises(BudgetRefused):
        give_back(budget=book.account(fund, Kind.RESERVE), by=cast.treasurer, at=NOW)
    assert check(fund) == []


@pytest.mark.parametrize("cents", [1_000_01, 0, -5])
def test_more_than_is_held_is_refused_with_the_figures(fund, cast, cents: int) -> None:
    with pytest.raises(BudgetRefused, match=r"1\.000,00 €"):
        allocate(space=cast.space, cents=cents, purpose="Ein Haus", by=cast.host, at=NOW)
    assert not fund.accounts.filter(kind=Kind.BUDGET).exists()


@pytest.mark.parametrize("purpose", ["", "x" * 121])
def test_a_budget_says_what_it_is_for(fund, cast, purpose: str) -> None:
    with pytest.raises(BudgetRefused, match="120"):
        allocate(space=cast.space, cents=100, purpose=purpose, by=cast.host, at=NOW)


def test_without_a_fund_nothing_is_set_aside(cast) -> None:
    with pytest.raises(BudgetRefused, match="keine Kasse"):
        allocate(space=cast.space, cents=100, purpose="Ein Haus", by=cast.host, at=NOW)
