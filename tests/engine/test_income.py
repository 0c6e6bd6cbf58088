"""Basic income: the worked tables, and a runway that a payment month by month bears out."""

import random
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuerwort.engine import income
from fuerwort.engine.income import IncomeError, IncomeRule, Stream, Wish
from fuerwort.engine.shapes import RuleError
from tests.tables import table

RULE = IncomeRule()
NOW = income.month_of(date(2027, 3, 1))
CASES = 10_000


def cents(cell: str) -> int:
    return int(Decimal(cell) * 100)


def test_it_promises_the_worked_table() -> None:
    rows = table("income.md")
    for row in rows:
        stream = Stream(cents(row["amount EUR"]), int(row["people"]), NOW, int(row["months"]))
        found = income.runway(cents(row["held EUR"]), [stream], now=NOW)
        assert [found.total, found.months, found.left, found.missing] == [
            cents(row["promised EUR"]),
            int(row["guaranteed months"]),
            cents(row["left EUR"]),
            cents(row["missing EUR"]),
        ], row
        assert found.whole == (found.missing == 0)
        assert found.until == (NOW + found.months - 1 if found.months else None)
    assert len(rows) == 5


def test_it_looks_ahead_by_the_table() -> None:
    for row in table("income.md", "## If contributions come as expected"):
        stream = Stream(cents(row["amount EUR"]), int(row["people"]), NOW, int(row["months"]))
        found = income.runway(cents(row["held EUR"]), [stream], now=NOW, expected=cents(row["expected EUR"]))
        assert found.months == int(row["paid months"]), row


def test_a_wish_does_what_the_table_says() -> None:
    for row in table("income.md", "## What a wish does"):
        left, said = int(row["months left"]), row["wish"]
        wish = Wish(
            "t",
            left,
            takes=said != "nothing",
            most=cents(said.removeprefix("at most ")) if said.startswith("at most") else None,
            since=income.month_of(date.fromisoformat(f"{said[5:]}-01")) if said.startswith("from") else None,
        )
        due = income.dues(15_000, NOW, [wish])
        if not row["due EUR"]:
            assert due == ()
            continue
        assert (due[0].amount, left - due[0].used) == (cents(row["due EUR"]), int(row["months left afterwards"])), row


def test_the_gift_tax_line_of_the_table() -> None:
    for row in table("income.md", "## The gift-tax line"):
        found = income.gift(RULE, cents(row["amount EUR"]), int(row["months"]), cents(row["given before EUR"]))
        most = income.LONGEST if row["most months"] == "any" else int(row["most months"])
        assert [found.total, found.fits, found.most_months, found.most_amount] == [
            cents(row["counts EUR"]),
            row["fits"] == "yes",
            most,
            cents(row["most EUR a month"]),
        ], row


def test_sharing_equally_by_the_table() -> None:
    for row in table("income.md", "## Sharing equally"):
        each = income.equal_share(RULE, cents(row["held EUR"]), int(row["people"]), int(row["months"]))
        assert each == (cents(row["each EUR"]), cents(row["stays EUR"]))
    assert income.equal_share(IncomeRule(step=500), 3_600_000, 41, 6) == (14_500, 3_600_000 - 14_500 * 41 * 6)


def simulated(held: int, promised: list[Stream], now: int, expected: int) -> tuple[int | None, int, bool]:
    """Pay month by month until somebody cannot be paid: the last month with payments, what is left, whether all was."""
    last, end = None, max((s.end for s in promised if s.months and s.people), default=now)
    for month in range(now, end):
        bill = sum(s.amount * s.people for s in promised if s.first <= month < s.first + s.months)
        if bill > held:
            return last, held, False
        held += expected - bill
        last = month if bill else last
    return last, held, True


def test_the_runway_is_what_paying_month_by_month_gives_in_ten_thousand_cases() -> None:
    chance, partly = random.Random(2010), 0
    for _case in range(CASES):
        promised = [
            Stream(chance.randint(1, 2_000), chance.randint(0, 8), NOW + chance.choice((0, 0, 1, 5, 14)),
                   chance.choice((0, 1, 3, 6, 24)))
            for _stream in range(chance.randint(0, 4))
        ]  # fmt: skip
        total = sum(s.total for s in promised)
        held = chance.choice((0, total - 1, total, total + 1, chance.randint(0, 2 * total + 1)))
        expected = chance.choice((0, 0, chance.randint(0, 4_000)))
        found = income.runway(max(0, held), promised, now=NOW, expected=expected)
        until, left, whole = simulated(max(0, held), promised, NOW, expected)
        assert (found.until, found.left, found.whole) == (until, left, whole), (held, promised, expected)
        partly += bool(found.months) and not whole
    assert partly > CASES / 10


@given(st.data())
def test_nothing_of_another_changes_what_one_is_due(data: st.DataObject) -> None:
    wishes = st.builds(
        Wish, st.text("abc", min_size=3, max_size=6), st.integers(0, 9), st.booleans(),
        st.none() | st.integers(0, 99_999), st.none() | st.integers(NOW - 3, NOW + 3),
    )  # fmt: skip
    mine = data.draw(wishes)
    others = [w for w in data.draw(st.lists(wishes, unique_by=lambda w: w.token)) if w.token != mine.token]
    alone = income.dues(15_000, NOW, [mine])
    among = [due for due in income.dues(15_000, NOW, [*others, mine]) if due.token == mine.token]
    assert list(alone) == among
    promised = income.promises(15_000, NOW, [*others, mine])
    owed = sum(s.total for s in promised)
    paid = sum(due.amount for due in income.dues(15_000, NOW, [*others, mine]))
    assert owed == 15_000 * sum(w.left for w in [*others, mine])
    assert paid <= sum(s.monthly for s in promised if s.first == NOW)


def test_months_are_counted_and_not_rounded() -> None:
    for day in (date(2026, 12, 31), date(2027, 1, 1), date(2027, 12, 15)):
        assert income.first_day(income.month_of(day)) == day.replace(day=1)
    assert Stream(1, 1, NOW, 10).end == income.month_of(date(2028, 1, 1))


def test_the_templates_are_what_the_page_says() -> None:
    plan = next(one for one in income.TEMPLATES if one.code == "breuninger")
    assert plan.amount
    assert plan.people
    assert plan.amount * plan.months * plan.people * plan.sites == 384_000_000
    assert income.gift(RULE, plan.amount, plan.months).fits


def test_what_nobody_can_promise_is_refused() -> None:
    for values in ((0, 1, NOW, 1), (1, -1, NOW, 1), (1, 1, NOW, 601), (1, 1, NOW, -1), (1.5, 1, NOW, 1)):
        with pytest.raises(IncomeError):
            Stream(*values)  # type: ignore[arg-type]
    with pytest.raises(IncomeError):
        income.runway(1, [Stream(1, 1, NOW - 1, 1)], now=NOW)
    with pytest.raises(IncomeError):
        income.runway(1, [], now=NOW, expected=-1)
    with pytest.raises(IncomeError):
        income.gift(RULE, 0, 1)
    with pytest.raises(IncomeError):
        income.equal_share(RULE, 1, 0, 1)


def test_the_rule_goes_to_json_and_back_and_refuses_nonsense() -> None:
    assert IncomeRule.from_json(IncomeRule(step=100).to_json()) == IncomeRule(step=100)
    for text in ('{"gift_line": 0}', '{"step": 1.5}', '{"mood": 1}'):
        with pytest.raises(RuleError):
            IncomeRule.from_json(text)
