"""docs/rules/access.md: every address, opened by everybody."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, resolve

from tests.cast import Cast
from tests.shape.things import things
from tests.tables import table

PEOPLE = {"anonymous": None, "stranger": "stranger", "member": "insider", "owner": "owner", "host": "host",
          "treasurer": "treasurer"}  # fmt: skip
ROWS = table("access.md")
OTHERS = ("account/",)
"""One's own account: tests/web/test_accounts.py."""


@pytest.fixture
def objects(cast: Cast) -> dict[str, str]:
    return things(cast)


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['method']} {row['address']}" for row in ROWS])
def test_everybody_gets_what_the_table_says(client, cast: Cast, objects: dict[str, str], row: dict[str, str]) -> None:
    found = {}
    for person, name in PEOPLE.items():
        client.logout()
        if name:
            client.force_login(cast.everybody[name].person)
        answer = client.generic(row["method"], row["address"].format(**objects))
        found[person] = str(answer.status_code)
    assert found == {person: row[person] for person in PEOPLE}


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
