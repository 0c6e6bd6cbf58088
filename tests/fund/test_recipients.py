"""Who receives is known to themself and to the two who pay out: not to the database, its logs, an error, a letter.

That no page says it to anybody else is tried with all addresses in tests/shape/test_access.py.
"""

import logging
from io import StringIO

import pytest
from django.apps import apps
from django.core import mail
from django.db import connection
from django.test import Client

from fuerwort.fund.actions import arrivals, statements, wishes
from fuerwort.fund.models import Payment
from fuerwort.project.logs import Lines
from tests.cast import Cast
from tests.fund import banks
from tests.shape.things import things
from tests.shape.things.income import HOLDER, IBAN

NAMES = (HOLDER, HOLDER.split()[0], IBAN, IBAN[-6:])


@pytest.fixture
def told():
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


@pytest.fixture
def objects(cast: Cast) -> dict[str, str]:
    return things(cast)


def test_no_column_of_the_database_holds_it_in_clear(objects: dict[str, str]) -> None:
    found, rows = [], 0
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(model._meta.db_table)}")
            for row in cursor.fetchall():
                rows += 1
                found += [model.__name__ for name in NAMES if name in str(row)]
    assert rows > 100
    assert found == []


def test_an_error_tells_nobody(
    cast: Cast, objects: dict[str, str], told: StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Something breaks while an account is being stored: neither the page nor the log repeats what was typed."""

    def broken(**more: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(wishes, "accept", broken)
    client = Client(raise_request_exception=False)
    client.force_login(cast.owner.person)
    sent = {"holder": HOLDER, "iban": IBAN, "read": "on"}
    answer = client.post(f"/spaces/kanal/income/mine/{objects['payee']}/account/", sent)
    assert answer.status_code == 500
    assert "RuntimeError" in told.getvalue()
    assert not [name for name in NAMES if name in answer.content.decode() + told.getvalue()]


def test_taking_in_what_the_bank_says_of_it_tells_no_log_and_no_letter(
    cast: Cast, objects: dict[str, str], told: StringIO, django_capture_on_commit_callbacks
) -> None:
    one = Payment.objects.select_related("run__plan__fund").get(public=objects["payment"])
    fund, on = one.run.plan.fund, one.run.on
    said = [banks.Paid(on, -one.cents, HOLDER, IBAN, "", one.reference),
            banks.Paid(on, one.cents, HOLDER, IBAN, "", one.reference, "AC04")]  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        statements.take_in(fund=fund, data=banks.camt(said), file="x", by=cast.treasurer, at=one.run.released_at)
    one.refresh_from_db()
    assert one.state == "returned"
    assert arrivals.matches(fund) == []
    assert "income.came-back" in told.getvalue()
    letters = "".join(str(letter.message()) for letter in mail.outbox)
    assert not [name for name in NAMES if name in letters + told.getvalue()]
