"""The compiled batch: whatever happens, the same as a book; whatever does not fit, refused."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fuerwort.engine import batch
from fuerwort.engine.batch import Asked
from fuerwort.engine.chances import Book, ChanceError
from fuerwort.engine.shapes import ChanceRule
from tests.engine.histories import MEMBERS, histories, rules


def as_arrays(history, books: list[int]) -> Asked:
    rows = [sorted((MEMBERS.index(m), merit) for m, merit in merits.items()) for merits, _ in history]
    flat = np.array([row for one in rows for row in one], np.int64).reshape(-1, 2)
    return Asked(
        requests=[f"r{at}" for at in range(len(rows))],
        books=np.array(books, np.int64),
        starts=np.cumsum([0, *map(len, rows)]),
        members=flat[:, 0],
        merits=flat[:, 1],
        sizes=np.array([size for _, size in history], float),
    )


@given(rules, histories, st.data())
@settings(deadline=None, max_examples=60)
def test_it_equals_the_books_to_the_micro_chance(rule: ChanceRule, history, data) -> None:
    owed = data.draw(st.integers(0, 900_000))
    books = [Book(rule, "s", {"a": owed, "b": -owed}), Book(rule, "s")]
    turns = data.draw(st.lists(st.integers(0, 1), min_size=len(history), max_size=len(history)))
    asked = as_arrays([*history, ({}, 1)], [*turns, 1])
    begin = [[owed, -owed, *[0] * 6], [0] * 8]
    done = batch.decide(rule, MEMBERS, asked, "s", begin)
    for at, (merits, size) in enumerate(history):
        decision = books[turns[at]].recommend(f"r{at}", merits, size)
        rows = range(asked.starts[at], asked.starts[at + 1])
        name = {row: MEMBERS[asked.members[row]] for row in rows}
        assert tuple(name[row] for row in done.shown[at] if row >= 0) == decision.shown
        assert {name[row]: done.due[row] for row in rows if done.due[row]} == {
            m: e for m, e in decision.due.items() if e
        }
        assert {name[row]: done.paid[row] for row in rows if done.paid[row]} == {
            m: e for m, e in decision.debits.items() if e
        }
    assert done.balances.tolist() == [[book.balances.get(m, 0) for m in MEMBERS] for book in books]
    assert begin == [[owed, -owed, *[0] * 6], [0] * 8]


def test_nobody_asking_books_nothing() -> None:
    done = batch.decide(ChanceRule(), MEMBERS, as_arrays([], []))
    assert done.shown.shape == (0, 3)
    assert done.balances.shape == (0, 8)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"sizes": np.ones(3)}, "do not fit together"),
        ({"starts": np.array([0, 3, 2])}, "must ascend from 0"),
        ({"members": np.array([1, 0])}, "ids must ascend"),
        ({"members": np.array([0, 8])}, "no such member"),
        ({"books": np.array([0, -1])}, "no such member or book"),
        ({"merits": np.array([0, 9])}, "whole number from 1 to 1000"),
        ({"sizes": np.array([1, np.nan])}, "positive number"),
        ({"sizes": np.array([1, 1e9])}, "need a book"),
    ],
)
def test_it_refuses(change: dict, message: str) -> None:
    asked = as_arrays([({"a": 900, "b": 800}, 1), ({}, 1)], [0, 0])
    with pytest.raises(ChanceError, match=message):
        batch.decide(ChanceRule(), MEMBERS, replace(asked, **change))


def test_it_refuses_balances_of_another_shape() -> None:
    with pytest.raises(ChanceError, match="one row a book"):
        batch.decide(ChanceRule(), MEMBERS, as_arrays([({"a": 1}, 1)], [0]), balances=[[0]])
