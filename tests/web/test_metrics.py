"""/metrics: with the token only; by name of the page; over several processes; without anybody in it."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

ROOT = Path(__file__).parents[2]
SCRIPT = """
import django; django.setup()
import os, sys
from django.test import Client
from django.conf import settings
settings.ALLOWED_HOSTS = ["testserver"]
plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
if sys.argv[1:] != ["ask"]:
    from django.db import connection
    from django_tasks_db.models import DBTaskResult
    from fuerwort.people.models import Beat, Handed
    with connection.schema_editor() as tables:  # those that the figures are read from, and no more
        for model in (DBTaskResult, Beat, Handed):
            tables.create_model(model)
client = Client(raise_request_exception=False)
for address in ("/imprint/", "/i/a-secret-token/", "/nowhere/olga@example.org", "/imprint/?name=olga"):
    client.get(address)
client.generic("PURGE", "/imprint/")
if sys.argv[1:] == ["ask"]:
    print(client.get("/metrics", headers={"Authorization": "Bearer a token"}).content.decode())
"""


def process(folder: Path, *arguments: str) -> str:
    environment = {
        **os.environ, "FUERWORT_VAR": str(folder), "DATABASE_URL": f"sqlite:///{folder / 'house.sqlite3'}",
        "FUERWORT_METRICS": "a token", "DJANGO_SETTINGS_MODULE": "fuerwort.project.settings",
    }  # fmt: skip
    command = [sys.executable, "-W", "ignore", "-c", SCRIPT, *arguments]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def test_two_processes_are_summed_up_by_name_of_the_page(tmp_path: Path) -> None:
    process(tmp_path)
    told = process(tmp_path, "ask")
    assert "olga" not in told
    assert "secret" not in told
    counts = dict(re.findall(r"^fuerwort_requests_total(\{.*\}) (\S+)$", told, re.MULTILINE))
    assert counts['{method="GET",status="200",view="imprint"}'] == "4.0"
    assert counts['{method="GET",status="404",view="none"}'] == "2.0"
    assert {re.search(r'method="(\w+)"', labels)[1] for labels in counts} == {"GET", "other"}
    assert 'fuerwort_request_seconds_bucket{le="+Inf",view="imprint"} 6.0' in told
    assert 'fuerwort_jobs{state="READY"} 0.0' in told


@pytest.mark.parametrize("said", ["", "Bearer ", "Bearer other", "a token", "Basic a token"])
def test_without_the_token_there_is_no_such_page(client: Client, settings, said: str) -> None:
    settings.METRICS = "a token"
    assert client.get("/metrics", headers={"Authorization": said}).status_code == 404
    settings.METRICS = ""
    assert client.get("/metrics", headers={"Authorization": said}).status_code == 404
