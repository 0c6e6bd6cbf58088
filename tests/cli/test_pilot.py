"""fuerwort pilot: own questions come in whole while a pilot is planned, or not at all; the package of a locked one."""

import csv
import json
from hashlib import sha256
from pathlib import Path

import pytest
from typer.testing import CliRunner

from fuerwort.cli import app
from fuerwort.people.models import Event
from fuerwort.pilot.actions import locking
from fuerwort.pilot.asking import items_of
from fuerwort.pilot.items import core
from fuerwort.pilot.items.own import read_csv
from fuerwort.pilot.models import Sheet
from tests.cast import NOW, Cast
from tests.pilot import asked
from tests.pilot.life import Life, life
from tests.pilot.test_own_items import written

RUN = CliRunner()


@pytest.fixture
def planned(cast) -> Life:
    return life(cast)


def brought(one: Life, file: Path, text: str | bytes) -> tuple[int, str]:
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    said = RUN.invoke(app, ["pilot", "questions", one.pilot.public, str(file)])
    return said.exit_code, said.output


def test_they_are_asked_and_their_hash_is_registered(planned: Life, tmp_path: Path) -> None:
    file, text = tmp_path / "own.csv", "\ufeff" + written({}, {"id": "CALM2"})
    assert brought(planned, file, written({"id": "OLD"}))[0] == 0
    code, said = brought(planned, file, text)
    assert (code, "2 questions: CALM1, CALM2." in said) == (0, True)
    assert items_of(planned.now) == (*core(), *read_csv(text))
    assert [event.facts for event in Event.objects.filter(verb="pilot.questions-brought")] == [
        {"number": 1}, {"number": 2}
    ]  # fmt: skip
    registered = json.loads(planned.registered().now.registration.text)
    assert len(registered["own questions"]) == 64
    code, said = brought(planned, file, written({"id": "LATE"}))
    assert (code, said) == (1, "Dieser Pilotversuch hat den Stand „registriert“. Nichts wurde geändert.\n")
    assert items_of(planned.now) == (*core(), *read_csv(text))


def test_a_registration_says_nothing_of_own_questions_where_there_are_none(planned: Life) -> None:
    assert "own questions" not in json.loads(planned.registered().now.registration.text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (written({"licence": ""}), "Zeile 2: Leer: licence."),
        ("gar nichts", "nennt diese Spalten nicht"),
        ("schön".encode("latin-1"), "kein Text in UTF-8"),
    ],
)
def test_a_bad_file_is_one_line_and_nothing_comes_in(
    planned: Life, tmp_path: Path, text: str | bytes, message: str
) -> None:
    code, said = brought(planned, tmp_path / "own.csv", text)
    assert (code, said.count("\n")) == (1, 1)
    assert message in said
    assert items_of(planned.now) == core()


def test_no_such_pilot_no_such_file_and_nobody_who_may(planned: Life, tmp_path: Path) -> None:
    file = tmp_path / "own.csv"
    said = RUN.invoke(app, ["pilot", "questions", planned.pilot.public, str(file)])
    assert (said.exit_code, "cannot read" in said.output) == (1, True)
    file.write_text(written({}))
    said = RUN.invoke(app, ["pilot", "questions", "nowhere", str(file)])
    assert (said.exit_code, said.output) == (1, 'no pilot "nowhere"\n')
    planned.cast.host.roles.all().delete()
    code, output = brought(planned, file, written({}))
    assert (code, "runs no pilots there any more" in output) == (1, True)
    assert items_of(planned.now) == core()


def test_the_package_is_by_code_with_arm_codebook_and_hashes_and_without_a_token(cast: Cast, tmp_path: Path) -> None:
    made = asked.pilot(cast.space, cast.host)
    people = asked.drawn(made, [cast.owner, cast.insider, cast.treasurer, cast.newcomer], cast.host)
    for one in people:
        asked.agreed(one)
        Sheet.objects.create(pilot=made, code=one.code.code, wave=1, answers='{"ONS1": 6}', sent_on=NOW.date())
    lock = locking.lock(pilot=made, by=cast.host, at=NOW)
    report = locking.order(pilot=made, by=cast.host, at=NOW)
    said = RUN.invoke(app, ["pilot", "analyse", made.public, "--package", str(tmp_path / "new")])
    assert said.exit_code == 0, said.output
    files = {file.name: file.read_text() for file in (tmp_path / "new").iterdir()}
    assert sorted(files) == ["SHA256", "codebook.csv", "data.csv", "locked.json"]
    rows = list(csv.DictReader(files["data.csv"].splitlines()))
    known = {(one.code.code, one.arm) for one in people}
    assert {(row["code"], row["arm"]) for row in rows if row["item"] == "ONS1"} == known
    assert {row["value"] for row in rows if row["item"] == "ONS1"} == {"6"}
    assert sha256(files["locked.json"].encode()).hexdigest() == lock.sha256
    assert files["SHA256"].startswith(lock.sha256) and locking.script_sha256() in files["SHA256"]
    assert {row["item"] for row in csv.DictReader(files["codebook.csv"].splitlines())} == {one.id for one in core()}
    for one in people:
        assert not any(
            secret in text for text in files.values() for secret in (one.token, one.public, one.membership.name)
        )
    report.refresh_from_db()
    assert report.step == "done"


def test_nothing_is_packed_of_a_pilot_that_is_not_locked(cast: Cast, tmp_path: Path) -> None:
    made = asked.pilot(cast.space, cast.host)
    for name in (made.public, "nowhere"):
        said = RUN.invoke(app, ["pilot", "analyse", name, "--package", str(tmp_path / "new")])
        assert (said.exit_code, said.output) == (1, f'no pilot "{name}" with locked answers\n')
    assert not (tmp_path / "new").exists()
