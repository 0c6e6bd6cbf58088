"""Locked once, by a hash, without a word of who received; compared only then, and nothing small comes out."""

import json

import numpy as np
import pytest
from django.db import connection

from fuerwort.people.errors import Missing
from fuerwort.people.models import Membership
from fuerwort.pilot import guards, jobs, snapshot
from fuerwort.pilot.actions import answers, locking
from fuerwort.pilot.actions.answers import AnswersRefused
from fuerwort.pilot.actions.locking import LockRefused
from fuerwort.pilot.models import Participant, Pilot, Sheet, State
from fuerwort.referrals.actions import outcomes
from fuerwort.referrals.actions.answers import say_yes
from fuerwort.referrals.models import Outcome
from tests import cast as people
from tests.cast import NOW, Cast
from tests.pilot import asked
from tests.referrals.conftest import House, shared

MANY = 44


def answer(one: Participant, wave: int, value: int) -> None:
    """As it stands after the actions: tests/pilot/test_answers.py tries those."""
    said = {"ONS1": value, "S1": 1 + value % 5, "O2": 1 + (value + wave) % 5}
    Sheet.objects.create(pilot=one.pilot, code=one.code.code, wave=wave, answers=json.dumps(said), sent_on=NOW.date())


@pytest.fixture
def pilot(cast: Cast) -> Pilot:
    members: list[Membership] = [people.member(cast.space, f"M{number} Mitglied") for number in range(MANY)]
    made = asked.pilot(cast.space, cast.host, primary="ONS1", family=["openness"])
    rng = np.random.default_rng(1)
    for one in asked.drawn(made, members, cast.host):
        asked.agreed(one)
        level = int(rng.integers(3, 6))
        for wave in (0, 1, 2):
            answer(
                one,
                wave,
                int(np.clip(level + rng.integers(-1, 2) + (3 if one.arm == "drawn" and wave > 0 else 0), 0, 10)),
            )
    return made


def test_it_goes_from_the_lock_to_the_report(pilot: Pilot, cast: Cast) -> None:
    with pytest.raises(LockRefused):
        locking.order(pilot=pilot, by=cast.host, at=NOW)
    kept = locking.lock(pilot=pilot, by=cast.host, at=NOW)
    assert "drawn" not in kept.data
    assert len(json.loads(kept.data)["rows"]) == MANY
    report = locking.order(pilot=pilot, by=cast.host, at=NOW)
    jobs.analyse.call(report.public)
    report.refresh_from_db()
    assert (report.step, report.problem) == ("done", "")
    assert report.inside["verdict"] == "higher"
    assert report.inside["findings"][0]["p"] < 0.05
    assert report.data_sha256 == kept.sha256
    pilot.refresh_from_db()
    assert pilot.state == State.REPORTED
    once = report.inside
    locking.compute(report=report, at=NOW)
    assert report.inside == once


def test_what_is_locked_is_closed(pilot: Pilot, cast: Cast) -> None:
    one = pilot.participants.first()
    locking.lock(pilot=pilot, by=cast.host, at=NOW)
    with pytest.raises(AnswersRefused):
        answers.answer(participant=one, said={"ONS1": 1}, by=one.membership, at=NOW)
    with pytest.raises(LockRefused):
        locking.lock(pilot=pilot, by=cast.host, at=NOW)
    before = Sheet.objects.count()
    answers.withdraw(participant=one, by=one.membership, at=NOW, forget=True)
    assert Sheet.objects.count() == before


def test_members_lock_nothing(pilot: Pilot, cast: Cast) -> None:
    for who in (cast.owner, cast.treasurer, cast.stranger):
        with pytest.raises(Missing):
            locking.lock(pilot=pilot, by=who, at=NOW)


def test_other_data_than_those_locked_are_not_analysed(pilot: Pilot, cast: Cast) -> None:
    kept = locking.lock(pilot=pilot, by=cast.host, at=NOW)
    with connection.cursor() as cursor:  # the database refuses it (test_guards.py): somebody took its guards away
        for name, table in guards.names():
            if table == "pilot_lock":
                cursor.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if connection.vendor == "postgresql" else ""))
    kept.data = kept.data.replace('"ONS1":4', '"ONS1":9', 1)
    kept.save(update_fields=["data"])
    report = locking.order(pilot=pilot, by=cast.host, at=NOW)
    jobs.analyse.call(report.public)
    report.refresh_from_db()
    assert report.step == "failed"
    assert report.problem
    assert not report.inside


def test_without_answers_it_says_so(cast: Cast) -> None:
    members = [people.member(cast.space, f"M{number} Mitglied") for number in range(4)]
    made = asked.pilot(cast.space, cast.host)
    asked.drawn(made, members, cast.host)
    locking.lock(pilot=made, by=cast.host, at=NOW)
    report = locking.order(pilot=made, by=cast.host, at=NOW)
    jobs.analyse.call(report.public)
    report.refresh_from_db()
    assert report.step in ("done", "failed")
    assert not report.inside.get("findings")


def test_of_who_did_not_agree_nothing_is_counted_and_of_who_ended_it_nothing_more(pilot: Pilot, cast: Cast) -> None:
    never, ended, stays = pilot.participants.select_related("membership").order_by("pk")[:3]
    never.code.delete()
    answers.withdraw(participant=ended, by=ended.membership, at=NOW)
    for one in (never, ended, stays):
        shared(one.membership, cast.host, hours=2.0, days=21)
        shared(one.membership, cast.host, hours=3.0, days=2)
    locked, _drawn, _ties = snapshot.take(pilot)
    table = locked.seen["hours: cooperation"]
    code_of = {one.pk: one.code.code for one in pilot.participants.select_related("code")}
    row = [table[[one.code for one in locked.rows].index(code_of[one.pk])] for one in (never, ended, stays)]
    assert [part[:2] for part in row] == [
        [pytest.approx(float("nan"), nan_ok=True)] * 2,
        [2.0, pytest.approx(float("nan"), nan_ok=True)],
        [2.0, 3.0],
    ]


def test_what_clients_said_goes_with_the_lock(pilot: Pilot, house: House, cast: Cast) -> None:
    request = house.chosen()
    first = request.placings.select_related("membership").get(place=1)
    for placing in request.placings.select_related("membership"):
        say_yes(placing=placing, by=placing.membership, at=NOW)
    outcomes.close(request=request, said="work", by=None, at=NOW, with_placing=first)
    outcomes.judge(request=request, good="no")
    other = asked.pilot(cast.space, cast.host)
    asked.drawn(other, [cast.owner, cast.insider], cast.host)
    locking.lock(pilot=pilot, by=cast.host, at=NOW)
    assert Outcome.objects.get().good == "no", "the other pilot still counts it"
    locking.lock(pilot=other, by=cast.host, at=NOW)
    assert Outcome.objects.get().good == ""
