"""Killed between any two statements, a run pays once; two releases at once pay once. Real processes, both databases."""

import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection

from tests.fund import crashes

POSTGRES = connection.vendor == "postgresql"
ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(POSTGRES, reason="on PostgreSQL the test below does it")
def test_on_sqlite(tmp_path: Path, house_file: str) -> None:
    run(house_file, tmp_path)


@pytest.mark.django_db
@pytest.mark.skipif(not POSTGRES, reason="on SQLite the test above does it")
def test_on_postgresql(tmp_path: Path) -> None:
    name = f"crash_{os.getpid()}"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    address = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    try:
        run(address, tmp_path)
    finally:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def run(address: str, folder: Path) -> None:
    environment = {**os.environ, "DATABASE_URL": address, "FUERWORT_VAR": str(folder),
                   "DJANGO_SETTINGS_MODULE": "fuerwort.project.settings"}  # fmt: skip
    command = [sys.executable, "-c", crashes.SCRIPT]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    deaths = re.search(r"(\d+) deaths", done.stdout)
    assert deaths
    assert int(deaths[1]) > 60
