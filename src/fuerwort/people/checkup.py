"""What is wrong with how an instance is set up, in plain words: each check asks the real thing."""

import shutil
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import get_connection
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http.request import validate_host

from fuerwort.people.queries.health import health, last_of

ROOM = 1024**3
"""Bytes that should be free where database and pictures lie."""
LOCAL = ("localhost", "127.0.0.1")


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: what is so, and where it is wrong, what to do."""

    what: str
    help: str = ""

    @property
    def is_wrong(self) -> bool:
        return bool(self.help)


def checkup(at: datetime) -> Iterator[Finding]:
    """Look at everything once, what all else needs first."""
    found = _tables()
    yield found
    yield from _address()
    yield from _secrets()
    yield _mail()
    yield from _files()
    if not found.is_wrong:
        yield from _work(at)
        yield from _backups(at)


def _tables() -> Finding:
    try:
        plan = MigrationExecutor(connection)
        missing = len(plan.migration_plan(plan.loader.graph.leaf_nodes()))
    except DatabaseError as error:
        return Finding("the database does not answer", f"DATABASE_URL leads nowhere: {str(error).splitlines()[0]}")
    name = connection.display_name
    if missing:
        return Finding(f"{name} has tables of an older version", "call `fuerwort prepare`")
    return Finding(f"{name} has all tables")


def _address() -> Iterator[Finding]:
    host = urlsplit(settings.ADDRESS).hostname or ""
    if not settings.SECURE and host not in LOCAL:
        yield Finding(f"{settings.ADDRESS} is not encrypted", "set FUERWORT_ADDRESS to an address with https://")
    elif not validate_host(host, settings.ALLOWED_HOSTS):
        yield Finding(f"{host} is not answered", f"add it: FUERWORT_HOSTS={host}")
    elif host in LOCAL:
        yield Finding(
            f"{settings.ADDRESS} is reached from this machine only", "set FUERWORT_ADDRESS and FUERWORT_HOSTS"
        )
    else:
        yield Finding(f"{settings.ADDRESS} is answered and encrypted")
    if settings.DEBUG:
        yield Finding("errors show the code to everybody", "take FUERWORT_DEBUG away")
    if settings.MAILBOX:
        yield Finding("every mail can be read at /mailbox/", "take FUERWORT_MAILBOX away: it is for demos")


def _secrets() -> Iterator[Finding]:
    kept = [path for path in (settings.VAR / "secret-key", settings.VAR / "seal") if path.exists()]
    open_to = [path.name for path in kept if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)]
    if open_to:
        yield Finding(f"others on this machine may read {', '.join(open_to)}", f"chmod 600 in {settings.VAR}")
    elif any(path.name == "seal" for path in kept):
        yield Finding("the key of contact data lies in a file beside the data; keep backups of the two apart")
    else:
        yield Finding("the keys are kept outside the data")


def _mail() -> Finding:
    where = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    try:
        with get_connection(timeout=5):
            return Finding(f"the mail server {where} answers")
    except OSError as error:
        return Finding(f"no mail can be sent by {where}: {error}", "set FUERWORT_MAIL; nobody can log in without mail")


def _files() -> Iterator[Finding]:
    if not any(Path(settings.STATIC_ROOT).glob("*")):
        yield Finding("style sheets and scripts are missing", "call `fuerwort prepare`")
    free = shutil.disk_usage(settings.VAR).free
    gib = f"{free / ROOM:.1f} GiB are free in {settings.VAR}"
    yield Finding(gib) if free >= ROOM else Finding(gib, "make room: a full disk loses what people write")


def _work(at: datetime) -> Iterator[Finding]:
    found = health(at)
    if found.jobs:
        yield Finding("no job waits for long")
    else:
        yield Finding("jobs wait, mails among them", "start a worker: `python -m django db_worker --queue-name '*'`")
    if found.timed:
        yield Finding("timed work is done")
    else:
        yield Finding(
            "timed work was not done lately", "start `fuerwort tick --every 60`, or call `fuerwort tick` by a timer"
        )


def _backups(at: datetime) -> Iterator[Finding]:
    made, opened = last_of("backup"), last_of("backup-verified")
    if made is None:
        yield Finding("no backup was ever made", "let a timer call `fuerwort backup create`: docs/run/backup.md")
        return
    old = at - made > timedelta(days=settings.BACKUP_DAYS)
    yield Finding(f"the last backup is of {made:%Y-%m-%d}", "see why `fuerwort backup create` fails" if old else "")
    if opened is None:
        yield Finding("no backup was ever opened with its key", "do it now: `fuerwort backup verify FILE --key -`")
        return
    old = at - opened > timedelta(days=settings.VERIFY_DAYS)
    what = f"the last backup that was opened with its key is of {opened:%Y-%m-%d}"
    yield Finding(what, "try a new one: `fuerwort backup verify FILE --key -`" if old else "")
