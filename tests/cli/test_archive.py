"""`fuerwort archive` and `fuerwort restore`: out of a house and back into an empty one."""

import pytest
from typer.testing import CliRunner

from fuerwort.cli import app
from tests.archive.emptied import empty, everything, of
from tests.cast import Cast


@pytest.fixture
def run():
    return lambda *words: CliRunner().invoke(app, list(map(str, words)))


def test_out_and_back(run, cast: Cast, tmp_path) -> None:
    file = tmp_path / "kanal.fuerwort.zip"
    assert "rows are in" in run("archive", "kanal", file).output
    before = of(cast.space)
    assert "not empty" in run("restore", file).output or "nicht leer" in run("restore", file).output
    empty()
    assert "Would bring back" in run("restore", file, "--dry-run").output
    assert not everything()
    assert f'Brought back "kanal": {sum(before.values())} rows' in run("restore", file).output
    assert everything() == before


def test_what_cannot_be_is_one_line(run, cast: Cast, tmp_path) -> None:
    assert (
        run("archive", "nowhere", tmp_path / "x").output.strip() == 'there is no space "nowhere"; known: hafen, kanal'
    )
    assert "cannot write" in run("archive", "kanal", tmp_path / "no" / "x").output
    assert "cannot read" in run("restore", tmp_path / "no").output
    assert not list(tmp_path.iterdir())
