"""What the other tests of the fund do not come by."""

import pytest

from fuerwort.fund import guards, verbs
from fuerwort.fund.actions.checking import check
from fuerwort.fund.models import Account, Fund, Kind
from tests.cast import NOW, Cast
from tests.fund import book
from tests.fund.test_guards import unguarded


def test_both_databases_keep_the_same_guards() -> None:
    for name, table in guards.names():
        for made in (guards.sqlite(), guards.postgresql()):
            assert sum(f"TRIGGER {name} BEFORE" in one and f" ON {table} " in one for one in made) == 1


def test_every_sentence_of_the_log_names_only_who_and_how_many() -> None:
    for sentence in verbs.SENTENCES.values():
        assert "cents" not in str(sentence)


@pytest.mark.parametrize(("table", "change", "found"), [
    ("fund_transaction", "number = number + 1", "transaction 1 is missing"),
    ("fund_posting", "cents = cents + 1", "does not balance"),
])  # fmt: skip
def test_the_check_says_what_is_wrong(fund: Fund, table: str, change: str, found: str) -> None:
    unguarded(f"UPDATE {table} SET {change}", table)
    assert found in "\n".join(check(fund))


def test_the_check_finds_an_account_of_another_fund(fund: Fund, cast: Cast) -> None:
    other = Fund.objects.create(space=cast.elsewhere, holder="x", iban="x", opened_at=NOW, opened_by=cast.stranger)
    strange = Account.objects.create(fund=other, kind=Kind.RESERVE, public="reserve", opened_at=NOW)
    reserve = book.account(fund, Kind.RESERVE)
    unguarded(f"UPDATE fund_posting SET account_id = {strange.pk} WHERE account_id = {reserve.pk}", "fund_posting")
    assert "belongs to another fund" in "\n".join(check(fund))


def test_the_check_finds_a_bank_that_holds_something_else(fund: Fund) -> None:
    unguarded("UPDATE fund_posting SET cents = cents * 2 WHERE cents > 0", "fund_posting")
    assert "what the bank holds is not what it is meant for" in check(fund)


def test_things_say_what_they_are(fund: Fund) -> None:
    line = book.line(fund, 5)
    named = [fund, line, line.statement, fund.transactions.get(), book.account(fund, Kind.BANK)]
    assert all(str(one) for one in named)
