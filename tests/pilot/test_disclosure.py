"""No withheld count can be worked out: checked by listing every table a reader could think of."""

import doctest
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fuerwort.pilot.analysis import disclosure
from fuerwort.pilot.analysis.disclosure import enough, withheld

FLOOR, CAP = 3, 17


@cache
def tables(rows: int, columns: int) -> np.ndarray:
    """Every small table of that shape, with its totals."""
    inner = np.indices((CAP,) * (rows * columns)).reshape(rows * columns, -1).T.reshape(-1, rows, columns)
    right = np.concatenate([inner, inner.sum(axis=2, keepdims=True)], axis=2)
    return np.concatenate([right, right.sum(axis=1, keepdims=True)], axis=1)


def possible(shown: list[list[int | None]]) -> np.ndarray:
    """Those with the counts and totals that are shown."""
    all_of_them = tables(len(shown) - 1, len(shown[0]) - 1)
    fits = np.ones(len(all_of_them), bool)
    for (i, j), count in np.ndenumerate(np.array(shown, object)):
        if count is not None:
            fits &= all_of_them[:, i, j] == count
    return all_of_them[fits]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.integers(0, 8), min_size=2, max_size=2), min_size=1, max_size=2))
def test_for_all_a_reader_knows_it_could_be_enough(table: list[list[int]]) -> None:
    shown = withheld(table, FLOOR)
    assert all(count is None or count >= FLOOR for row in shown for count in row)
    worlds = possible(shown)
    truth = np.array(table)
    for cell in np.argwhere(truth < FLOOR):
        assert worlds[:, cell[0], cell[1]].max() >= FLOOR


def test_where_all_is_large_all_is_shown() -> None:
    assert withheld([[30, 20], [10, 40]], 10) == [[30, 20, 50], [10, 40, 50], [40, 60, 100]]


def test_totals_are_kept_where_they_can_be() -> None:
    assert withheld([[12, 3, 20], [15, 14, 18]])[2] == [27, 17, 38, 82]
    assert withheld([[3]]) == [[None, None], [None, None]]


def test_the_example_is_true() -> None:
    assert doctest.testmod(disclosure) == (0, 1)


@pytest.mark.parametrize(("counts", "floor", "shown"), [((5, 5), 5, True), ((4, 99), 5, False), ((9, 10), 10, False)])
def test_a_mean_is_shown_if_both_arms_are_large_enough(counts: tuple[int, int], floor: int, shown: bool) -> None:
    assert enough(*counts, floor) == shown
