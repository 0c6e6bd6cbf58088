"""docs/rules/access.md: every address, opened by everybody; and nobody reads there who receives a basic income."""

import re
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, resolve
from django.utils import translation

from tests.cast import Cast
from tests.shape.things import things
from tests.shape.things.income import SECRET
from tests.tables import table

PEOPLE = {"anonymous": None, "stranger": "stranger", "member": "insider", "owner": "owner", "host": "host",
          "treasurer": "treasurer"}  # fmt: skip
ROWS = table("access.md")
PARTS = 4
"""The table is tried in so many tests, so that they can run side by side."""
MOST = 12
TIES = 3
"""So many questions read the ties of a space; a server keeps them, the transaction of a test does not."""
MAY_KNOW = {"owner", "treasurer"}
"""Who receives a basic income is known to themself and to the two who pay out."""
OTHERS = ("account/", "api/v1/")
"""One's own account: tests/web/test_accounts.py; the API: tests/api/test_access.py."""


@pytest.fixture
def objects(cast: Cast) -> dict[str, str]:
    return things(cast)


@pytest.mark.parametrize("part", range(PARTS))
def test_everybody_gets_what_the_table_says(
    cast: Cast, objects: dict[str, str], part: int, caplog: pytest.LogCaptureFixture
) -> None:
    clients = {person: Client() for person in PEOPLE}
    for person, name in PEOPLE.items():
        if name:
            clients[person].force_login(cast.everybody[name].person)
    wrong, told, slow = {}, {}, {}
    for row in ROWS[part::PARTS]:
        answers = {person: _answer(client, row, objects) for person, client in clients.items()}
        found = {person: str(answer.status_code) for person, answer in answers.items()}
        if row["method"] == "GET" and (asked := max(answer.questions for answer in answers.values())) > MOST:
            slow[row["address"]] = asked
        if found != {person: row[person] for person in PEOPLE}:
            wrong[f"{row['method']} {row['address']}"] = found
        readers = {person for person, answer in answers.items() if SECRET.search(_words(answer))} - MAY_KNOW
        if readers and not (row["address"].startswith("/a/audits/") and _nameless(answers)):
            told[f"{row['method']} {row['address']}"] = readers
    assert not wrong
    assert not slow, f"pages that ask the database more than {MOST} times"
    assert not told, "who receives a basic income is read by somebody else"
    assert not SECRET.search(caplog.text)


def _answer(client: Client, row: dict[str, str], objects: dict[str, str]) -> HttpResponse:
    """What is answered; whatever it changed is taken back, so that the next finds all as it was."""
    cache.clear()
    translation.deactivate()
    with transaction.atomic():
        with CaptureQueriesContext(connection) as questions:
            answer = client.generic(row["method"], row["address"].format(**objects))
        transaction.set_rollback(True)
    answer.questions = len(questions) - TIES * any("experiences_change" in asked["sql"] for asked in questions)
    return answer


def _words(answer: HttpResponse) -> str:
    """All that is said, headers and packed files included."""
    body = answer.getvalue()
    parts = [body, repr(answer.headers).encode()]
    if body.startswith(b"PK"):
        with ZipFile(BytesIO(body)) as packed:
            parts += [packed.read(name) for name in packed.namelist()]
    return b"".join(parts).decode("utf-8", "replace")


def _nameless(answers: dict[str, HttpResponse]) -> bool:
    """An auditor sees what every transaction moved, and of an income not whose it was."""
    return all(not re.search(r"Zephyrine|Quellwasser|FR14|M026", _words(answer)) for answer in answers.values())


def test_the_secret_is_found_where_it_belongs(cast: Cast, objects: dict[str, str]) -> None:
    """The same question, asked of whoever may know: else it would find nothing anywhere."""
    for name, address in (("owner", "mine/"), ("treasurer", "desk/runs/{run}/")):
        client = Client()
        client.force_login(cast.everybody[name].person)
        assert SECRET.search(_words(client.get(f"/spaces/kanal/income/{address}".format(**objects)))), name


def test_every_address_has_a_row(cast: Cast, objects: dict[str, str]) -> None:
    listed = {resolve(row["address"].format(**objects)).route for row in ROWS}
    missing = {route for route in routes(get_resolver()) if not route.startswith(OTHERS)} - listed
    assert not missing


def routes(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield before + str(entry.pattern)
        else:
            yield from routes(entry, before + str(entry.pattern))
