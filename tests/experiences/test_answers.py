"""Yes and no, by those who took part and for themselves only."""

from datetime import timedelta

import pytest

from fuerwort.experiences import actions, queries, snapshot
from fuerwort.experiences.actions import AnswerRefused
from fuerwort.experiences.models import Change, Dispute, Experience
from fuerwort.people.errors import Missing
from fuerwort.people.models import Event, News
from tests.cast import NOW
from tests.experiences.conftest import SITE, answer, here

LATER = NOW + timedelta(hours=25)


def ties(cast) -> int:
    return len(snapshot.pairs(cast.space).a)


def changes(cast) -> int:
    return Change.objects.filter(space=cast.space).count()


def test_yes_makes_a_tie_and_tells_the_one_who_recorded(cast, recorded) -> None:
    assert ties(cast) == 0
    actions.confirm(recorded, by=cast.insider, at=NOW)
    assert (answer(recorded, cast.insider), ties(cast)) == ("confirmed", 1)
    assert News.objects.get(code="experience.confirmed").membership == cast.owner
    assert News.objects.get(code="experience.asked").read_at == NOW


def test_yes_twice_is_yes_once(cast, confirmed) -> None:
    before = (Event.objects.count(), News.objects.count(), changes(cast))
    actions.confirm(confirmed, by=cast.insider, at=LATER)
    assert confirmed.participations.get(membership=cast.insider).answered_at == NOW
    assert (Event.objects.count(), News.objects.count(), changes(cast)) == before


@pytest.mark.parametrize("verb", [actions.confirm, actions.deny, actions.reopen, actions.take_back])
@pytest.mark.parametrize("who", ["host", "treasurer", "newcomer", "stranger"])
def test_nobody_answers_for_others(cast, recorded, verb, who: str) -> None:
    with pytest.raises(Missing):
        verb(recorded, by=cast.everybody[who], at=NOW)
    assert answer(recorded, cast.insider) == "open"


def test_whoever_left_answers_no_more(cast, recorded) -> None:
    cast.insider.left_at = NOW
    cast.insider.save()
    with pytest.raises(Missing):
        actions.confirm(recorded, by=cast.insider, at=NOW)


def test_what_was_withdrawn_is_missing(cast, recorded) -> None:
    actions.withdraw(Experience.objects.get(pk=recorded.pk), by=cast.owner, at=NOW)
    with pytest.raises(Missing):
        actions.confirm(recorded, by=cast.insider, at=NOW)


def test_no_is_seen_by_hosts_and_settled_by_them(cast, recorded) -> None:
    actions.deny(recorded, by=cast.insider, at=NOW, note=" Das war  Ida. ")
    assert answer(recorded, cast.insider) == "denied"
    assert Dispute.objects.get().note == "Das war Ida."
    told = News.objects.filter(code="dispute.opened")
    assert [news.membership for news in told] == [cast.host]
    assert not News.objects.filter(membership=cast.owner).exists()


def test_no_twice_is_no_once_and_a_note_may_follow(cast, recorded) -> None:
    for note in ("", "Das war Ida.", ""):
        actions.deny(recorded, by=cast.insider, at=NOW, note=note)
    assert Dispute.objects.get().note == "Das war Ida."
    assert Event.objects.filter(verb="experience.denied").count() == 1


def test_undo_leaves_the_question_open_and_no_dispute(cast, recorded) -> None:
    actions.deny(recorded, by=cast.insider, at=NOW)
    actions.reopen(recorded, by=cast.insider, at=NOW)
    assert answer(recorded, cast.insider) == "open"
    assert not Dispute.objects.exists() and not News.objects.filter(code="dispute.opened").exists()
    assert News.objects.get(code="experience.asked").read_at is None
    actions.reopen(recorded, by=cast.insider, at=NOW)


def test_undoing_a_yes_takes_the_tie_and_the_news_along(cast, confirmed) -> None:
    actions.reopen(confirmed, by=cast.insider, at=NOW)
    assert ties(cast) == 0
    assert not News.objects.filter(code="experience.confirmed").exists()


def test_undo_lasts_a_day(cast, confirmed) -> None:
    with pytest.raises(AnswerRefused):
        actions.reopen(confirmed, by=cast.insider, at=LATER)


def test_whoever_recorded_it_neither_undoes_nor_denies_but_withdraws_or_takes_back(cast, recorded) -> None:
    for verb in (actions.reopen, actions.deny):
        with pytest.raises(AnswerRefused):
            verb(recorded, by=cast.owner, at=NOW)
    actions.take_back(recorded, by=cast.owner, at=LATER)
    assert answer(recorded, cast.owner) == "denied"


def test_a_confirmation_is_taken_back_quietly_at_any_time(cast, confirmed) -> None:
    news = News.objects.exclude(code="experience.confirmed").count()
    actions.take_back(confirmed, by=cast.insider, at=NOW + timedelta(days=400))
    assert (answer(confirmed, cast.insider), ties(cast)) == ("denied", 0)
    assert not Dispute.objects.exists()
    assert News.objects.count() == news


def test_whoever_took_back_may_say_yes_again(cast, confirmed) -> None:
    actions.take_back(confirmed, by=cast.insider, at=LATER)
    actions.confirm(confirmed, by=cast.insider, at=LATER)
    assert ties(cast) == 1


def test_a_no_becomes_a_yes_and_there_is_nothing_left_to_settle(cast, recorded) -> None:
    actions.deny(recorded, by=cast.insider, at=NOW)
    actions.confirm(recorded, by=cast.insider, at=LATER)
    assert ties(cast) == 1 and not Dispute.objects.exists()


def test_what_nobody_claims_any_more_is_no_question(cast, recorded) -> None:
    assert [seen.experience for seen in queries.open_questions(here(cast.insider), NOW)] == [recorded]
    actions.take_back(recorded, by=cast.owner, at=LATER)
    assert queries.open_questions(here(cast.insider), LATER) == []


def test_each_change_of_ties_is_counted(cast, recorded) -> None:
    actions.confirm(recorded, by=cast.insider, at=NOW)
    first = changes(cast)
    actions.record(SITE, [cast.insider], by=cast.owner, at=NOW)
    assert changes(cast) == first
    actions.take_back(recorded, by=cast.insider, at=NOW)
    assert changes(cast) == first + 1
    actions.withdraw(recorded, by=cast.owner, at=NOW)
    assert changes(cast) == first + 2
