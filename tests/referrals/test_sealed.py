"""Whoever has the database has no contact: not in a dump, not in the log, not in an address."""

import logging

import pytest
from django.db import connection

from fuerwort.people.models import Event, News
from fuerwort.referrals.actions import answers, introductions
from fuerwort.referrals.models import Need
from tests.cast import NOW
from tests.referrals.conftest import CLIENT, House

TRACES = ("petra", "paddel", "ruderverein.example", "0170 4444")


def dump() -> str:
    """Every column of every table, as somebody with a copy of the database reads it."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found += [str(value) for row in cursor.fetchall() for value in row]
    return "\n".join(found).lower()


@pytest.fixture
def introduced(house: House, caplog) -> Need:
    caplog.set_level(logging.DEBUG)
    request = house.chosen()
    for placing in request.placings.select_related("membership"):
        answers.say_yes(placing=placing, by=placing.membership, at=NOW)
    introductions.release(placing=request.placings.first(), by=None, at=NOW)
    return Need.objects.get()


def test_a_full_dump_holds_no_contact_and_no_token(introduced: Need) -> None:
    assert (introduced.client, introduced.email, introduced.token) == (CLIENT.name, CLIENT.email, "t0")
    whole = dump()
    assert introduced.token_hash in whole
    assert [trace for trace in (*TRACES, "/r/t0") if trace in whole] == []


def test_neither_log_nor_news_nor_events_hold_it(introduced: Need, caplog) -> None:
    facts = [str(row) for model in (Event, News) for row in model.objects.values_list("facts", flat=True)]
    told = caplog.text.lower() + " ".join(facts).lower()
    assert [trace for trace in TRACES if trace in told] == []
