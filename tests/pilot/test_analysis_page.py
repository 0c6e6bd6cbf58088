"""The tables of docs/rules/analysis.md."""

import pytest

from fuerwort.pilot.analysis.family import holm, sharpened_q
from fuerwort.pilot.analysis.power import Plan
from tests.tables import table

BEFORE = {"1": (0,), "3": (-2, -1, 0)}
AFTER = {"1": (1,), "8 quarterly": tuple(range(3, 25, 3)), "24 monthly": tuple(range(1, 25))}


@pytest.mark.parametrize("row", table("analysis.md"), ids=lambda row: row["n"])
def test_the_smallest_effects(row: dict[str, str]) -> None:
    n = int(row.pop("n"))
    for waves, effect in row.items():
        before, after = waves.split(" and ")
        assert f"{Plan(n, BEFORE[before], AFTER[after]).smallest_effect():.2f}" == effect


def test_the_family() -> None:
    rows = table("analysis.md", "## A family")
    ps = [float(row["p"]) for row in rows]
    assert [f"{p:.4f}" for p in holm(ps)] == [row["Holm"] for row in rows]
    assert [f"{q:.3f}" for q in sharpened_q(ps)] == [row["sharpened q"] for row in rows]
