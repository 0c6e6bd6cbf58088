"""Answers: agreed to by itself, kept apart from who gave them, reminded of twice, ended without a loss."""

import json
from datetime import date, timedelta

import pytest
from django.db import connection

from fuerwort.people.errors import Missing
from fuerwort.people.models import Event, News
from fuerwort.pilot.actions import answers
from fuerwort.pilot.actions.answers import AnswersRefused
from fuerwort.pilot.asking import CONSENT, schedule_of, wave_of
from fuerwort.pilot.items import core
from fuerwort.pilot.models import Code, Participant, Pilot, Sheet, State
from fuerwort.pilot.queries.answers import answered, mine_for, own_sheets
from tests.cast import NOW, Cast
from tests.pilot import asked
from tests.referrals.conftest import here
from tests.tables import table


@pytest.fixture
def mine(cast: Cast) -> Participant:
    pilot = asked.pilot(cast.space, cast.host)
    return asked.drawn(pilot, [cast.owner, cast.insider, cast.treasurer, cast.newcomer], cast.host)[0]


def test_nobody_is_asked_who_did_not_agree(mine: Participant, cast: Cast) -> None:
    with pytest.raises(AnswersRefused):
        answers.answer(participant=mine, said={"ONS1": 7}, by=cast.owner, at=NOW)
    asked.agreed(mine)
    assert answers.answer(participant=mine, said={"ONS1": 7}, by=cast.owner, at=NOW).wave == 1


def test_agreeing_means_the_text_that_was_read(mine: Participant, cast: Cast) -> None:
    with pytest.raises(AnswersRefused):
        answers.agree(participant=mine, version=CONSENT + 1, by=cast.owner, at=NOW)
    with pytest.raises(Missing):
        answers.agree(participant=mine, version=CONSENT, by=cast.host, at=NOW)


def test_screen_after_screen_is_kept_and_can_be_changed(mine: Participant, cast: Cast) -> None:
    asked.agreed(mine)
    answers.answer(participant=mine, said={"ONS1": 7, "ONS4": 3}, by=cast.owner, at=NOW)
    answers.answer(participant=mine, said={"SEC": 2, "ONS4": None}, by=cast.owner, at=NOW)
    found = mine_for(here(cast.owner), mine.pilot.public, NOW)
    assert found.answers == {"ONS1": 7, "SEC": 2}
    assert found.sent_on is None
    answers.answer(participant=mine, said={}, by=cast.owner, at=NOW, send=True)
    assert mine_for(here(cast.owner), mine.pilot.public, NOW).sent_on == NOW.date()


@pytest.mark.parametrize("said", [{"ONS1": 11}, {"ONS1": -1}, {"GSE1": 3}, {"nothing": 1}])
def test_what_is_not_asked_is_not_kept(mine: Participant, cast: Cast, said: dict[str, int]) -> None:
    asked.agreed(mine)
    with pytest.raises(AnswersRefused):
        answers.answer(participant=mine, said=said, by=cast.owner, at=NOW)
    assert not Sheet.objects.exists()


def test_another_person_cannot_answer(mine: Participant, cast: Cast) -> None:
    asked.agreed(mine)
    with pytest.raises(Missing):
        answers.answer(participant=mine, said={"ONS1": 7}, by=cast.host, at=NOW)
    with pytest.raises(Missing):
        mine_for(here(cast.host), mine.pilot.public, NOW)


def test_withdrawing_ends_the_questions_and_nothing_else(mine: Participant, cast: Cast) -> None:
    asked.agreed(mine)
    answers.answer(participant=mine, said={"ONS1": 7}, by=cast.owner, at=NOW)
    answers.withdraw(participant=mine, by=cast.owner, at=NOW)
    mine.refresh_from_db()
    assert mine.arm == "drawn"  # whoever pays reads this, and nothing of consent
    assert Sheet.objects.count() == 1
    with pytest.raises(AnswersRefused):
        answers.answer(participant=mine, said={"ONS1": 8}, by=cast.owner, at=NOW)
    answers.withdraw(participant=mine, by=cast.owner, at=NOW, forget=True)
    assert not Sheet.objects.exists()
    asked.agreed(mine)
    assert answers.answer(participant=mine, said={"ONS1": 8}, by=cast.owner, at=NOW)


def test_tables_alone_tell_neither_who_nor_what(mine: Participant, cast: Cast) -> None:
    asked.agreed(mine)
    sheet = answers.answer(participant=mine, said={"HOURS1": 73, "ONS1": 7}, by=cast.owner, at=NOW)
    code = Code.objects.get(participant=mine).code
    with connection.cursor() as cursor:
        cursor.execute("SELECT code FROM pilot_code")
        assert code not in str(cursor.fetchall())
        cursor.execute("SELECT * FROM pilot_sheet")
        rows = str(cursor.fetchall())
    assert "73" not in rows.replace(str(sheet.pk), "").replace(sheet.pk.hex, "").replace(code, "").split("gAAAA")[0]
    assert "HOURS1" not in rows
    assert json.loads(sheet.answers)["HOURS1"] == 73
    assert not Event.objects.filter(verb="pilot.answered").exists()


def test_a_new_wave_is_in_the_news_twice_at_most(mine: Participant, cast: Cast) -> None:
    asked.agreed(mine)
    early = NOW.replace(day=2)
    assert answers.remind(at=early) == 1
    assert answers.remind(at=early) == 0
    assert answers.remind(at=NOW) == 1
    assert answers.remind(at=NOW + timedelta(days=5)) == 0
    assert set(News.objects.filter(code="pilot.asks").values_list("membership", flat=True)) == {cast.owner.pk}
    answers.answer(participant=mine, said={"ONS1": 5}, by=cast.owner, at=NOW, send=True)
    assert not News.objects.filter(code="pilot.asks", read_at=None).exists()
    december = NOW + timedelta(days=20)
    assert answers.remind(at=december) == 1
    assert answers.remind(at=december + timedelta(days=100)) == 0


def test_a_pause_is_a_pause(mine: Participant, cast: Cast) -> None:
    asked.agreed(mine)
    answers.pause(participant=mine, by=cast.owner, at=NOW)
    assert answers.remind(at=NOW) == 0
    answers.pause(participant=mine, by=cast.owner, at=NOW, on=False)
    assert answers.remind(at=NOW) == 1


def test_hosts_read_no_count_below_five(mine: Participant, cast: Cast) -> None:
    asked.agreed(mine)
    answers.answer(participant=mine, said={"ONS1": 5}, by=cast.owner, at=NOW, send=True)
    assert answered(mine.pilot) == [(1, None, None)]


def test_ones_own_export_holds_ones_own_answers(mine: Participant, cast: Cast) -> None:
    asked.agreed(mine)
    answers.answer(participant=mine, said={"ONS1": 5}, by=cast.owner, at=NOW)
    assert own_sheets(cast.owner) == [{"pilot": mine.pilot.title, "wave": 1, "answers": {"ONS1": 5}}]
    assert own_sheets(cast.host) == []


@pytest.mark.parametrize("row", table("answers.md"), ids=lambda row: row["day"])
def test_each_day_has_its_questions(cast: Cast, row: dict[str, str]) -> None:
    first = date(2026, 11, 1)
    pilot = Pilot(space=cast.space, first=first, terms={"before": 3, "months": 6, "later": 3})
    pilot.state = State.DRAWN if row["drawn yet"] == "yes" else State.ENROLLING
    wave = wave_of(pilot, date.fromisoformat(row["day"]))
    assert str(wave).lower() == row["wave"]
    asked_then = schedule_of(pilot).items(wave, core()) if wave is not None else ()
    assert len(asked_then) == int(row["questions"])
