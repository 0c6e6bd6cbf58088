"""The lab beside published figures, and which parameter makes a difference."""

from dataclasses import replace
from pathlib import Path

import pytest

from fuerwort.lab.whatif import validation
from fuerwort.lab.whatif.parameters import table
from fuerwort.lab.whatif.scenarios import open_scenario
from fuerwort.lab.whatif.sensitivity import sensitivity
from fuerwort.lab.whatif.world import Plan
from tests.tables import rows

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def verdicts() -> list[validation.Verdict]:
    return validation.validate(20, 4)


def test_what_fails_is_listed_and_what_is_listed_fails(verdicts: list[validation.Verdict]) -> None:
    assert not validation.unlisted(verdicts)
    assert {one.word for one in verdicts} >= {"passes", "fails"}


def test_the_page_says_what_passes_and_what_fails(verdicts: list[validation.Verdict]) -> None:
    page = (ROOT / "docs" / "lab.md").read_text(encoding="utf-8")
    said = {row["target"]: row for row in rows(page.split("## Validation", 1)[1].split("\n## ", 1)[0])}
    assert set(said) == {target.name for target in validation.TARGETS}
    for one in verdicts:
        assert said[one.target.name]["verdict"] == one.word
        assert abs(float(said[one.target.name]["lab"]) - one.value) <= 6 * one.error + 0.02 * abs(one.value) + 0.005


def test_a_listed_failure_that_passes_is_said(verdicts: list[validation.Verdict]) -> None:
    name = next(iter(validation.LISTED))
    better = [replace(v, value=v.target.low) if v.target.name == name else v for v in verdicts]
    worse = [replace(v, value=9.0) if v.target.name == "referral" else v for v in verdicts]
    assert validation.unlisted(better) == [name]
    assert validation.unlisted(worse) == ["referral"]


def test_the_one_parameter_that_makes_openness_rise_is_found() -> None:
    small = replace(open_scenario("outside-1000"), plan=Plan(members=16, fields=4, months=6))
    shares = sensitivity(small, ["openness"], points=8, worlds=1)
    first = max(shares, key=lambda share: share.total)
    assert (first.parameter, first.output) == ("sec_coop", "openness")
    with pytest.raises(ValueError, match="power of two"):
        sensitivity(small, ["openness"], points=6)
    with pytest.raises(ValueError, match="no output colour"):
        sensitivity(small, ["colour"])


def test_the_page_lists_every_parameter_as_it_is() -> None:
    page = (ROOT / "docs" / "lab.md").read_text(encoding="utf-8").split("## Parameters", 1)[1]
    said = [(row["parameter"], row["default"], row["range"], row["known by"], row["source"]) for row in rows(page)]
    assert said == [
        (f"`{one.name}`", f"{one.default:g}", f"{one.low:g} to {one.high:g}", one.kind, one.source)
        for one in table().values()
    ]
