"""`fuerwort doctor`: each thing that is wrong is named with what to do, and the command fails."""

import stat
from datetime import timedelta
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from typer.testing import CliRunner

from fuerwort.cli import app
from fuerwort.people import jobs
from fuerwort.people.checkup import checkup
from fuerwort.people.models import Beat
from tests.ports import free_port


@pytest.fixture
def sound(db, settings, tmp_path: Path):
    """A server as it should be, with a mail server that answers."""
    taker = Controller(Sink(), hostname="127.0.0.1", port=free_port())
    taker.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = taker.hostname, taker.port
    settings.ADDRESS, settings.SECURE = "https://raum.example", True
    settings.ALLOWED_HOSTS, settings.MAILBOX, settings.VAR = ["raum.example"], "", tmp_path
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "look.css").touch()
    settings.STATIC_ROOT = tmp_path / "static"
    for name in ("tick", "backup", "backup-verified"):
        jobs.beat(at=timezone.now(), name=name)
    yield settings
    taker.stop()


def wrong() -> dict[str, str]:
    return {one.what: one.help for one in checkup(timezone.now()) if one.is_wrong}


def test_a_sound_house_has_nothing_wrong(sound) -> None:
    assert wrong() == {}


def test_a_mail_server_that_does_not_answer_is_named(sound) -> None:
    sound.EMAIL_PORT = free_port()
    (what,) = wrong()
    assert what.startswith(f"no mail can be sent by 127.0.0.1:{sound.EMAIL_PORT}: ")


@pytest.mark.parametrize(("name", "value", "says"), [
    ("SECURE", False, "https://raum.example is not encrypted"),
    ("ALLOWED_HOSTS", ["other.example"], "raum.example is not answered"),
    ("ADDRESS", "http://localhost:8000", "localhost is not answered"),
    ("DEBUG", True, "errors show the code to everybody"),
    ("MAILBOX", "/somewhere", "every mail can be read at /mailbox/"),
])  # fmt: skip
def test_a_setting_that_is_wrong_is_named(sound, name: str, value: object, says: str) -> None:
    setattr(sound, name, value)
    assert list(wrong()) == [says]


def test_a_key_others_may_read_is_named(sound) -> None:
    seal = sound.VAR / "seal"
    seal.touch(mode=0o600)
    assert wrong() == {}
    seal.chmod(stat.S_IRUSR | stat.S_IRGRP)
    assert list(wrong()) == ["others on this machine may read seal"]


def test_missing_style_sheets_are_named(sound) -> None:
    (sound.STATIC_ROOT / "look.css").unlink()
    assert list(wrong()) == ["style sheets and scripts are missing"]


def test_work_that_nobody_does_is_named_and_the_health_page_says_so(sound, client) -> None:
    sound.ALLOWED_HOSTS = ["testserver", "raum.example"]
    assert (client.get("/health/").status_code, client.get("/health/").json()) == (
        200, {"database": True, "jobs": True, "timed": True, "backup": True},
    )  # fmt: skip
    long_ago = timezone.now() - timedelta(hours=1)
    Beat.objects.filter(name="tick").update(at=long_ago)
    job = DBTaskResult.objects.create(
        args_kwargs={"args": [], "kwargs": {}}, priority=0, task_path="fuerwort.people.mail.send",
        backend_name="default", queue_name="default",
    )  # fmt: skip
    DBTaskResult.objects.filter(pk=job.pk).update(enqueued_at=long_ago)
    assert list(wrong()) == ["jobs wait, mails among them", "timed work was not done lately"]
    answer = client.get("/health/")
    assert (answer.status_code, answer.json()) == (
        503,
        {"database": True, "jobs": False, "timed": False, "backup": True},
    )


@pytest.mark.parametrize(("name", "days", "says"), [
    ("backup", 3, "the last backup is of "),
    ("backup", None, "no backup was ever made"),
    ("backup-verified", 41, "the last backup that was opened with its key is of "),
    ("backup-verified", None, "no backup was ever opened with its key"),
])  # fmt: skip
def test_backups_that_nobody_makes_or_tries_are_named(sound, client, name: str, days: int | None, says: str) -> None:
    sound.ALLOWED_HOSTS = ["testserver", "raum.example"]
    beat = Beat.objects.filter(name=name)
    _ = beat.update(at=timezone.now() - timedelta(days=days)) if days else beat.delete()
    (what,) = wrong()
    assert what.startswith(says)
    assert client.get("/health/").json()["backup"] is not (name == "backup" and bool(days))


def test_the_command_fails_and_says_how_many(sound) -> None:
    done = CliRunner().invoke(app, ["doctor"])
    assert done.exit_code == 0
    assert all(line.startswith("well ") for line in done.stdout.splitlines())
    sound.DEBUG = True
    done = CliRunner().invoke(app, ["doctor"])
    assert done.exit_code == 1
    assert done.stderr.endswith("1 thing is wrong\n")
    assert "-> take FUERWORT_DEBUG away" in done.stdout
