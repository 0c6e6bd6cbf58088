"""Behaviour by member and month: the worked table, and nothing made of nothing."""

import doctest
import re

import numpy as np
import pytest

from fuerwort.engine import reasons
from fuerwort.pilot.analysis import measures
from fuerwort.pilot.analysis.measures import Grid
from fuerwort.pilot.analysis.regression import AnalysisError
from tests.tables import RULES, table

ONE = Grid(1, 2)
DRAWN_AT = 1


def at(events: list) -> tuple[list[int], list[int]]:
    """All events of the one member, in the month after the draw."""
    return [0] * len(events), [1] * len(events)


def open_(events: list[str]) -> np.ndarray:
    before = [(1, 0.1)] * 2 + [(0, 0.2)] * 3 + [(1, 0.9)] + [(0, 0.95)] * 4
    after = [(int("passed" in event), float(event.split()[-1])) for event in events]
    passed, free = zip(*before, *after, strict=True)
    month = [0] * len(before) + [1] * len(after)
    return measures.openness(ONE, [0] * len(month), month, passed, free, DRAWN_AT)


def reasoned(events: list[str]) -> np.ndarray:
    stated, recorded = zip(*(event.split(": ") for event in events), strict=True)
    return measures.reason_consistency(ONE, *at(events), stated, [codes.split() for codes in recorded])


def fitted(events: list[str]) -> np.ndarray:
    chosen, best = zip(*(map(float, event.split("/")) for event in events), strict=True)
    return measures.best_fit(ONE, *at(events), chosen, best)


def strained(events: list[str]) -> np.ndarray:
    some, of = map(int, events[0].split(" of "))
    return measures.strain(ONE, at([0] * some), at([0] * of))


def rated(events: list[str]) -> np.ndarray:
    return measures.quality(ONE, *at(events), [np.nan if one == "none" else float(one) for one in events])


def own(events: list[str]) -> np.ndarray:
    hours, where = zip(*(event.split() for event in events), strict=True)
    return measures.own_field_share(ONE, *at(events), list(map(float, hours)), [w == "own" for w in where])


COMPUTED = {
    "reason consistency": reasoned,
    "fit of those recommended": fitted,
    "openness": open_,
    "strain": strained,
    "quality": rated,
    "own field": own,
}


@pytest.mark.parametrize("row", table("measures.md"), ids=lambda row: row["measure"])
def test_it_computes_the_worked_table(row: dict[str, str]) -> None:
    result = COMPUTED[row["measure"]](row["events"].split("; "))
    assert f"{result[0, 1]:.3f}" == row["value"]


def test_every_reason_is_one_the_engine_gives() -> None:
    codes = set(
        re.findall(
            r'"([a-z_]+(?:\.[a-z]+)*)"', (RULES / "../../src/fuerwort/engine/reasons.py").read_text(encoding="utf-8")
        )
    )
    codes |= {row["sentence"] for row in table("reasons.md", "## Sentences")}
    assert reasons
    for begins in measures.REASONS.values():
        assert all(any(code.startswith(begin) for code in codes) for begin in begins)


def test_without_events_there_is_no_value() -> None:
    grid = Grid(2, 3)
    assert np.isnan(measures.quality(grid, [], [], [])).all()
    assert np.isnan(measures.strain(grid, ([1], [1]), ([0], [0]))[1, 1])
    assert np.isnan(measures.best_fit(grid, [0], [0], [0.5], [0.0])).all()


def test_experiences_are_counted_by_kind() -> None:
    found = measures.experiences(
        Grid(2, 2), [0, 0, 1, 0], [0, 0, 1, 1], ["care", "care", "care", "learning"], [1, 2, 4, 8]
    )
    assert found["care"][0].tolist() == [[2, 0], [0, 1]]
    assert found["care"][1].tolist() == [[3, 0], [0, 4]]
    assert found["learning"][1].tolist() == [[0, 8], [0, 0]]
    assert found["cooperation"][0].sum() == 0


def test_who_has_no_time_is_not_taken_for_open() -> None:
    """After the draw everybody is busier and passes on as the busy always did: nothing has changed."""
    rng = np.random.default_rng(0)
    n = 20_000
    month, member = rng.integers(0, 6, n), rng.integers(0, 20, n)
    free = np.where(month < 3, rng.random(n), rng.random(n) * 0.5)
    passed = rng.random(n) < np.where(free < 1 / 3, 0.8, np.where(free < 2 / 3, 0.4, 0.2))
    grid = Grid(20, 6)
    raw = grid.mean(member, month, passed)
    assert raw[:, 3:].mean() - raw[:, :3].mean() > 0.15
    adjusted = measures.openness(grid, member, month, passed, free, 3)
    assert np.nanmean(adjusted[:, 3:]) == pytest.approx(0, abs=0.02)
    assert np.nanmean(adjusted[:, :3]) == pytest.approx(0, abs=0.02)


def test_a_band_hardly_seen_before_takes_the_share_of_all() -> None:
    found = measures.openness(Grid(1, 2), [0] * 5, [0, 0, 0, 0, 1], [1, 1, 0, 0, 1], [0.1, 0.5, 0.5, 0.9, 0.9], 1)
    assert found[0, 1] == 0.5
    with pytest.raises(AnalysisError, match="nothing to compare with"):
        measures.openness(Grid(1, 2), [0], [1], [1], [0.5], 1)


def test_months_become_waves() -> None:
    measure = np.array([[1.0, 3.0, 5.0, np.nan, 7.0]])
    before, after = measures.waves(measure, 2)
    assert before.tolist() == [[1.0, 3.0]]
    assert after[0, [0, 2]].tolist() == [5.0, 7.0]
    before, after = measures.waves(measure, 2, 2)
    assert (before.tolist(), after.tolist()) == ([[2.0]], [[5.0, 7.0]])


@pytest.mark.parametrize(
    ("member", "month", "value", "message"),
    [
        ([2], [0], 1.0, "numbered 0 to 1"),
        ([0], [-1], 1.0, "numbered 0 to 1"),
        ([0, 1], [0], 1.0, "in pairs"),
        ([0, 1], [0, 1], [1.0], "in pairs"),
    ],
)
def test_events_outside_the_grid_are_refused(member, month, value, message: str) -> None:
    with pytest.raises(AnalysisError, match=message):
        Grid(2, 2).total(member, month, value)


def test_the_examples_are_true() -> None:
    assert doctest.testmod(measures) == (0, 1)
