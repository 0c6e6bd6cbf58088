"""Who a client is stays sealed: not in a dump, not in logs, addresses or mails, until it is released for one person."""

import logging

import pytest
import time_machine
from django.db import connection

from fuerwort.people.models import News
from fuerwort.referrals.actions import answers, introductions, suggesting
from fuerwort.referrals.models import Request
from tests.cast import NOW
from tests.letters import delivered, link
from tests.referrals.conftest import House
from tests.web.asking import SECRETS, send


def dump() -> str:
    """Every column of every table, as whoever steals the file would read it."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            found += [str(value) for row in cursor.fetchall() for value in row]
    return "\n".join(found)


def told(text: str) -> list[str]:
    """Which of the secrets it tells, whole or by their main word."""
    words = [*SECRETS, "Paddel", "ruderverein.example", "01704444"]
    return [word for word in words if word.lower() in text.lower()]


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


def test_until_it_is_released_nobody_learns_who_asked(client, house: House, caplog) -> None:
    caplog.set_level(logging.DEBUG)
    addresses = [send(client).url]
    letters = delivered()
    page = link(letters[-1], "/a/needs/")
    assert letters[-1].to == [SECRETS[1]]
    assert told(dump()) == [] and page.split("/")[3] not in dump(), "nor the token that opens the page"
    addresses += [page, client.post(page + "confirm/").url]
    request = Request.objects.get()
    suggesting.suggest(request=request, by=request.owner, at=NOW)
    request.refresh_from_db()
    suggesting.choose(request=request, by=request.owner, at=NOW)
    for placing in request.placings.all():
        answers.say_yes(placing=placing, by=placing.membership, at=NOW)
    one = request.placings.get(place=1)
    to_members = [letter for letter in delivered() if letter.to != [SECRETS[1]]]
    assert to_members and not [letter.subject for letter in to_members if told(letter.subject + letter.body)]
    assert not [row for row in News.objects.all() if told(str(row.facts))]
    before = len(delivered())
    introductions.release(placing=one, by=None, at=NOW)
    assert told(dump()) == [], "a released contact is sealed too"
    released = delivered()[before:]
    assert [letter.to for letter in released] == [[one.membership.person.email]] and told(released[0].body)
    assert told("\n".join(addresses)) == []
    assert told(caplog.text) == [], "and nothing of it was logged"


def test_a_form_that_is_refused_leaves_nothing_behind(client, house: House, caplog) -> None:
    caplog.set_level(logging.DEBUG)
    for wrong in ({"consent": None}, {"homepage": "x"}, {"stamp": "forged"}, {"text": ""}):
        assert told(send(client, **wrong).content.decode())  # it is still in the form
    assert told(dump()) == [] and told(caplog.text) == []
