"""The database refuses by itself, whatever the code would do; and what it cannot refuse, the check finds."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from fuerwort.fund import guards
from fuerwort.fund.actions.checking import check
from fuerwort.fund.models import Account, Fund, Kind, Line, Period, Posting, Transaction, Why
from tests.cast import NOW, Cast
from tests.fund import book

TODAY = NOW.date()


def forced(
    fund: Fund, *parts: tuple[Account, int], why: str = Why.ALLOCATION, on: date = TODAY, **more: object
) -> Transaction:
    """Write past the actions: postings as they should be, and the transaction last."""
    last = fund.transactions.order_by("-number").first()
    one = Transaction(**{"fund": fund, "number": last.number + 1, "why": why, "on": on, "text": "x", "at": NOW,
                         "previous": last.hash, "hash": "f" * 64} | more)  # fmt: skip
    for account, cents in parts:
        posting(one, account, cents)
    Transaction.objects.bulk_create([one])
    return one


def posting(one: Transaction, account: Account, cents: int, **more: int) -> None:
    before = account.postings.order_by("-step").first()
    held = (before.held if before else 0) + (cents if account.kind == Kind.BANK else -cents)
    facts = {"held": held, "step": (before.step if before else 0) + 1} | more
    Posting.objects.create(transaction_id=one.pk, account=account, cents=cents, **facts)


def refuses(*, says: str | None = None, do: Callable[[], object]) -> None:
    with pytest.raises(DatabaseError, match=says), transaction.atomic():
        do()


@pytest.fixture
def reserve(fund) -> Account:
    return book.account(fund, Kind.RESERVE)


@pytest.fixture
def income(fund) -> Account:
    return book.account(fund, Kind.INCOME)


def test_what_is_right_passes(fund, reserve, income) -> None:
    forced(fund, (reserve, 500), (income, -500))
    assert book.held(fund)["income"] == 500


def test_what_does_not_balance(fund, reserve, income) -> None:
    refuses(says="balances", do=lambda: forced(fund, (reserve, 500), (income, -499)))
    refuses(says="balances", do=lambda: forced(fund))


def test_a_posting_after_its_transaction(fund, reserve) -> None:
    one = fund.transactions.get()
    refuses(says="comes before", do=lambda: posting(one, book.account(fund, Kind.STUDY), -5))


def test_a_posting_without_a_transaction_breaks_the_commit(fund, reserve) -> None:
    def alone() -> None:
        posting(Transaction(fund=fund), reserve, 5)
        connection.check_constraints()

    refuses(do=alone)


def test_an_overdrawn_account(fund, reserve, income) -> None:
    refuses(says="never_overdrawn", do=lambda: forced(fund, (reserve, 1_000_01), (income, -1_000_01)))


def test_a_held_or_step_that_is_made_up(fund, reserve) -> None:
    refuses(says="goes on", do=lambda: posting(Transaction(fund=fund), reserve, 5, held=7))
    refuses(says="goes on", do=lambda: posting(Transaction(fund=fund), reserve, 5, step=9))


def test_a_changed_or_deleted_row(fund) -> None:
    for table in ("transactions", "accounts"):
        rows = getattr(fund, table)
        refuses(says="stays", do=lambda rows=rows: rows.update(public="x"))
    refuses(says="stays", do=lambda: Posting.objects.update(cents=1))
    refuses(says="stays", do=lambda: Posting.objects.filter(pk__gt=0)._raw_delete("default"))
    refuses(says="stays", do=lambda: fund.transactions.all()._raw_delete("default"))
    book.line(fund, 5)
    refuses(says="stays", do=lambda: Line.objects.update(cents=1))


def test_a_number_or_a_chain_that_does_not_go_on(fund, reserve, income) -> None:
    parts = (reserve, 500), (income, -500)
    refuses(says="follows", do=lambda: forced(fund, *parts, number=7))
    refuses(says="follows", do=lambda: forced(fund, *parts, previous="e" * 64))


def test_a_closed_period(fund, cast, reserve, income) -> None:
    last = fund.transactions.get()
    facts = {"fund": fund, "number": 1, "hash": last.hash, "closed_at": NOW, "closed_by": cast.treasurer}
    Period.objects.create(first=NOW.date(), last=NOW.date(), **facts)
    refuses(says="stays closed", do=lambda: forced(fund, (reserve, 500), (income, -500)))
    refuses(says="follow", do=lambda: Period.objects.create(first=NOW.date(), last=date(2027, 1, 1), **facts))
    refuses(says="stays", do=lambda: Period.objects.update(last=date(2020, 1, 1)))


def test_a_reversal_of_something_else(fund, reserve, income) -> None:
    one = forced(fund, (reserve, 500), (income, -500))
    back = {"why": Why.REVERSAL, "reverses": one}
    refuses(says="exactly", do=lambda: forced(fund, (reserve, -400), (income, 400), **back))
    undone = forced(fund, (reserve, -500), (income, 500), **back)
    refuses(do=lambda: forced(fund, (reserve, -500), (income, 500), **back))
    refuses(says="exactly", do=lambda: forced(fund, (reserve, 500), (income, -500), why=Why.REVERSAL, reverses=undone))


def test_money_the_bank_did_not_say(fund, reserve) -> None:
    bank, line = book.account(fund, Kind.BANK), book.line(fund, 700)
    refuses(says="bank says", do=lambda: forced(fund, (bank, 500), (reserve, -500), why=Why.DONATION))
    refuses(says="bank says", do=lambda: forced(fund, (bank, 500), (reserve, -500), why=Why.DONATION, line=line))
    forced(fund, (bank, 700), (reserve, -700), why=Why.DONATION, line=line)
    refuses(says="counts once", do=lambda: forced(fund, (bank, 700), (reserve, -700), why=Why.DONATION, line=line))
    refuses(says="opening", do=lambda: forced(fund, (bank, 5), (reserve, -5), why=Why.OPENING))


def test_a_purpose_that_is_spent_for_something_else(fund, reserve, income) -> None:
    beamer = book.purpose(fund)
    book.receive(fund, 100_00, beamer, Why.DONATION)
    refuses(says="purpose", do=lambda: forced(fund, (beamer, 100), (reserve, -100)))
    refuses(says="leaves the fund", do=lambda: forced(fund, (beamer, 100), (reserve, -100), why=Why.COST))
    pot, transit = book.purpose(fund, "GE", for_income=True), book.account(fund, Kind.TRANSIT)
    book.receive(fund, 100_00, pot, Why.DONATION)
    forced(fund, (pot, 100), (transit, -100), why=Why.INCOME)
    refuses(says="on its way", do=lambda: forced(fund, (transit, 100), (reserve, -100)))


def test_an_account_of_another_fund(fund, cast: Cast, reserve) -> None:
    other = Fund.objects.create(space=cast.elsewhere, holder="x", iban="x", opened_at=NOW, opened_by=cast.stranger)
    account = Account.objects.create(fund=other, kind=Kind.RESERVE, public="reserve", opened_at=NOW)
    refuses(says="its fund", do=lambda: forced(fund, (reserve, 5), (account, -5)))


def test_every_guard_stands_in_the_database(db) -> None:
    question = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    if connection.vendor == "postgresql":
        question = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    with connection.cursor() as cursor:
        cursor.execute(question)
        assert {row[0] for row in cursor.fetchall()} >= {name for name, _table in guards.names()}


def unguarded(statement: str, table: str) -> None:
    """What somebody can do who may change the database itself."""
    on = f" ON {table}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for name, guarded in guards.names():
            if guarded == table:
                cursor.execute(f"DROP TRIGGER {name}{on}")
        cursor.execute(statement)


@pytest.mark.parametrize(("table", "change", "found"), [
    ("fund_transaction", "text = 'Anders'", "not what was written"),
    ("fund_transaction", "number = number + 5", "missing"),
    ("fund_posting", "cents = cents * 2", "not what was written"),
    ("fund_posting", "held = held + 1", "afterwards is wrong"),
])  # fmt: skip
def test_a_row_changed_behind_the_guards_is_found(fund, table: str, change: str, found: str) -> None:
    book.receive(fund, 50_00)
    assert check(fund) == []
    unguarded(f"UPDATE {table} SET {change}", table)
    assert found in "\n".join(check(fund))
