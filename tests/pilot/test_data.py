"""Locked data: read back to the byte, put together as registered; and no figure about too few."""

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from fuerwort.pilot.analysis.data import Locked, Plan, Row, codebook, scales
from fuerwort.pilot.analysis.figures import figures, smallest_cell
from fuerwort.pilot.analysis.regression import AnalysisError
from fuerwort.pilot.analysis.study import analyse
from fuerwort.pilot.items import core

WAVES = (-1, 0, 1, 2)


def locked(people: int, answers: float = 1.0, seed: int = 0) -> Locked:
    rng = np.random.default_rng(seed)
    rows = []
    for number in range(people):
        said = {
            wave: {"ONS1": int(rng.integers(0, 11)), "O1": int(rng.integers(1, 6)), "O2": int(rng.integers(1, 6))}
            for wave in WAVES
            if rng.random() < answers
        }
        rows.append(Row(f"{number:04d}", f"s{number % 2}", said))
    seen = {"strain": [[None if rng.random() > answers else 1.5 for _ in WAVES] for _ in rows]}
    return Locked(WAVES, tuple(rows), seen, core())


def test_it_reads_what_it_wrote() -> None:
    one = locked(6, 0.7)
    again = Locked.read(one.text, core())
    assert (again.text, again.sha256) == (one.text, one.sha256)
    assert "drawn" not in one.text


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"rows": 1}', "nonsense"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(AnalysisError):
        Locked.read(text, core())


def test_the_same_data_written_otherwise_are_refused() -> None:
    one = locked(3)
    with pytest.raises(AnalysisError, match="to the byte"):
        Locked.read(one.text.replace('":', '": '), core())


def test_codes_come_in_order_and_once() -> None:
    one = locked(3)
    for rows in (one.rows[::-1], (one.rows[0], *one.rows[:2])):
        with pytest.raises(AnalysisError, match="in the order of their codes, each once"):
            replace(one, rows=rows)


@pytest.mark.parametrize("table", [[], [[1.0] * 4] * 2, [[1.0] * 4] * 4, [[1.0] * 3] * 3, [[1.0] * 4] * 2 + [[1.0]]])
def test_what_was_seen_has_a_value_for_each_code_and_wave(table: list[list[float]]) -> None:
    with pytest.raises(AnalysisError, match="a row for each code and a value for each wave"):
        replace(locked(3), seen={"strain": table})


def test_any_changed_answer_changes_the_hash() -> None:
    one = locked(4)
    other = Locked.read(one.text, core())
    first = {**other.rows[0].answers[1], "ONS1": (other.rows[0].answers[1]["ONS1"] + 1) % 11}
    rows = (Row(other.rows[0].code, other.rows[0].stratum, {**other.rows[0].answers, 1: first}), *other.rows[1:])
    assert Locked(WAVES, rows, other.seen, core()).sha256 != one.sha256


def test_a_scale_is_the_mean_of_its_items_turned_round() -> None:
    row = Row("a", "s", {1: {"KUSIV1": 5, "KUSIV2": 1, "KUSIV3": 5}, 2: {"KUSIV1": 5}})
    one = Locked((0, 1, 2), (row,), {}, core())
    assert one.outcome("trust").after.tolist() == [[5.0]]
    assert one.waves_after("trust") == (1,)
    with pytest.raises(AnalysisError):
        one.outcome("nothing")


def test_every_item_belongs_to_one_outcome() -> None:
    parts = list(itertools.chain.from_iterable(scales(core()).values()))
    assert {item.id for item in parts} == {item.id for item in core()}
    assert len(parts) == len(core()) + 2  # hours by themselves, and summed
    assert {"ONS1", "ONS2", "ONS3", "ONS4", "L1", "HOURS1", "openness", "trust"} <= scales(core()).keys()


def test_the_package_says_the_arm_only_when_it_may_be_known() -> None:
    one = locked(4)
    assert "arm" not in one.package().splitlines()[0]
    lines = one.package({row.code: row.code < "0002" for row in one.rows}).splitlines()
    assert lines[0] == "code,stratum,arm,wave,item,value"
    assert sum("ONS1" in line for line in lines) == 16
    assert codebook(core()).count("\n") == len(core()) + 1


def test_the_package_leaves_out_what_nobody_saw() -> None:
    table = [[1.5, None, float("nan"), 0.0], [None] * 4]
    lines = replace(locked(2, 0.0), seen={"strain": table}).package().splitlines()
    assert lines[1:] == ["0000,s0,-1,seen.strain,1.5", "0000,s0,2,seen.strain,0"]


@pytest.mark.parametrize("people", [30, 60])
def test_spill_over_is_told_with_its_people_and_without_p_value_where_few(people: int) -> None:
    one, rng = locked(people), np.random.default_rng(1)
    drawn = {row.code: number % 4 < 2 for number, row in enumerate(one.rows)}
    ties = np.triu(rng.random((people, people)) < 0.2, 1).astype(float)
    result = analyse(one.trial(drawn, Plan("ONS1"), ties + ties.T), 5, draws=20)
    said = figures(result, one, "ONS1", 5)["spill_over"]
    low, high = said["interval"]
    assert low < said["effect"] < high
    assert said["effect"] == pytest.approx(result.spill_over.effect.estimate, rel=1e-5)
    assert said["focal"] == people // 2
    assert ("p" in said) == (people == 60)
    assert figures(replace(result, spill_over=None), one, "ONS1", 5)["spill_over"] is None


@settings(max_examples=25, deadline=None)
@given(st.integers(4, 60), st.floats(0.2, 1.0), st.integers(0, 50), st.sampled_from([5, 10]))
@example(51, 0.21875, 0, 5)
def test_no_figure_is_about_too_few(people: int, answers: float, seed: int, floor: int) -> None:
    one = locked(people, answers, seed)
    rng = np.random.default_rng(seed)
    order = rng.permutation(people)
    drawn = {one.rows[number].code: bool(place < people // 2) for place, number in enumerate(order)}
    plan = Plan("ONS1", ("openness",), ("seen.strain",))
    result = analyse(one.trial(drawn, plan), seed, draws=20, floor=floor)
    said = figures(result, one, "ONS1", floor)
    found = smallest_cell(said)
    assert found is None or found >= floor
    if people < 40:
        assert said["descriptive"]
        assert '"p"' not in str(said).replace("'", '"')
        assert "holm" not in str(said)
