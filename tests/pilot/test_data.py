"""Locked data: read back to the byte, put together as registered; and no figure about too few."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
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


@settings(max_examples=25, deadline=None)
@given(st.integers(4, 60), st.floats(0.2, 1.0), st.integers(0, 50), st.sampled_from([5, 10]))
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
