"""Several people answer at the same moment. SQLite lets one write after the other; PostgreSQL must be told to."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from fuerwort.experiences import actions
from fuerwort.experiences.models import Change
from tests import cast as people
from tests.cast import NOW, member
from tests.experiences.conftest import SITE, answer

pytestmark = pytest.mark.skipif(connection.vendor != "postgresql", reason="only one writes at a time on SQLite")


@pytest.fixture
def cast(transactional_db):
    return people.make()


def at_once(*doings: Callable[[], object]) -> None:
    start = Barrier(len(doings))

    def do(doing: Callable[[], object]) -> None:
        start.wait()
        try:
            doing()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(doings)) as pool:
        list(pool.map(do, doings))


def test_nobody_waits_for_each_other_and_each_change_is_counted(cast) -> None:
    asked = [actions.record(SITE, [cast.insider], by=cast.owner, at=NOW) for _ in range(12)]
    for some in (asked[:6], asked[6:]):
        at_once(*(lambda e=e: actions.confirm(e, by=cast.insider, at=NOW) for e in some))
    assert {answer(e, cast.insider) for e in asked} == {"confirmed"}
    assert Change.objects.filter(space=cast.space).count() == 12


def test_a_second_account_that_confirms_at_the_same_moment_waits_all_the_same(cast) -> None:
    for number in range(5):
        second = member(cast.space, f"Second{number} Account", joined=NOW - timedelta(days=1), invited_by=cast.insider)
        found = actions.record(SITE, [cast.insider, second], by=cast.owner, at=NOW)
        at_once(*(lambda m=m, e=found: actions.confirm(e, by=m, at=NOW) for m in (cast.insider, second)))
        assert (answer(found, cast.insider), answer(found, second)) == ("confirmed", "confirmed waits")


def test_pressed_twice_at_once_it_is_said_once(cast) -> None:
    found = actions.record(SITE, [cast.insider], by=cast.owner, at=NOW)
    at_once(*[lambda: actions.deny(found, by=cast.insider, at=NOW)] * 4)
    assert found.disputes.count() == 1


def test_the_same_form_sent_twice_at_once_records_once(cast) -> None:
    at_once(*[lambda: actions.record(SITE, [cast.insider], by=cast.owner, at=NOW, once="abcdefgh2345")] * 3)
    assert cast.space.experiences.count() == 1
