"""Jobs survive a killed worker; mails wait sealed and reach a real server."""

from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Mailbox
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from fuerwort.people import jobs, mail
from fuerwort.people.sealed import seal
from tests.cast import NOW
from tests.ports import free_port


@pytest.fixture
def stuck(db) -> DBTaskResult:
    mail.send.enqueue(seal("[]"))
    job = DBTaskResult.objects.get()
    job.status, job.started_at, job.worker_ids = "RUNNING", NOW, ["killed"]
    job.save()
    return job


def test_a_job_left_behind_starts_again(stuck) -> None:
    assert jobs.reap(at=NOW + timedelta(minutes=9)) == 0
    assert jobs.reap(at=NOW + timedelta(minutes=11)) == 1
    stuck.refresh_from_db()
    assert stuck.status == "READY"


def test_a_job_that_kills_every_worker_is_given_up(stuck) -> None:
    stuck.worker_ids = ["one", "two", "three"]
    stuck.save()
    assert jobs.reap(at=NOW + timedelta(minutes=11)) == 1
    stuck.refresh_from_db()
    assert stuck.status == "FAILED"


def test_what_a_job_carried_is_forgotten_after_a_day(stuck) -> None:
    stuck.status, stuck.finished_at = "SUCCESSFUL", NOW
    stuck.save()
    assert jobs.prune(at=NOW + timedelta(hours=23)) == 0
    assert jobs.prune(at=NOW + timedelta(hours=25)) == 1


def test_what_failed_is_kept_for_a_month(stuck) -> None:
    stuck.status, stuck.finished_at = "FAILED", NOW
    stuck.save()
    assert jobs.prune(at=NOW + timedelta(days=29)) == 0
    assert jobs.prune(at=NOW + timedelta(days=31)) == 1


def test_sessions_that_have_run_out_are_forgotten(db) -> None:
    Session.objects.create(session_key="a", session_data="x", expire_date=NOW)
    Session.objects.create(session_key="b", session_data="x", expire_date=NOW + timedelta(days=2))
    jobs.prune(at=NOW + timedelta(days=1))
    assert [session.session_key for session in Session.objects.all()] == ["b"]


def test_a_mail_waits_sealed_and_arrives(transactional_db, settings, tmp_path, tmp_path_factory) -> None:
    templates = tmp_path_factory.mktemp("templates")
    (templates / "mail").mkdir()
    for kind, text in (
        ("subject.txt", "Hallo\n {{ name }}"),
        ("txt", "Grüße, {{ name }}"),
        ("html", "<p>{{ name }}</p>"),
    ):
        (templates / "mail" / f"hello.{kind}").write_text(text, encoding="utf-8")
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [templates]}]
    sink = Controller(Mailbox(tmp_path / "box"), hostname="127.0.0.1", port=free_port())
    sink.start()
    try:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = sink.hostname, sink.port
        with transaction.atomic():
            mail.post("olga@example.org", "hello", "de", {"name": "Olga & Ö"}, unsubscribe="http://localhost/u")
        assert "olga" not in str(DBTaskResult.objects.values().get()).lower()
        call_command("db_worker", batch=True, verbosity=0, startup_delay=False)
    finally:
        sink.stop()
    (arrived,) = (tmp_path / "box" / "new").iterdir()
    message = message_from_bytes(arrived.read_bytes(), policy=policy.default)
    assert (message["to"], message["subject"]) == ("olga@example.org", "Hallo Olga & Ö")
    assert message["list-unsubscribe"] == "<http://localhost/u>"
    assert "<p>Olga &amp; Ö</p>" in message.get_body(("html",)).get_content()
    assert "http://localhost/u" in message.get_body(("plain",)).get_content()


def test_a_mail_of_a_change_that_failed_is_never_sent(transactional_db, settings) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        mail.send.enqueue(seal("[]"))
        raise RuntimeError
    assert not DBTaskResult.objects.exists()
