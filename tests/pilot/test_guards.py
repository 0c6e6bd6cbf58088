"""The database refuses by itself, whatever the code would do."""

from collections.abc import Callable
from datetime import timedelta
from itertools import product

import pytest
from django.db import DatabaseError, connection, transaction

from fuerwort.pilot import guards
from fuerwort.pilot.models import (
    DAY,
    NEXT,
    Deviation,
    Draw,
    Lock,
    Participant,
    Pilot,
    Registration,
    Secret,
    Sheet,
    State,
)
from tests.cast import NOW, Cast


@pytest.fixture
def pilot(cast: Cast) -> Pilot:
    return Pilot.objects.create(space=cast.space, title="Ein Jahr", planned_at=NOW, planned_by=cast.host)


def refuses(says: str, do: Callable[[], object]) -> None:
    with pytest.raises(DatabaseError, match=says), transaction.atomic():
        do()


def go(pilot: Pilot, state: str) -> None:
    Pilot.objects.filter(pk=pilot.pk).update(state=state)


def path(to: str) -> list[str]:
    """A way from the plan to a state."""
    order = list(NEXT)
    return order[1 : order.index(to) + 1] if to != State.OFF else [State.OFF]


def committed(pilot: Pilot, cast: Cast, **more: object) -> Draw:
    facts = {"roster": "r", "commitment": "c", "committed_at": NOW, "committed_by": cast.host, "due": NOW + DAY}
    return Draw.objects.create(pilot=pilot, kind="numbers", **(facts | more))


@pytest.mark.parametrize("here", State.values)
def test_no_state_is_skipped_and_none_comes_back(pilot: Pilot, here: str) -> None:
    for step in path(here):
        go(pilot, step)
    for there in State.values:
        if there in NEXT[here] or there == here:
            with transaction.atomic():
                go(pilot, there)
                transaction.set_rollback(True)
        else:
            refuses("skipped", lambda there=there: go(pilot, there))


def test_all_pairs_were_tried() -> None:
    assert len(list(product(State.values, State.values))) == 81
    assert set(NEXT) == set(State.values)


def test_what_is_registered_stays(pilot: Pilot, cast: Cast) -> None:
    rows = Pilot.objects.filter(pk=pilot.pk)
    rows.update(title="Zwei Jahre", terms={"people": 40})
    Registration.objects.create(pilot=pilot, text="{}", sha256="0" * 64, at=NOW, by=cast.host)
    Deviation.objects.create(pilot=pilot, number=1, what="x", why="y", at=NOW, by=cast.host)
    go(pilot, State.REGISTERED)
    for change in ({"title": "Drei"}, {"terms": {"people": 41}}, {"version": 2}):
        refuses("stays", lambda change=change: rows.update(**change))
    refuses("stays", lambda: rows._raw_delete("default"))
    for kept in (Registration.objects.all(), Deviation.objects.all()):
        refuses("stays", lambda kept=kept: kept.update(at=NOW + DAY))
        refuses("stays", lambda kept=kept: kept._raw_delete("default"))


def test_a_pilot_begins_as_a_plan(cast: Cast) -> None:
    facts = {"space": cast.space, "title": "x", "planned_at": NOW, "planned_by": cast.host}
    refuses("begins", lambda: Pilot.objects.create(state=State.DRAWN, **facts))


def test_a_commitment_is_a_day_older_than_its_randomness(pilot: Pilot, cast: Cast) -> None:
    early = NOW + DAY - timedelta(seconds=1)
    refuses("a day older", lambda: committed(pilot, cast, due=early))
    refuses("without randomness", lambda: committed(pilot, cast, revealed="x", seed="s", drawn_at=NOW))
    committed(pilot, cast)


def test_a_draw_is_made_once(pilot: Pilot, cast: Cast) -> None:
    rows = Draw.objects.filter(pk=committed(pilot, cast).pk)
    refuses("one_draw_counts|UNIQUE", lambda: committed(pilot, cast))
    for change in ({"roster": "s"}, {"commitment": "d"}, {"due": NOW + 2 * DAY}, {"committed_at": NOW - DAY}):
        refuses("commitment stays", lambda change=change: rows.update(**change))
    refuses("a_draw_has_its_randomness", lambda: rows.update(revealed="x"))
    rows.update(revealed="x", seed="s", drawn_at=NOW + DAY)
    refuses("made once", lambda: rows.update(revealed="y"))
    refuses("made once", lambda: rows.update(void_at=NOW))
    refuses("commitment stays", lambda: rows._raw_delete("default"))


def test_tokens_arms_and_secrets_stay(pilot: Pilot, cast: Cast) -> None:
    one = Participant.objects.create(pilot=pilot, membership=cast.owner, token="t", joined_at=NOW)
    rows = Participant.objects.filter(pk=one.pk)
    refuses("token stays", lambda: rows.update(token="u"))
    refuses("only_a_roster_is_drawn", lambda: rows.update(arm="drawn"))
    rows.update(stratum="s1")
    rows.update(arm="drawn")
    refuses("drawn once", lambda: rows.update(arm="compared"))
    refuses("stays in the roster", lambda: rows._raw_delete("default"))
    rows.update(withdrawn_at=NOW, membership=None)
    Secret.objects.create(pilot=pilot, membership=cast.owner, hash="h", promised_at=NOW)
    refuses("promised secret stays", lambda: Secret.objects.update(hash="g"))
    Secret.objects.update(revealed="a")
    refuses("revealed secret stays", lambda: Secret.objects.update(revealed="b"))


def test_every_guard_stands_in_the_database(db) -> None:
    question = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    if connection.vendor == "postgresql":
        question = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    with connection.cursor() as cursor:
        cursor.execute(question)
        assert {row[0] for row in cursor.fetchall()} >= {name for name, _table in guards.names()}


def test_what_is_locked_stays(pilot: Pilot, cast: Cast) -> None:
    facts = {"code": "a", "answers": "{}"}
    Sheet.objects.create(pilot=pilot, wave=1, **facts)
    other = Pilot.objects.create(space=cast.space, title="Noch eins", planned_at=NOW, planned_by=cast.host)
    elsewhere = Sheet.objects.create(pilot=other, wave=2, **facts)
    lock = {"at": NOW, "by": cast.host, "data": "{}", "sha256": "0" * 64, "beside": "{}"}
    Lock.objects.create(pilot=pilot, **lock)
    mine = Sheet.objects.filter(pilot=pilot)
    refuses("what is locked stays", lambda: Sheet.objects.create(pilot=pilot, wave=2, **facts))
    refuses("what is locked stays", lambda: mine.update(answers='{"ONS1": 1}'))
    refuses("what is locked stays", lambda: mine.update(pilot=other))
    refuses("what is locked stays", lambda: Sheet.objects.filter(pk=elsewhere.pk).update(pilot=pilot))
    refuses("what is locked stays", mine.delete)
    for change in ({"data": "[]"}, {"sha256": "1" * 64}, {"beside": "[]"}, {"at": NOW + DAY}):
        refuses("what is locked stays", lambda change=change: Lock.objects.update(**change))
    refuses("what is locked stays", lambda: Lock.objects.all()._raw_delete("default"))
    Sheet.objects.filter(pilot=other).update(answers='{"ONS1": 1}')
    assert mine.get().answers == "{}"
