"""What is logged says neither who somebody is nor how to get in."""

import json
import logging
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from fuerwort.people import mail
from fuerwort.people.actions import erasing, leaving
from fuerwort.people.models import Membership
from fuerwort.project.logs import Lines, Objects, masked
from fuerwort.web.accounts import PROVED_AT
from tests import letters


@pytest.fixture
def lines():
    """Everything any logger says, as the console would get it."""
    said = StringIO()
    handler = logging.StreamHandler(said)
    handler.setFormatter(Lines())
    root = logging.getLogger()
    level, root.level = root.level, logging.DEBUG
    root.addHandler(handler)
    yield said
    root.removeHandler(handler)
    root.setLevel(level)


def test_a_whole_life_leaves_no_name_no_address_and_no_key(cast, lines, django_capture_on_commit_callbacks) -> None:
    secrets = ["nora", "neu", "olga", "owner", "ines", "hanne", "vertrag"]
    host, nora, late = Client(), Client(), Client(raise_request_exception=False)
    host.force_login(cast.host.person)
    with django_capture_on_commit_callbacks(execute=True):
        host.post("/spaces/kanal/desk/invitations/new/", {"name": "Nora Neu", "email": "nora@example.org"})
        link = letters.link(letters.delivered()[-1], "/i/")
        said = {"name": "Nora Neu", "email": "nora@example.org", "language": "de", "consent": "on"}
        nora.post(link, said)
        late.get(link)
        late.post(link, said)
        late.get("/spaces/kanal/?name=olga")
        late.get("/spaces/kanal/nobody/?email=olga@example.org")
        late.get("/a/letters/olga-forged-token/")
        late.post("/account/login/", {"email": "olga@example.org"})
        code = letters.code(letters.delivered()[-1])
        late.post("/account/login/code/", {"code": code})
        host.post("/spaces/kanal/desk/members/", {"name": "olga"})
        leaving.mark_left(membership=cast.insider, by=cast.host, at=timezone.now(), reason="Dein Vertrag")
        session = late.session
        session[PROVED_AT] = 9e9
        session.save()
        late.post("/account/erase/", {"typed": "olga@example.org"})
        erasing.erase(person=Membership.objects.get(name="Nora Neu").person, at=timezone.now())
    told = lines.getvalue().lower()
    assert "member.joined space=kanal" in told
    assert "not found: /i/…" in told
    secrets += [link.strip("/").split("/")[1].lower(), code.lower(), "forged"]
    assert [secret for secret in secrets if secret in told] == []


def test_a_mail_that_fails_does_not_tell_to_whom(transactional_db, settings, lines) -> None:
    settings.EMAIL_BACKEND = "tests.people.test_logs.Refusing"
    mail.post("olga@example.org", "code", "de", {"code": "ABCD-EFGH"})
    call_command("db_worker", batch=True, verbosity=2, startup_delay=False)
    told = lines.getvalue()
    assert "state=FAILED" in told
    assert "olga" not in told
    assert "ABCD" not in told


class Refusing:
    """A mail server that names the address it refuses, as real ones do."""

    def __init__(self, **_options: object) -> None:
        pass

    def send_messages(self, messages: list) -> int:
        raise OSError({messages[0].to[0]: (550, "no such user")})


@pytest.mark.parametrize(
    ("line", "safe"),
    [
        ("Not Found: /i/7_Ab-c/", "Not Found: /i/…"),
        ('"POST /a/letters/abc:def HTTP/1.1" 200', '"POST /a/… HTTP/1.1" 200'),
        ("GET /spaces/kanal/members/?name=Olga&x=1 HTTP/1.1", "GET /spaces/kanal/members/?… HTTP/1.1"),
        ("{'olga.o+x@mail.example.org': (550, 'no')}", "{'…@…': (550, 'no')}"),
        ("Is it done? Yes: /spaces/kanal/", "Is it done? Yes: /spaces/kanal/"),
    ],
)
def test_masks(line: str, safe: str) -> None:
    assert masked(line) == safe


def test_a_traceback_is_masked_too() -> None:
    try:
        raise ValueError("olga@example.org")
    except ValueError as error:
        info = (ValueError, error, error.__traceback__)
    record = logging.LogRecord("x", logging.ERROR, "", 1, "failed for %s", ("ines@example.org",), info)
    said = Lines().format(record)
    assert "failed for …@…" in said
    assert "ValueError: …@…" in said


def test_as_json_it_says_the_same_and_hides_the_same() -> None:
    try:
        raise ValueError("olga@example.org")
    except ValueError as error:
        info = (ValueError, error, error.__traceback__)
    record = logging.LogRecord("x", logging.ERROR, "", 1, "failed for %s", ("ines@example.org",), info)
    record.space, record.about = "kanal", "/i/secret/"
    said = json.loads(Objects().format(record))
    assert said.pop("error").endswith("ValueError: …@…")
    assert said.pop("at").endswith("+00:00")
    assert said == {
        "level": "ERROR", "logger": "x", "message": "failed for …@…", "space": "kanal", "about": "/i/…",
    }  # fmt: skip
