"""docs/rules/statements.md: a statement is taken in whole or not at all, and no movement counts twice."""

from datetime import date, timedelta

import pytest

from fuerwort.fund.actions import contributions, periods, recognising, statements
from fuerwort.fund.actions.checking import check
from fuerwort.fund.actions.statements import StatementRefused, take_in, withdraw, would_take_in
from fuerwort.fund.models import Fund, Line, Payer, Statement, Why
from fuerwort.fund.queries.desk import agreement
from fuerwort.fund.reading import Said, UnreadableError
from fuerwort.fund.reference import shown
from fuerwort.people.models import Event
from tests.cast import NOW, Cast
from tests.fund import banks, book
from tests.fund.banks import Paid
from tests.tables import table

DAY = NOW.date()
IBAN = "DE75512108001245126199"


@pytest.fixture
def ours(fund: Fund, cast: Cast) -> str:
    """The owner's reference."""
    contributions.say(fund=fund, cents=50_00, by=cast.owner, at=NOW)
    return Payer.objects.get(membership=cast.owner).reference


def taken(fund: Fund, cast: Cast, data: bytes) -> Statement:
    return take_in(fund=fund, data=data, file="auszug.xml", by=cast.treasurer, at=NOW)


def test_a_reference_counts_at_once_and_the_rest_waits(fund, cast, ours) -> None:
    paid = [Paid(DAY, 50_00, "Olga", IBAN, f"Beitrag {shown(ours)}"), Paid(DAY, 20_00, "Unbekannt", "", "Hallo")]
    would = would_take_in(fund=fund, data=banks.camt(paid))
    assert (len(would.new), len(would.recognised), would.known, would.early) == (2, 1, 0, 0)
    assert not Line.objects.exists()
    statement = taken(fund, cast, banks.camt(paid, opening=1_000_00))
    assert book.held(fund) == {"bank": 1_050_00, "reserve": 1_000_00, "contributions": 50_00}
    one = fund.transactions.get(why=Why.CONTRIBUTION)
    assert (one.member, one.line.cents, one.on) == (cast.owner, 50_00, DAY)
    assert (statement.opening, statement.closing, statement.first) == (1_000_00, 1_070_00, DAY)
    assert Said.of(fund.lines.get(cents=20_00).words).name == "Unbekannt"
    assert check(fund) == []


def test_a_typing_error_in_the_reference_is_forgiven(fund, cast, ours) -> None:
    wrong = shown(ours[:3] + ("x" if ours[3] != "x" else "y") + ours[4:])
    taken(fund, cast, banks.camt([Paid(DAY, 50_00, "Olga", IBAN, wrong)]))
    assert book.held(fund)["contributions"] == 50_00


def test_a_reference_on_money_that_left_means_nothing(fund, cast, ours) -> None:
    taken(fund, cast, banks.camt([Paid(DAY, -50_00, "Olga", IBAN, shown(ours))]))
    assert book.held(fund) == {"bank": 1_000_00, "reserve": 1_000_00}


def test_the_same_file_twice_is_refused(fund, cast) -> None:
    data = banks.camt([Paid(DAY, 5_00)])
    taken(fund, cast, data)
    with pytest.raises(StatementRefused, match="schon"):
        taken(fund, cast, data)
    assert Statement.objects.count() == 1


def test_overlapping_files_bring_each_movement_once(fund, cast) -> None:
    days = [DAY + timedelta(days=d) for d in range(4)]
    paid = [Paid(day, 5_00 + at, "Ada", IBAN, f"Text {at}") for at, day in enumerate(days)]
    taken(fund, cast, banks.camt(paid[:3]))
    assert would_take_in(fund=fund, data=banks.camt(paid[1:])).known == 2
    taken(fund, cast, banks.camt(paid[1:]))
    assert sorted(fund.lines.values_list("cents", flat=True)) == [500, 501, 502, 503]


def test_two_equal_payments_of_one_day_stay_two_and_a_third_is_new(fund, cast) -> None:
    same = Paid(DAY, 25_00, "Ada", IBAN, "Beitrag")
    taken(fund, cast, banks.camt([same, same]))
    assert fund.lines.count() == 2
    would = would_take_in(fund=fund, data=banks.camt([same, same, same]))
    assert (len(would.new), would.known) == (1, 2)


@pytest.mark.parametrize("shape", banks.SHAPES)
def test_a_csv_after_camt_brings_nothing_twice(fund, cast, shape: str) -> None:
    paid = [Paid(DAY, 25_00, "Jürgen Ä", IBAN, "Beitrag März, herzlich"), Paid(DAY, -7_00, "Stadtwerke", "", "Strom"),
            Paid(DAY, 25_00, "Jürgen Ä", IBAN, "Beitrag April")]  # fmt: skip
    short = [Paid(one.on, one.cents, one.name, one.iban, one.text[:9]) for one in paid]
    taken(fund, cast, banks.camt(paid))
    would = would_take_in(fund=fund, data=banks.SHAPES[shape]([*short, Paid(DAY, 9_00, "Neu", IBAN, "Neu")]))
    assert ([line.cents for line in would.new], would.known) == ([9_00], 3)


def test_another_text_in_the_same_form_is_another_payment(fund, cast) -> None:
    taken(fund, cast, banks.camt([Paid(DAY, 25_00, "Ada", IBAN, "März")]))
    assert len(would_take_in(fund=fund, data=banks.camt([Paid(DAY, 25_00, "Ada", IBAN, "April")])).new) == 1
    assert len(would_take_in(fund=fund, data=banks.dkb([Paid(DAY, 25_00, "Ada", IBAN, "April")])).new) == 1
    other = banks.dkb([Paid(DAY, 25_00, "Ben", "DE89370400440532013000", "März")])
    assert len(would_take_in(fund=fund, data=other).new) == 1


def test_what_was_before_the_ledger_is_passed_over(fund, cast) -> None:
    paid = [Paid(DAY - timedelta(days=1), 99_00), Paid(DAY, 5_00)]
    assert would_take_in(fund=fund, data=banks.camt(paid)).early == 1
    taken(fund, cast, banks.camt(paid))
    assert fund.lines.get().cents == 5_00


def test_another_account_is_refused(fund, cast) -> None:
    with pytest.raises(StatementRefused, match=IBAN):
        taken(fund, cast, banks.camt([Paid(DAY, 5_00)], iban=IBAN))


def test_one_bad_line_refuses_all(fund, cast) -> None:
    data = banks.sparkasse([Paid(DAY, 5_00), Paid(DAY, 6_00)]).replace(b'"6,00"', b'"sechs"')
    with pytest.raises(StatementRefused) as why:
        taken(fund, cast, data)
    assert [problem.place for problem in why.value.problems] == [3]
    assert not Statement.objects.exists()
    with pytest.raises(UnreadableError):
        taken(fund, cast, b"")


def test_a_file_without_movements_can_be_taken_in(fund, cast) -> None:
    assert taken(fund, cast, banks.camt([], opening=1_000_00)).closing == 1_000_00


def test_a_statement_leaves_again_while_nothing_in_it_counts(fund, cast, ours) -> None:
    first = taken(fund, cast, banks.camt([Paid(DAY, 5_00)]))
    withdraw(statement=first, by=cast.treasurer, at=NOW)
    assert not Line.objects.exists()
    counts = taken(fund, cast, banks.camt([Paid(DAY, 5_00, text=shown(ours))]))
    with pytest.raises(StatementRefused, match="Kassenbuch"):
        withdraw(statement=counts, by=cast.treasurer, at=NOW)


def test_the_log_says_how_many_and_nothing_else(fund, cast) -> None:
    taken(fund, cast, banks.camt([Paid(DAY, 5_00, "Ada", IBAN, "Geheim")]))
    assert Event.objects.get(verb="fund.statement-taken-in").facts == {"lines": 1, "known": 0}


def test_a_line_that_two_ways_know_is_left_to_a_human(fund, cast, ours, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(statements, "WAYS", [recognising.contributions, recognising.contributions])
    taken(fund, cast, banks.camt([Paid(DAY, 5_00, text=shown(ours))]))
    assert "contributions" not in book.held(fund)


def test_a_line_of_a_closed_day_counts_on_the_first_open_one(fund, cast, ours) -> None:
    later = NOW + timedelta(days=10)
    periods.close(fund=fund, last=DAY + timedelta(days=5), by=cast.treasurer, at=later)
    taken(fund, cast, banks.camt([Paid(DAY, 50_00, text=shown(ours))]))
    assert fund.transactions.get(why=Why.CONTRIBUTION).on == DAY + timedelta(days=6)
    assert recognising.open_day(fund, date(2027, 1, 1)) == date(2027, 1, 1)


def test_the_worked_table(fund, cast, ours) -> None:
    for number, row in enumerate(table("statements.md")):
        paid = [_paid(words, ours) for words in row["movements (day, EUR, who, words)"].split("; ")]
        data = banks.camt(paid) if row["file"] == "camt" else banks.dkb(paid)
        would = would_take_in(fund=fund, data=data)
        assert (len(would.new), would.known) == (int(row["lines"]), int(row["known"])), row
        before = book.held(fund).get("contributions", 0)
        take_in(fund=fund, data=data, file=f"{number}", by=cast.treasurer, at=NOW)
        assert book.held(fund).get("contributions", 0) - before == int(row["counts"]) * 100


def _paid(words: str, ours: str) -> Paid:
    day, euros, who, text = words.split(" ", 3)
    iban = f"DE7551210800124512{ord(who):04d}"
    return Paid(DAY.replace(day=int(day)), int(euros) * 100, who, iban, shown(ours) if text == "R" else text)


def test_names_of_files_are_cut(fund, cast) -> None:
    made = take_in(fund=fund, data=banks.camt([Paid(DAY, 5_00)]), file="x" * 300 + ".xml", by=cast.treasurer, at=NOW)
    assert len(made.file) == statements.NAME


def test_lines_after_the_last_balance_are_no_difference(fund, cast) -> None:
    """A CSV that says no balance comes after a camt.053 that does; a day between them that is missing is found."""
    taken(fund, cast, banks.camt([Paid(DAY, 5_00, text="a")], opening=1_000_00))
    taken(fund, cast, banks.sparkasse([Paid(DAY, 2_00, text="b"), Paid(DAY + timedelta(days=1), 3_00, text="c")]))
    there = agreement(fund)
    assert (there.said, there.after, there.waiting, there.difference) == (1_005_00, 5_00, 10_00, 0)
    later = Paid(DAY + timedelta(days=3), 4_00, text="d")
    taken(fund, cast, banks.camt([later], opening=1_011_00))
    assert agreement(fund).difference == 1_00
