"""docs/rules/statements.md: a statement is taken in whole or not at all, and no movement counts twice."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from fuerwort.fund.actions import contributions, periods, recognising, statements
from fuerwort.fund.actions.checking import check
from fuerwort.fund.actions.statements import StatementRefused, take_in, withdraw, would_take_in
from fuerwort.fund.models import Fund, Line, Payer, Statement, Why
from fuerwort.fund.queries.desk import Gap, agreement, gap
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


@pytest.mark.parametrize(("one", "other", "new"), [
    ({"end_to_end": "A-1"}, {"end_to_end": "A-2"}, 1),
    ({"end_to_end": "A-1"}, {"end_to_end": "a 1"}, 0),
    ({"end_to_end": "A-1"}, {}, 0),
    ({}, {"end_to_end": "Nonref"}, 0),
    ({"booked": "2026/1"}, {"booked": "2026/2"}, 1),
    ({"booked": "2026/1"}, {"booked": "2026/1"}, 0),
    ({"end_to_end": "A-1", "booked": "2026/1"}, {"end_to_end": "A-1", "booked": "2026/2"}, 1),
])  # fmt: skip
def test_references_that_differ_are_two_payments(fund, cast, one: dict, other: dict, new: int) -> None:
    first, second = (Paid(DAY, 25_00, "Ada", IBAN, "Beitrag", **more) for more in (one, other))
    taken(fund, cast, banks.camt([first]))
    taken(fund, cast, banks.camt([second], opening=1))
    assert fund.lines.count() == 1 + new
    for again in (banks.camt([second, *[first] * new], opening=2), banks.sparkasse([second, *[first] * new])):
        assert would_take_in(fund=fund, data=again).new == []


def test_a_shortened_reference_of_another_form_is_the_same(fund, cast) -> None:
    one = Paid(DAY, 25_00, "Ada", IBAN, "Beitrag", "2026-11-20-ABCDEF")
    taken(fund, cast, banks.camt([one]))
    assert would_take_in(fund=fund, data=banks.sparkasse([replace(one, end_to_end="2026-11-20")])).new == []
    assert len(would_take_in(fund=fund, data=banks.sparkasse([replace(one, end_to_end="Z")])).new) == 1


def test_parts_of_a_collective_entry_keep_their_references(fund, cast) -> None:
    same = [Paid(DAY, 25_00, "Ada", IBAN, "Beitrag", booked=f"B{number}") for number in range(2)]
    taken(fund, cast, banks.camt([banks.Together(same)]))
    assert [Said.of(line.words).booked for line in fund.lines.order_by("number", "pk")] == ["B0", "B1"]


def test_what_was_taken_out_in_between_does_not_take_a_name_twice(fund, cast) -> None:
    same = Paid(DAY, 25_00, "Ada", IBAN, "Beitrag")
    first = taken(fund, cast, banks.camt([same]))
    taken(fund, cast, banks.camt([same, same]))
    withdraw(statement=first, by=cast.treasurer, at=NOW)
    taken(fund, cast, banks.camt([same, same], opening=1))
    assert fund.lines.count() == 2


def test_a_file_that_does_not_begin_where_the_last_ended_says_so(fund, cast) -> None:
    def seen(data: bytes) -> Gap | None:
        return gap(fund, would_take_in(fund=fund, data=data))

    days = [DAY + timedelta(days=number) for number in range(3)]
    first, second, third = (Paid(day, 5_00 + number, text=f"{number}") for number, day in enumerate(days))
    assert seen(banks.camt([first], opening=900_00)) == Gap(900_00, 1_000_00, begins=True)
    assert seen(banks.camt([first], opening=1_000_00)) is None
    taken(fund, cast, banks.camt([first], opening=1_000_00))
    late = banks.camt([third], opening=1_010_01)
    assert seen(late) == Gap(1_010_01, 1_005_00, begins=True)
    taken(fund, cast, late)
    assert seen(banks.camt([second], opening=1_005_00)) is None
    assert seen(banks.camt([first, second, third], opening=1_000_00)) is None
    taken(fund, cast, banks.camt([second], opening=1_005_00))
    assert seen(banks.camt([first, second, third], opening=1_000_00)) is None
    assert seen(banks.sparkasse([third])) is None
    only_end = re.sub(rb"<Bal><Tp><CdOrPrtry><Cd>OPBD.*?</Bal>", b"", banks.camt([third], closing=1_020_03))
    assert seen(only_end) == Gap(1_020_03, 1_015_03, begins=False)
    assert seen(banks.camt([], opening=1_015_03)) is None


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
    text, _mark, named = text.partition(" #")
    return Paid(DAY.replace(day=int(day)), int(euros) * 100, who, iban, shown(ours) if text == "R" else text, named)


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
