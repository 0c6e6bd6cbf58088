"""docs/rules/api.md: every operation, asked by everybody with a token that may do all; and every page's twin."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache as kept
from django.db import transaction
from django.urls import get_resolver

from tests.api.asking import Program
from tests.cast import Cast
from tests.shape.things import things
from tests.shape.things.income import SECRET
from tests.tables import table

PEOPLE = {"stranger": "stranger", "member": "insider", "owner": "owner", "host": "host", "treasurer": "treasurer"}
ROWS = table("api.md")
PARTS = 2
MAY_KNOW = {"owner", "treasurer"}
"""Who receives a basic income is known to themself and to the two who pay out."""


@cache
def described() -> dict[str, Any]:
    """As it is kept (tests/api/test_openapi.py sees that it is the API); addresses without their beginning."""
    found = json.loads((Path(__file__).parents[2] / "docs" / "openapi.json").read_text(encoding="utf-8"))
    found["paths"] = {path.removeprefix("/api/v1"): methods for path, methods in found["paths"].items()}
    return found


def operation_of(row: dict[str, str], found: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """The address in the description that a row is about; a fixed one comes before one with a placeholder."""
    method = row["operation"].split()[0].lower()
    address = row["operation"].split()[1]
    fits = [path for path in found["paths"] if method in found["paths"][path] and _fits(path, address)]
    best = min(fits, key=lambda path: path.count("{"))
    return best, found["paths"][best][method]


def _fits(path: str, address: str) -> bool:
    return re.fullmatch(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(path)), address) is not None


def body_of(operation: dict[str, Any], found: dict[str, Any], objects: dict[str, str]) -> Any:
    """The example of what is sent, with the things of the test in it."""
    if "requestBody" not in operation:
        return None
    name = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"].rsplit("/", 1)[1]
    example = json.dumps(found["components"]["schemas"][name].get("examples", [{}])[0])
    return json.loads(re.sub(r"\{(\w+)\}", lambda named: objects.get(named[1], named[0]), example))


@pytest.fixture
def objects(cast: Cast) -> dict[str, str]:
    return things(cast) | {"account": "reserve", "insider": cast.insider.public}


@pytest.mark.parametrize("part", range(PARTS))
def test_everybody_gets_what_the_table_says(
    cast: Cast, objects: dict[str, str], part: int, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.API_PER_MINUTE = 10_000
    found = described()
    programs = {person: Program(cast.everybody[name]) for person, name in PEOPLE.items()}
    wrong, told = {}, {}
    for row in ROWS[part::PARTS]:
        method, address = row["operation"].split()
        _path, operation = operation_of(row, found)
        body = body_of(operation, found, objects)
        said = {person: _ask(one, method, address.format(**objects), body) for person, one in programs.items()}
        statuses = {person: str(answer.status_code) for person, answer in said.items()}
        assert set(statuses.values()) <= set(operation["responses"]), row["operation"]
        if statuses != {person: row[person] for person in PEOPLE}:
            wrong[row["operation"]] = " | ".join(statuses.values()), said["owner"].said
        readers = {person for person, answer in said.items() if SECRET.search(answer.content.decode())} - MAY_KNOW
        if readers:
            told[row["operation"]] = readers
    assert not told, "who receives a basic income is read by somebody else"
    assert not wrong
    assert not SECRET.search(caplog.text)


def _ask(program: Program, method: str, address: str, body: Any) -> Any:
    """What is answered; whatever it changed is taken back, so that the next finds all as it was."""
    kept.clear()
    with transaction.atomic():
        answer = program.ask(method, address, body)
        transaction.set_rollback(True)
    return answer


def test_every_operation_has_a_row_and_each_row_its_scope() -> None:
    found, listed = described(), set()
    for row in ROWS:
        path, _operation = operation_of(row, found)
        listed.add((row["operation"].split()[0].lower(), path))
        write = row["operation"].startswith(("POST", "PUT", "DELETE"))
        assert row["scope"] in {"-", f"{row['scope'].split(':')[0]}:{'write' if write else 'read'}"}, row
    assert listed == {(method, path) for path, methods in found["paths"].items() for method in methods}


@pytest.mark.parametrize("row", [row for row in ROWS if row["scope"] != "-"][::7], ids=lambda row: row["operation"])
def test_the_scope_of_a_row_is_the_one_it_needs(cast: Cast, row: dict[str, str]) -> None:
    """Asked without it, each operation names it before anything else is looked at."""
    method, address = row["operation"].split()
    other = "me:read" if row["scope"] != "me:read" else "members:read"
    found = described()
    body = body_of(operation_of(row, found)[1], found, {})
    named = re.sub(r"\{\w+\}", "abcdefghjkmn", address.replace("{space}", "kanal"))
    body = json.loads(re.sub(r"\{\w+\}", "abcdefghjkmn", json.dumps(body))) if body else body
    answer = Program(cast.host, other).ask(method, named, body)
    assert answer.status_code == 403, answer.said
    assert row["scope"] in answer.said["detail"]


def test_every_page_has_a_twin_or_a_reason() -> None:
    pages = _names()
    twins = {row["page"] for row in ROWS} - {"-"}
    without = {name for row in table("api.md", "## Pages without a twin") for name in row["pages"].split(", ")}
    assert twins <= pages
    assert without <= pages
    assert not twins & without
    assert not pages - twins - without


def _names() -> set[str]:
    """All pages by name; one's own account is one thing."""
    found = {entry.name for entry in _patterns(get_resolver()) if entry.name}
    return {name for name in found if not name.startswith(("api-", "openapi"))}


def _patterns(resolver: Any) -> Any:
    for entry in resolver.url_patterns:
        if hasattr(entry, "url_patterns"):
            if "account" not in str(entry.pattern) and "api" not in str(entry.pattern):
                yield from _patterns(entry)
        else:
            yield entry
