"""Jobs survive a killed worker; mails wait sealed and reach a real server."""

import json
from contextlib import contextmanager
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Mailbox
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from fuerwort.people import jobs, mail
from fuerwort.people.models import Handed
from fuerwort.people.sealed import seal
from tests.cast import NOW
from tests.ports import free_port


@contextmanager
def listening(settings, handler, port: int = 0):
    """A real mail server on this machine."""
    sink = Controller(handler, hostname="127.0.0.1", port=port or free_port())
    sink.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = sink.hostname, sink.port
    try:
        yield
    finally:
        sink.stop()


def work() -> None:
    call_command("db_worker", batch=True, verbosity=0, startup_delay=False)


class Busy:
    """Takes nothing for now, or never."""

    def __init__(self, said: str) -> None:
        self.said = said

    async def handle_RCPT(self, server, session, envelope, address, options):
        return self.said


LETTER = ["olga@example.org", "Hallo", "Grüße", "<p>Grüße</p>", ""]


@pytest.fixture
def stuck(db) -> DBTaskResult:
    mail.send.enqueue(seal("[]"))
    job = DBTaskResult.objects.get()
    job.status, job.started_at, job.worker_ids = "RUNNING", NOW, ["killed"]
    job.save()
    return job


def test_a_job_left_behind_starts_again(stuck) -> None:
    assert jobs.reap(at=NOW + timedelta(minutes=1)) == 0
    assert jobs.reap(at=NOW + timedelta(minutes=3)) == 1
    stuck.refresh_from_db()
    assert stuck.status == "READY"


def test_longer_work_than_a_mail_has_longer(stuck) -> None:
    stuck.task_path = "fuerwort.pilot.jobs.analyse"
    stuck.save()
    assert jobs.reap(at=NOW + timedelta(minutes=9)) == 0
    assert jobs.reap(at=NOW + timedelta(minutes=11)) == 1


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
    with listening(settings, Mailbox(tmp_path / "box")):
        with transaction.atomic():
            mail.post("olga@example.org", "hello", "de", {"name": "Olga & Ö"}, unsubscribe="http://localhost/u")
        assert "olga" not in str(DBTaskResult.objects.values().get()).lower()
        work()
    (arrived,) = (tmp_path / "box" / "new").iterdir()
    message = message_from_bytes(arrived.read_bytes(), policy=policy.default)
    assert (message["to"], message["subject"]) == ("olga@example.org", "Hallo Olga & Ö")
    assert message["list-unsubscribe"] == "<http://localhost/u>"
    assert "<p>Olga &amp; Ö</p>" in message.get_body(("html",)).get_content()
    assert "http://localhost/u" in message.get_body(("plain",)).get_content()


def test_a_mail_that_is_not_taken_is_tried_again_under_the_same_name(transactional_db, settings, tmp_path) -> None:
    first = str(mail.send.enqueue(seal(json.dumps(LETTER))).id)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    work()  # nobody is there
    again(1)
    with listening(settings, Busy("451 later")):
        work()
    again(5)
    with listening(settings, Mailbox(tmp_path / "box")):
        work()
        work()
    (arrived,) = (tmp_path / "box" / "new").iterdir()
    assert message_from_bytes(arrived.read_bytes(), policy=policy.default)["message-id"] == f"<{first}@localhost>"
    assert not DBTaskResult.objects.exclude(status="SUCCESSFUL").exists()


def again(minutes: int) -> None:
    """The next try waits so long; the time has come."""
    (waits,) = DBTaskResult.objects.filter(status="READY")
    assert timedelta(minutes=minutes - 0.5) < waits.run_after - timezone.now() <= timedelta(minutes=minutes)
    DBTaskResult.objects.filter(pk=waits.pk).update(run_after=timezone.now())


def test_a_mail_refused_for_good_has_failed(transactional_db, settings) -> None:
    mail.send.enqueue(seal(json.dumps(LETTER)))
    with listening(settings, Busy("550 no such mailbox")):
        work()
    assert [job.status for job in DBTaskResult.objects.all()] == ["FAILED"]


def test_a_mail_begun_by_a_worker_that_died_is_not_sent_again(transactional_db, settings, tmp_path, caplog) -> None:
    job = mail.send.enqueue(seal(json.dumps(LETTER)))
    Handed.objects.create(key=str(job.id))
    with listening(settings, Mailbox(tmp_path / "box")):
        work()
    assert not list((tmp_path / "box" / "new").iterdir())
    assert "may not have arrived" in caplog.text
    assert "olga" not in caplog.text


def test_a_mail_of_a_change_that_failed_is_never_sent(transactional_db, settings) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        mail.send.enqueue(seal("[]"))
        raise RuntimeError
    assert not DBTaskResult.objects.exists()
