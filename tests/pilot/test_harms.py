"""Harms are counted by people of each arm, from the locked data alone, and never about too few."""

import doctest
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fuerwort.pilot.analysis import harms as module
from fuerwort.pilot.analysis.data import Locked, Row
from fuerwort.pilot.analysis.disclosure import tellable
from fuerwort.pilot.analysis.harms import harms
from fuerwort.pilot.analysis.regression import AnalysisError
from fuerwort.pilot.items import core

WAVES = (0, 1, 2)


def locked(lows: list[bool | None], **events: list[bool | None]) -> Locked:
    """Rows with a low answer after the draw, without one, or without any answer then; all were low before it."""
    after = {True: {1: {"ONS1": 7}, 2: {"ONS4": 8}}, False: {2: {"ONS1": 4, "ONS4": 7}}, None: {}}
    rows = [Row(f"{k:04d}", "s1", {0: {"ONS1": 0}, **after[low]}) for k, low in enumerate(lows)]
    return Locked(WAVES, tuple(rows), {}, core(), events)


def test_people_are_counted_after_the_draw_and_by_arm() -> None:
    one = locked([True] * 6 + [False] * 8 + [None] * 2 + [True] * 9 + [False] * 5, stopped=[True] * 7 + [False] * 23)
    treated = np.arange(30) < 16
    low, stopped = harms(one, treated)
    assert (low.name, low.counts) == ("low", ((6, 8, 14), (9, 5, 14), (15, 13, 28)))
    assert stopped.counts[0] == (None, None, 16), "the seven who stopped could be told apart from nobody"


def test_who_may_not_be_counted_is_not() -> None:
    one = locked([None] * 20, contested=[None, True] * 10)
    assert harms(one, np.arange(20) < 10)[1].counts[2][2] == 10


@pytest.mark.parametrize("happened", [[], [True] * 3])
def test_what_happened_has_a_value_for_each_row(happened: list[bool]) -> None:
    with pytest.raises(AnalysisError, match="a value for each code"):
        replace(locked([True, False]), events={"stopped": happened})


def test_events_are_locked_with_the_rest() -> None:
    one = locked([True, False], stopped=[True, None])
    assert Locked.read(one.text, core()).events == one.events
    assert replace(one, events={"stopped": [False, None]}).sha256 != one.sha256


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from([True, False, None]), min_size=2, max_size=40), st.sampled_from([5, 10]))
def test_no_count_is_about_too_few(lows: list[bool | None], floor: int) -> None:
    treated = np.arange(len(lows)) % 2 == 0
    for one in harms(locked(lows, strained=lows[::-1]), treated, floor):
        assert all(count is None or count >= floor for row in one.counts for count in row)


@pytest.mark.parametrize(
    ("number", "of", "told"), [(20, 20, True), (19, 20, False), (15, 20, True), (4, 4, False), (4, 20, False)]
)
def test_a_part_is_told_where_the_rest_is_not_too_few(number: int, of: int, told: bool) -> None:
    assert tellable(number, of) == told


def test_the_example_is_true() -> None:
    assert doctest.testmod(module) == (0, 1)
