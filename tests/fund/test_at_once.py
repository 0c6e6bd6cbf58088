"""Several treasurers at the same moment, each in a real transaction of their own: one goes after the other.

On SQLite only one writes at a time anyway; PostgreSQL must be told to. Two processes: tests/fund/crashes.py.
"""

import itertools
from datetime import timedelta

import pytest
from django.db import connection

from fuerwort.fund.actions import arrivals, ledger, runs, statements
from fuerwort.fund.actions.checking import check
from fuerwort.fund.actions.funds import open_fund
from fuerwort.fund.errors import FundRefused
from fuerwort.fund.models import Kind, Paid, Payment, Run, Statement, Transaction
from tests import cast as people
from tests.cast import NOW
from tests.experiences.test_at_once import at_once
from tests.fund import banks, book
from tests.fund.conftest import IBAN
from tests.fund.paying import ALL, PAYDAY, House, also_signs, settle
from tests.fund.second import accepted

pytestmark = pytest.mark.skipif(connection.vendor != "postgresql", reason="only one writes at a time on SQLite")


@pytest.fixture
def house(transactional_db) -> House:
    cast = people.make()
    return settle(cast, open_fund(holder="e. V.", iban=IBAN, held=1_000_00, by=cast.treasurer, at=NOW))


def tried(*doings) -> list[str]:
    """Do them at once; what each of those that were refused said."""
    said: list[str] = []

    def trying(doing):
        def do() -> None:
            try:
                doing()
            except FundRefused as refused:
                said.append(str(refused))

        return do

    at_once(*map(trying, doings))
    return said


def whole(house: House) -> None:
    assert check(house.fund) == []
    assert accepted(house.fund) == []
    numbers = house.fund.transactions.order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, len(numbers) + 1))


def test_all_that_is_posted_at_once_stands_in_one_chain(house: House) -> None:
    reserve, income = (book.account(house.fund, kind) for kind in (Kind.RESERVE, Kind.INCOME))
    before = house.fund.transactions.count()
    facts = {"source": reserve, "target": income, "text": "x", "by": house.treasurer, "at": NOW}
    said = tried(*(lambda cents=cents: ledger.set_aside(cents=cents, **facts) for cents in range(1, 9)))
    assert said == []
    assert house.fund.transactions.count() == before + 8
    assert book.held(house.fund)["income"] == 36
    whole(house)


def test_what_is_there_once_is_spent_once(house: House) -> None:
    reserve, income = (book.account(house.fund, kind) for kind in (Kind.RESERVE, Kind.INCOME))
    said = tried(*[lambda: ledger.set_aside(
        source=reserve, target=income, cents=600_00, text="x", by=house.treasurer, at=NOW)] * 4)  # fmt: skip
    assert len(said) == 3
    assert all("400,00" in one for one in said)
    whole(house)


def test_one_line_is_said_once_and_one_file_taken_in_once(house: House) -> None:
    line, reserve, bank = book.line(house.fund, 5_00), *(book.account(house.fund, k) for k in (Kind.RESERVE, Kind.BANK))
    entry = ledger.Entry(why="donation", on=NOW.date(), text="x", amounts={bank: 5_00, reserve: 5_00}, line=line)
    said = tried(*[lambda: ledger.post(fund=house.fund, entry=entry, by=house.treasurer, at=NOW)] * 3)
    assert len(said) == 2
    paid, takes = [banks.Paid(NOW.date(), 7_00, text="Hallo")], {"by": house.treasurer, "at": NOW, "file": "x"}
    files = [banks.camt(paid, opening=opening) for opening in (0, 0, 1, 2)]
    before = Statement.objects.count()
    said = tried(*(lambda data=data: statements.take_in(fund=house.fund, data=data, **takes) for data in files))
    assert (len(said), Statement.objects.count() - before, house.fund.lines.filter(cents=7_00).count()) == (1, 3, 1)
    whole(house)


def test_two_releases_at_once_pay_once(house: House) -> None:
    plan = house.ready(months=3)
    others = [house.signer, *(house.cast.everybody[name] for name in ("host", "owner"))]
    for one in others[1:]:
        also_signs(one)
    for month in range(3):
        at = PAYDAY + timedelta(days=31 * month)
        run = house.proposed(plan, at)
        doings = [lambda by=by, run=run, at=at: runs.release_run(run=run, seen=ALL, by=by, at=at) for by in others]
        assert tried(*doings) == []
    assert (Payment.objects.count(), Transaction.objects.filter(why="income").count()) == (18, 3)
    assert set(plan.payees.values_list("used", flat=True)) == {3}
    whole(house)


def test_released_and_withdrawn_at_once_it_is_one_of_both(house: House) -> None:
    plan = house.ready(months=4)
    for month in range(4):
        at = PAYDAY + timedelta(days=31 * month)
        run = house.proposed(plan, at)
        said = tried(lambda run=run, at=at: runs.release_run(run=run, seen=ALL, by=house.signer, at=at),
                     lambda run=run, at=at: runs.withdraw_run(run=run, by=house.treasurer, at=at))  # fmt: skip
        run.refresh_from_db()
        assert (len(said), bool(run.released_at) != bool(run.withdrawn_at)) == (1, True)
        assert run.payments.count() == (6 if run.released_at else 0)
    whole(house)


def test_two_runs_are_not_proposed_at_once(house: House) -> None:
    plan = house.ready()
    assert len(tried(*[lambda: house.proposed(plan)] * 4)) == 3
    assert Run.objects.count() == 1


def test_what_the_bank_shows_once_arrives_once(house: House) -> None:
    run = house.released(house.ready())
    lines = [book.line(house.fund, -900_00, PAYDAY.date()) for _ in range(2)]
    settles = [arrivals.Match(line, run) for line in itertools.chain(lines, lines)]
    said = tried(*(lambda m=m: arrivals.settle(match=m, by=house.treasurer, at=PAYDAY) for m in settles))
    assert len(said) == 3
    assert set(run.payments.values_list("state", flat=True)) == {Paid.ARRIVED}
    assert book.held(house.fund).get("transit", 0) == 0
    whole(house)
