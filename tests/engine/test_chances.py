"""Chances: the worked table, exact sums whatever happens, and the theorem's bound under attack."""

import hashlib
import random
from itertools import groupby

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fuerwort.engine import chances
from fuerwort.engine.chances import Book, ChanceError
from fuerwort.engine.shapes import MICRO, ChanceRule
from tests.engine import plain_chances
from tests.engine.histories import histories, rules
from tests.tables import table

RULE = ChanceRule()


def test_it_computes_the_worked_table() -> None:
    book, seen = Book(), []
    for request, rows in groupby(table("chances.md"), key=lambda row: row["request"]):
        given_rows = list(rows)
        decision = book.recommend(request, {row["member"]: int(row["merit"]) for row in given_rows})
        lines = {line.member: line for line in chances.explain(decision)}
        for row in given_rows:
            line = lines[row["member"]]
            seen.append(request)
            assert [line.before, line.due, line.place, line.after] == [
                int(row[key]) for key in ("before", "due", "place", "after")
            ], row
    assert len(seen) == 10


def test_it_caps_what_a_list_cannot_give() -> None:
    assert chances.dues(RULE, {"a": 1000, "b": 550, "c": 520}, MICRO) == {"a": 500_000, "b": 300_000, "c": 200_000}
    assert chances.dues(RULE, {"a": 1000, "b": 990, "c": 500}, MICRO) == {"a": 404_040, "b": 395_960, "c": 200_000}


def test_it_breaks_ties_by_a_hash_anyone_can_recompute() -> None:
    decision = Book(salt="s").recommend("r", {"a": 700, "b": 700, "c": 700, "d": 300})
    expected = {m: hashlib.sha256(f"s|r|{m}".encode()).hexdigest() for m in "abc"}
    if decision.tie_draws:
        assert all(decision.tie_draws[m] == expected[m] for m in decision.tie_draws)
    equal = Book(salt="s").recommend("r", {"a": 700, "b": 700})
    assert equal.tie_draws == {m: expected[m] for m in "ab"}
    assert equal.order == tuple(sorted("ab", key=expected.__getitem__))


def test_the_order_of_input_does_not_matter() -> None:
    merits = {f"m{i}": 500 + 40 * i for i in range(10)}
    turned = dict(reversed(merits.items()))
    assert Book().recommend("r", merits) == Book().recommend("r", turned)


def test_nobody_fitting_books_nothing() -> None:
    book = Book()
    assert book.recommend("r", {}).shown == ()
    assert book.balances == {}


def test_a_decline_leaves_the_decliner_where_they_were() -> None:
    one, other = Book(), Book()
    for book in (one, other):
        book.recommend("r0", {"a": 900, "b": 800, "c": 700, "d": 650})
    one.recommend("r1", {"a": 900, "b": 800, "c": 700, "d": 650})
    declined = one.decline("r1", "a")
    other.recommend("r1", {"b": 800, "c": 700, "d": 650})
    assert one.balances == other.balances
    assert declined.declined == ("a",)
    for member in declined.shown:
        one.decline("r1", member)
    assert one.journal["r1"].shown == ()


def test_silence_uses_the_place_even_when_another_declines() -> None:
    book = Book()
    shown = book.recommend("r", {"a": 900, "b": 800, "c": 700, "d": 650}).shown
    before = dict(book.balances)
    assert book.silence("r", shown[1]).silent == (shown[1],)
    assert book.balances == before
    again = book.decline("r", shown[0])
    assert again.shown[1] == shown[1]
    assert again.silent == (shown[1],)


def test_a_silence_is_over_when_another_order_leaves_them_out() -> None:
    book = Book()
    first, second, third = book.recommend("r", {"a": 900, "b": 800, "c": 700, "d": 650}).shown
    book.silence("r", third)
    assert book.change("r", [second, first]).silent == ()
    assert third in book.decline("r", first).good_enough


def test_an_owners_order_books_the_places_as_really_shown() -> None:
    book = Book()
    book.recommend("r", {"a": 900, "b": 800, "c": 700, "d": 650})
    changed = book.change("r", ["d", "a"])
    assert changed.shown == ("d", "a")
    assert changed.debits == {"a": 375_000, "b": 0, "c": 0, "d": 625_000}
    assert book.decline("r", "d").shown[0] == "a"
    assert sum(book.balances.values()) == 0


def test_a_cancelled_request_never_was() -> None:
    book = Book()
    book.recommend("r", {"a": 900, "b": 800})
    book.cancel("r")
    assert set(book.balances.values()) == {0}


def test_an_erased_members_balance_stays_in_the_book() -> None:
    book = Book()
    book.recommend("r", {"a": 900, "b": 890, "c": 700, "d": 690})
    book.erase("d")
    assert "d" not in book.balances
    assert sum(book.balances.values()) == 0


@pytest.mark.parametrize(
    "then", [lambda b: b.decline("r", "a"), lambda b: b.change("r", ["b", "c"]), lambda b: b.cancel("r")]
)
def test_what_is_decided_anew_after_an_erasure_is_decided_without_the_erased(then) -> None:
    book = Book()
    book.recommend("r", {"a": 900, "b": 890, "c": 700, "d": 690})
    book.erase("d")
    decision = then(book)
    assert "d" not in book.balances
    assert sum(book.balances.values()) == 0
    if "r" in book.journal:
        assert "d" not in decision.good_enough
    else:
        assert set(book.balances.values()) == {0}


@pytest.mark.parametrize(
    ("act", "message"),
    [
        (lambda b: b.recommend("r", {"a": 1}), "in the book already"),
        (lambda b: b.recommend("x", {"a": 0}), "whole number from 1 to 1000"),
        (lambda b: b.recommend("x", {"a": 1.5}), "whole number from 1 to 1000"),
        (lambda b: b.recommend("x", {"a": 1}, size=0), "positive number"),
        (lambda b: b.recommend("x", {"a": 1}, size=float("nan")), "positive number"),
        (lambda b: b.decline("x", "a"), "not in the book"),
        (lambda b: b.decline("r", "z"), "not good enough"),
        (lambda b: b.silence("r", "d"), "was not shown"),
        (lambda b: b.change("r", ["a", "a"]), "each named once"),
        (lambda b: Book(balances={"a": 1}), "sum to 0"),
    ],
)
def test_it_refuses(act, message: str) -> None:
    book = Book()
    book.recommend("r", {"a": 900, "b": 890, "c": 880, "d": 600})
    with pytest.raises(ChanceError, match=message):
        act(book)


@given(rules, histories)
@settings(deadline=None, max_examples=100)
def test_it_decides_as_its_slow_twin_does(rule: ChanceRule, history) -> None:
    book = Book(rule, salt="s")
    for at, (merits, size) in enumerate(history):
        balances = dict(book.balances)
        decision = book.recommend(f"r{at}", merits, size)
        order, due, after = plain_chances.decide(rule, balances, f"r{at}", merits, round(size * MICRO), "s")
        assert (list(decision.order), decision.due, decision.after) == (order, due, after)
        assert book.balances == balances | after


steps = st.lists(
    st.tuples(
        st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 1000), min_size=1),
        st.sampled_from([0.5, 1, 1, 2, 10]),
        st.sampled_from(["keep", "keep", "decline", "silence", "change", "cancel"]),
    ),
    max_size=40,
)


@given(steps)
@settings(deadline=None, max_examples=150)
def test_every_book_sums_to_zero_whatever_happens(plan) -> None:
    book = Book()
    for at, (merits, size, what) in enumerate(plan):
        decision = book.recommend(f"r{at}", merits, size)
        if what == "decline":
            book.decline(f"r{at}", decision.good_enough[-1])
        elif what == "silence":
            book.silence(f"r{at}", decision.shown[0])
        elif what == "change":
            book.change(f"r{at}", decision.good_enough[:2])
        elif what == "cancel":
            book.cancel(f"r{at}")
        assert sum(book.balances.values()) == 0


@given(st.data())
@settings(deadline=None, max_examples=40)
def test_no_adversary_breaks_the_theorem(data) -> None:
    n = data.draw(st.integers(2, 8))
    book = Book(balances={f"m{i}": 0 for i in range(n)})
    limit = chances.bound(RULE, n, 2)
    for at in range(data.draw(st.integers(1, 60))):
        owed = sorted(book.balances, key=book.balances.__getitem__)
        k = data.draw(st.integers(1, n))
        group = owed[:k] if data.draw(st.booleans()) else owed[-k:]
        merits = {m: data.draw(st.sampled_from([500, 501, 750, 1000])) for m in group}
        book.recommend(f"r{at}", merits, data.draw(st.sampled_from([1, 2])))
        assert max(map(abs, book.balances.values())) <= limit


def test_drift_stays_below_one_point_two_chances_over_2000_requests() -> None:
    rng = random.Random(5)
    book, worst = Book(), 0
    skill = {f"m{i}": rng.randint(350, 1000) for i in range(15)}
    for at in range(2000):
        here = rng.sample(sorted(skill), rng.randint(2, 10))
        noisy = {m: min(1000, max(1, round(skill[m] * rng.lognormvariate(0, 0.1)))) for m in here}
        book.recommend(f"r{at}", noisy)
        worst = max(worst, *map(abs, book.balances.values()))
    assert worst <= 1.2 * MICRO
