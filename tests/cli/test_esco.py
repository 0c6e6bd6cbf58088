"""`fuerwort fields esco`: first what would happen, then it happens, all of it or nothing."""

from pathlib import Path
from shutil import copytree

import pytest
from typer.testing import CliRunner

from fuerwort.cli import app
from fuerwort.fields.esco import SENTENCE
from fuerwort.people.models import EscoWords
from tests.cast import Cast

SMALL = Path(__file__).parents[1] / "fields" / "esco"


@pytest.fixture
def run(cast: Cast):
    cast.space.fields.create(slug="photography", name_de="Fotografie", name_en="Photography")
    return lambda *words: CliRunner().invoke(app, list(map(str, ["fields", "esco", *words])))


def test_first_what_would_happen_then_it_happens(run) -> None:
    assert "3 occupations read. Would add: 4 words to 1 fields." in run(SMALL, "--space", "kanal").output
    assert not EscoWords.objects.exists()
    done = run(SMALL, "--space", "kanal", "--apply").output
    assert "photography                 +4 words, -0, +1 addresses" in done
    assert done.endswith(f"Added: 4 words to 1 fields.\n{SENTENCE}\n")
    assert len(EscoWords.objects.get().words) == 4
    assert "Added: 0 words to 0 fields." in run(SMALL, "--space", "kanal", "--apply").output


def test_a_bad_line_is_told_and_nothing_is_taken(run, tmp_path) -> None:
    copytree(SMALL, tmp_path / "esco")
    with (tmp_path / "esco" / "occupations_en.csv").open("a", encoding="utf-8") as file:
        file.write("x\n" * 30)
    done = run(tmp_path / "esco", "--space", "kanal", "--apply")
    assert done.exit_code == 1
    assert done.stderr.splitlines()[0].startswith("occupations_en.csv:8: 1 cells where")
    assert done.stderr.splitlines()[-1] == "and 10 more"
    assert not EscoWords.objects.exists()


def test_a_folder_without_the_files_and_a_space_that_is_none_are_told(run, tmp_path) -> None:
    assert run(tmp_path, "--space", "kanal").stderr.startswith(f"cannot read {tmp_path / 'occupations_de.csv'}: ")
    assert 'there is no space "mond"' in run(SMALL, "--space", "mond").stderr
