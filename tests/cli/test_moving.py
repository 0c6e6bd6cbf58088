"""`fuerwort import` and `fuerwort export`: in, out, and in words when it cannot be."""

import pytest
from typer.testing import CliRunner

from fuerwort import demo
from fuerwort.bundle.read import read
from fuerwort.cli import app


@pytest.fixture
def run():
    return lambda *words: CliRunner().invoke(app, list(map(str, words)))


def test_a_dry_run_changes_nothing(run, cast) -> None:
    done = run("import", "kanal", demo.path(), "--dry-run")
    assert "Would move in: 40 members" in done.output
    assert cast.space.memberships.filter(outside_id="hanne").count() == 0


def test_in_and_out(run, cast, tmp_path) -> None:
    assert run("import", "kanal", demo.path()).exit_code == 0
    assert run("export", "kanal", tmp_path / "out").exit_code == 0
    names = {m.name for m in read(tmp_path / "out").members}
    assert {"Hanne Carstens", "Olga Owner"} <= names


def test_an_unknown_space_is_one_line(run, cast) -> None:
    done = run("export", "nowhere", "out")
    assert (done.exit_code, done.output.strip()) == (1, 'there is no space "nowhere"; known: hafen, kanal')
