"""Workers and the database are killed under load: nothing is lost, booked twice or mailed twice."""

import os
from pathlib import Path

import pytest
from django.db import connection

from tests.town.siege import besiege, besiege_postgres

SECONDS = float(os.environ.get("FUERWORT_SIEGE", "8"))
POSTGRES = connection.vendor == "postgresql"


@pytest.mark.skipif(POSTGRES, reason="on PostgreSQL the test below does it")
def test_on_sqlite(tmp_path: Path, house_file: str) -> None:
    told, _found, amiss = besiege(tmp_path, house_file, {}, SECONDS)
    assert amiss == []
    assert sum(told.killed.values()) > 3 and all(told.done.values())


@pytest.mark.skipif("FUERWORT_SIEGE" not in os.environ, reason="FUERWORT_SIEGE says for how long PostgreSQL is killed")
def test_on_postgresql_which_is_killed_too(tmp_path: Path) -> None:
    told, _found, amiss = besiege_postgres(tmp_path, 2 * SECONDS)
    assert amiss == []
    assert told.killed["postgres"] > 1 and all(told.done.values())
