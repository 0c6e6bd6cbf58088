"""fuerwort lab: a scenario becomes tables and files, and every bad input one line."""

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from fuerwort.cli import app
from fuerwort.lab.whatif.outputs import OUTPUTS
from fuerwort.people.actions import profile
from tests.cast import NOW, Cast

RUN = CliRunner()
TOML = """
title = "Tiny"
compare = [["b", "a"]]
plan = {members = 12, fields = 3, months = 4}
regimes = {a = {rule = "market"}, b = {rule = "social", euros = 500}}
"""


@pytest.fixture
def tiny(tmp_path: Path) -> list[str]:
    (tmp_path / "scenario.toml").write_text(TOML, encoding="utf-8")
    return ["lab", "run", "--scenario", str(tmp_path), "--replications", "3", "--draws", "4", "--jobs", "1"]


def test_a_scenario_is_printed_and_written(tiny: list[str], tmp_path: Path) -> None:
    outs = [tmp_path / "a.csv", tmp_path / "b.json"]
    printed = [RUN.invoke(app, [*tiny, "--out", str(out), "--set", "fame=0"]) for out in outs]
    assert [one.exit_code for one in printed] == [0, 0]
    assert "b less a" in printed[0].output
    assert "…" not in printed[0].output, "nothing is cut off in eighty columns"
    assert all(f"\n {name} " in printed[0].output for name in OUTPUTS)
    assert "no forecast" in " ".join(printed[0].output.split())
    rows = list(csv.DictReader(outs[0].read_text(encoding="utf-8").splitlines()))
    found = json.loads(outs[1].read_text(encoding="utf-8"))
    assert found["parameters"]["fame"] == 0
    assert len(rows) == len(found["levels"]) + len(found["differences"])
    assert float(rows[0]["mean"]) == found["levels"][0]["mean"]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["--set", "fame"], "the = is missing"),
        (["--set", "fame=much"], "with a number"),
        (["--set", "fame=9"], "between 0 and 1"),
        (["--set", "colour=9"], "no parameter"),
        (["--out", "a.txt"], "end in .csv or .json"),
        (["--out", "nowhere/a.csv"], "no folder nowhere"),
        (["--scenario", "nowhere"], "there is no scenario"),
        (["--cluster", "tcp://127.0.0.1:1"], "cluster"),
    ],
)
def test_it_refuses(tiny: list[str], words: list[str], message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fuerwort.lab.whatif.workers.PATIENCE", 0.5)
    refused = RUN.invoke(app, [*tiny, *words])
    assert refused.exit_code == 1
    assert message in refused.output
    assert "Traceback" not in refused.output


def test_parameters_and_scenarios_are_listed(monkeypatch) -> None:
    monkeypatch.setenv("COLUMNS", "250")
    assert "Fischbacher" in RUN.invoke(app, ["lab", "parameters"]).output
    assert "Sicherheit macht offen" in RUN.invoke(app, ["lab", "parameters", "--lang", "de"]).output
    assert "en or de" in RUN.invoke(app, ["lab", "parameters", "--lang", "fr"]).output
    assert "levy-150: 150 EUR from an internal levy" in RUN.invoke(app, ["lab", "scenarios"]).output


def test_validation_and_sensitivity_print_their_tables(tiny: list[str], monkeypatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    few = RUN.invoke(app, ["lab", "validate", "--replications", "2", "--draws", "2", "--jobs", "1"])
    assert "self-employed in Austria 2007" in few.output
    assert "listed failure: own-income" in few.output
    found = RUN.invoke(app, ["lab", "sensitivity", *tiny[2:4], "--points", "2", "--output", "fit", "--jobs", "1"])
    assert "fit: b less a" in found.output
    refused = RUN.invoke(app, ["lab", "sensitivity", *tiny[2:4], "--points", "3", "--jobs", "1"])
    assert (refused.exit_code, "power of two" in refused.output) == (1, True)


@pytest.mark.django_db
def test_a_pilot_is_rehearsed_in_a_community_like_a_space(cast: Cast, tiny: list[str], monkeypatch) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setattr("fuerwort.pilot.modelled.WORLDS", 2)
    monkeypatch.setattr("fuerwort.pilot.modelled.DRAWS", 19)
    usual = RUN.invoke(app, ["lab", "pilot", "--members", "40", "--months", "2"])
    assert (usual.exit_code, "2 pilots with 40 people" in usual.output, "own_hours" in usual.output) == (0, True, True)
    for words, message in (
        (["--members", "9999"], "between 8 and 120"),
        (["--space", "nowhere"], 'no space "nowhere"'),
        (["--space", "kanal"], "fewer than five"),
    ):
        refused = RUN.invoke(app, ["lab", "pilot", *words])
        assert (refused.exit_code, message in refused.output) == (1, True)
    for one in (cast.owner, cast.insider, cast.host, cast.treasurer, cast.newcomer):
        profile.be_counted(by=one, at=NOW)
    ours = RUN.invoke(app, [*tiny, "--space", "kanal"])
    assert (ours.exit_code, "start: 8 members in " in ours.output) == (0, True)
    assert "b less a" in ours.output
