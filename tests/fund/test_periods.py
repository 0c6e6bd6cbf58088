"""A closed period stays closed; corrections go into the open one."""

from datetime import timedelta

import pytest

from fuerwort.fund.actions.checking import check
from fuerwort.fund.actions.funds import open_fund
from fuerwort.fund.actions.ledger import LedgerRefused, reverse
from fuerwort.fund.actions.periods import PeriodRefused, close
from fuerwort.fund.models import Fund, Kind, Period
from tests.cast import NOW, Cast
from tests.fund import book
from tests.fund.conftest import IBAN
from tests.fund.test_guards import unguarded

TODAY = NOW.date()
LATER = NOW + timedelta(days=30)


def closed(fund: Fund, cast: Cast, days: int = 5) -> Period:
    return close(fund=fund, last=TODAY + timedelta(days=days), by=cast.treasurer, at=LATER)


def test_nothing_is_posted_into_it_and_corrections_go_into_the_open_one(fund, cast) -> None:
    wrong = book.receive(fund, 50_00)
    period = closed(fund, cast)
    assert (period.first, period.number) == (TODAY, 2)
    with pytest.raises(LedgerRefused, match="abgeschlossen"):
        book.receive(fund, 10_00)
    with pytest.raises(LedgerRefused, match="abgeschlossen"):
        reverse(one=wrong, reason="Falsch", on=TODAY, by=cast.treasurer, at=LATER)
    reverse(one=wrong, reason="Falsch", on=LATER.date(), by=cast.treasurer, at=LATER)
    assert check(fund) == []


def test_the_next_period_begins_where_this_one_ends(fund, cast) -> None:
    closed(fund, cast)
    assert closed(fund, cast, 6).first == TODAY + timedelta(days=6)
    with pytest.raises(PeriodRefused, match="schon abgeschlossen"):
        closed(fund, cast, 6)


def test_a_day_that_is_not_over_stays_open(fund, cast) -> None:
    with pytest.raises(PeriodRefused, match="vorbei"):
        closed(fund, cast, 30)


def test_lines_that_wait_are_said_first(fund, cast) -> None:
    book.line(fund, 5_00)
    with pytest.raises(PeriodRefused, match="1 Zeile"):
        closed(fund, cast)
    one = book.receive(fund, 5_00)
    reverse(one=one, reason="Falsch", on=TODAY, by=cast.treasurer, at=NOW)
    with pytest.raises(PeriodRefused, match="2 Zeilen"):
        closed(fund, cast)


def test_a_ledger_that_was_changed_is_not_closed(fund, cast) -> None:
    unguarded("UPDATE fund_transaction SET text = 'x'", "fund_transaction")
    with pytest.raises(PeriodRefused, match="fund check"):
        closed(fund, cast)


def test_a_fund_without_transactions_can_be_closed(cast) -> None:
    fund = open_fund(holder="e. V.", iban=IBAN, by=cast.treasurer, at=NOW)
    assert closed(fund, cast).number == 0
    assert check(fund) == []


def test_the_check_finds_what_was_done_to_a_closed_period(fund, cast) -> None:
    closed(fund, cast)
    book.receive(fund, 5_00, Kind.CONTRIBUTIONS, on=LATER.date())
    unguarded("UPDATE fund_period SET hash = 'x'", "fund_period")
    assert "another ledger" in check(fund)[-1]
    unguarded(f"UPDATE fund_period SET last = '{LATER.date()}'", "nothing")
    assert "after it was closed" in check(fund)[-1]
