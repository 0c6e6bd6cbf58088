"""Two web workers take ballots and close at once: closing is final, each ballot counts once, none comes afterwards."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from tests.deciding import two_workers

POSTGRES = connection.vendor == "postgresql"
ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(not POSTGRES, reason="on SQLite threads of a test share one connection: see the next test")
def test_on_postgresql(transactional_db) -> None:
    two_workers.settle()
    assert two_workers.run() == []


@pytest.mark.skipif(POSTGRES, reason="on PostgreSQL the test above does it")
def test_on_sqlite_in_a_file_of_its_own(tmp_path: Path, house_file: str) -> None:
    environment = {**os.environ, "DATABASE_URL": house_file, "FUERWORT_VAR": str(tmp_path),
                   "DJANGO_SETTINGS_MODULE": "fuerwort.project.settings"}  # fmt: skip
    command = [sys.executable, "-c", two_workers.SCRIPT]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=900, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
