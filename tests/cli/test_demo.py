"""The demo: written for people to change, asked by its word alone."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from fuerwort.bundle.read import read
from fuerwort.cli import app
from fuerwort.demo.community import community


def call(*words: object):
    return CliRunner().invoke(app, [str(word) for word in words])


def test_demo_writes_a_bundle_that_can_be_asked(tmp_path: Path) -> None:
    folder = tmp_path / "raum"
    assert f"fuerwort recommend {folder}" in call("demo", folder).stdout
    assert read(folder) == community()
    assert call("recommend", folder).stdout == call("recommend", "demo").stdout


def test_demo_ends_on_the_day_asked_for(tmp_path: Path) -> None:
    assert call("demo", tmp_path, "--at", "2027-02-10").exit_code == 0
    assert "bis August eine neue Website" in read(tmp_path).requests[-1].text


def test_demo_spares_a_bundle_until_told_otherwise(tmp_path: Path) -> None:
    (tmp_path / "members.csv").write_text("mine", encoding="utf-8")
    assert "--overwrite replaces it" in call("demo", tmp_path).stderr
    assert (tmp_path / "members.csv").read_text(encoding="utf-8") == "mine"
    assert call("demo", tmp_path, "--overwrite").exit_code == 0
    assert len(read(tmp_path).members) == 40


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["demo", "{f}", "--at", "today"], '--at "today" is no day such as 2026-11-20'),
        (["demo", "{f}/file"], "cannot write"),
        (["recommend", "demo", "--text", "Website"], "--field is empty"),
        (["recommend", "demo", "--skills", "Figma"], "--skills and --at need --field and --text"),
        (["recommend", "{f}/lone"], "there is no request to answer"),
    ],
)
def test_a_mistake_gets_one_helpful_line(tmp_path: Path, words: list[str], line: str) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    (tmp_path / "lone").mkdir()
    (tmp_path / "lone" / "members.csv").write_text("member,name\na,Ada\n", encoding="utf-8")
    said = call(*(word.replace("{f}", str(tmp_path)) for word in words))
    assert said.exit_code == 1
    assert line in said.stderr
    assert said.stderr.count("\n") == 1


def test_without_a_request_told_the_last_one_is_answered() -> None:
    said = call("recommend", "demo")
    assert said.exit_code == 0
    assert "Nachbarschaftsverein" in said.stdout
    assert said.stdout.index("Amira") < said.stdout.index("Tom") < said.stdout.index("Linh")


def test_a_folder_named_demo_comes_before_the_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("demo").mkdir()
    assert "there is no members.csv" in call("recommend", "demo").stderr
