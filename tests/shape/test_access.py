"""docs/rules/access.md: every address, opened by everybody."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve
from django.utils import translation

from tests.cast import Cast
from tests.shape.things import things
from tests.tables import table

PEOPLE = {"anonymous": None, "stranger": "stranger", "member": "insider", "owner": "owner", "host": "host",
          "treasurer": "treasurer"}  # fmt: skip
ROWS = table("access.md")
PARTS = 4
"""The table is tried in so many tests, so that they can run side by side."""
OTHERS = ("account/",)
"""One's own account: tests/web/test_accounts.py."""


@pytest.fixture
def objects(cast: Cast) -> dict[str, str]:
    return things(cast)


@pytest.mark.parametrize("part", range(PARTS))
def test_everybody_gets_what_the_table_says(cast: Cast, objects: dict[str, str], part: int) -> None:
    clients = {person: Client() for person in PEOPLE}
    for person, name in PEOPLE.items():
        if name:
            clients[person].force_login(cast.everybody[name].person)
    wrong = {}
    for row in ROWS[part::PARTS]:
        found = {person: _status(client, row, objects) for person, client in clients.items()}
        if found != {person: row[person] for person in PEOPLE}:
            wrong[f"{row['method']} {row['address']}"] = found
    assert not wrong


def _status(client: Client, row: dict[str, str], objects: dict[str, str]) -> str:
    """What is answered; whatever it changed is taken back, so that the next finds all as it was."""
    cache.clear()
    translation.deactivate()
    with transaction.atomic():
        answer = client.generic(row["method"], row["address"].format(**objects))
        transaction.set_rollback(True)
    return str(answer.status_code)


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
