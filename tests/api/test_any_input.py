"""Whatever is sent: no 5xx, no status that is not declared, and every answer as its schema says (schemathesis).

The same world and seed each time, asked in this process. How far one looks: FUERWORT_CASES for each operation and way.
"""

import json
import os
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
import schemathesis
from django.core import signals
from django.core.cache import cache
from django.core.handlers.wsgi import WSGIHandler
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, seed
from hypothesis import settings as how
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.api.asking import token
from tests.api.test_access import ROWS, described, operation_of
from tests.cast import Cast
from tests.shape.things import things

CASES = int(os.environ.get("FUERWORT_CASES", "1"))
SEED = int(os.environ.get("FUERWORT_SEED", "9"))
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
PARTS = 2
MODES = list(GenerationMode)
"""As described, and not as described; with one case for each operation they take turns."""
RARE = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]


@pytest.fixture
def _stays_open() -> Iterator[None]:
    """A request that ends closes the connection to the database, which holds the transaction of the test."""
    signals.request_started.disconnect(close_old_connections)
    signals.request_finished.disconnect(close_old_connections)
    yield
    signals.request_started.connect(close_old_connections)
    signals.request_finished.connect(close_old_connections)


@pytest.mark.usefixtures("_stays_open")
@pytest.mark.parametrize("part", range(PARTS))
def test_whatever_is_sent_is_answered_as_described(cast: Cast, settings: Any, part: int) -> None:
    settings.API_PER_MINUTE = 10**6
    objects, found = things(cast), described()
    tokens = [token(one) for one in (cast.owner, cast.host, cast.treasurer)]
    there = {operation_of(row, found)[0]: row["operation"].split()[1].format(**objects) for row in ROWS}
    schema = schemathesis.openapi.from_dict(_open(found))
    schema.app = WSGIHandler()
    asked: Counter[int] = Counter()
    operations = [one.ok() for one in schema.get_all_operations()][part::PARTS]
    for number, operation in enumerate(operations):
        path = operation.path.removeprefix("/api/v1")
        for mode in MODES[number % 2 :: 2] if CASES == 1 else MODES:
            _try(operation.as_strategy(mode, path_parameters=_parts(path, there[path])), tokens, asked)
    assert asked[200] + asked[201] > asked.total() / 20, asked
    print(dict(sorted(asked.items())))  # noqa: T201 - the figures of a longer run


def _open(found: dict[str, Any]) -> dict[str, Any]:
    """The description without its lock: each case holds a token that opens everything, so that it gets further."""
    copy = json.loads(json.dumps(found))
    copy["components"].pop("securitySchemes")
    copy["paths"] = {f"/api/v1{path}": methods for path, methods in copy["paths"].items()}
    for methods in copy["paths"].values():
        for operation in methods.values():
            operation.pop("security")
    return copy


def _parts(path: str, address: str) -> dict[str, str]:
    """What stands for each placeholder in an address that is there."""
    both = zip(path.strip("/").split("/"), address.strip("/").split("/"), strict=True)
    return {name[1:-1]: value for name, value in both if name.startswith("{")}


def _try(cases: Any, tokens: list[str], asked: Counter[int]) -> None:
    @seed(SEED)
    @how(max_examples=CASES, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=RARE)
    @given(cases, st.sampled_from(tokens))
    def answered(case: Any, held: str) -> None:
        cache.clear()
        with transaction.atomic():
            case.headers["Authorization"] = f"Bearer {held}"
            answer = case.call()
            transaction.set_rollback(True)
        asked[answer.status_code] += 1
        case.validate_response(answer, checks=CHECKS)

    with suppress(Unsatisfiable):  # where nothing is sent, nothing can be wrong
        answered()
