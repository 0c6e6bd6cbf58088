"""The founding evening: one list for everybody."""

import pytest

from fuerwort.experiences import actions, queries
from fuerwort.experiences.actions import EveningRefused
from fuerwort.experiences.models import Experience, FoundingEvening
from fuerwort.people.errors import Missing
from fuerwort.people.models import News
from fuerwort.people.queries.to_do import counted
from tests.cast import NOW
from tests.experiences.conftest import SITE, here


@pytest.fixture
def evening(cast) -> FoundingEvening:
    return actions.start_evening(by=cast.host, at=NOW)


@pytest.mark.parametrize("who", ["owner", "treasurer"])
def test_a_host_starts_and_ends_it(cast, evening, who: str) -> None:
    for verb in (actions.start_evening, lambda **how: actions.end_evening(evening, **how)):
        with pytest.raises(Missing):
            verb(by=cast.everybody[who], at=NOW)


def test_a_host_elsewhere_does_not_end_ours(cast, evening) -> None:
    with pytest.raises(Missing):
        actions.end_evening(evening, by=cast.stranger, at=NOW)
    with pytest.raises(Missing):
        queries.evening_for(here(cast.stranger), evening.public)


def test_there_is_one_at_a_time(cast, evening) -> None:
    with pytest.raises(EveningRefused):
        actions.start_evening(by=cast.host, at=NOW)
    for _ in range(2):
        actions.end_evening(evening, by=cast.host, at=NOW)
    assert queries.running_evening(here(cast.owner)) is None
    assert actions.start_evening(by=cast.host, at=NOW) != evening


def test_everybody_is_told_and_may_join(cast, evening) -> None:
    told = {news.membership for news in News.objects.filter(code="founding-evening.started")}
    assert told == {cast.owner, cast.insider, cast.treasurer, cast.newcomer}
    assert "founding-evening" in [one.code for one in counted(here(cast.owner), queries.in_the_space(here(cast.owner)))]


def test_all_see_what_all_enter_until_it_ends(cast, evening) -> None:
    entered = actions.record(SITE, [cast.insider], by=cast.owner, at=NOW, evening=evening)
    actions.record(SITE, [cast.insider], by=cast.owner, at=NOW)
    watching = here(cast.treasurer)
    [seen] = queries.progress(watching, evening, NOW).entries
    assert seen.experience == entered and len(seen.parts) == 2
    assert queries.experience_for(watching, entered.public, NOW).experience == entered
    ended = actions.end_evening(evening, by=cast.host, at=NOW)
    assert queries.progress(watching, ended, NOW).entries == []
    assert len(queries.progress(here(cast.insider), ended, NOW).entries) == 1
    with pytest.raises(Missing):
        queries.experience_for(watching, entered.public, NOW)


def test_a_no_looks_to_the_others_as_if_nothing_had_been_said(cast, evening) -> None:
    entered = actions.record(SITE, [cast.insider], by=cast.owner, at=NOW, evening=evening)
    actions.deny(entered, by=cast.insider, at=NOW)
    [seen] = queries.progress(here(cast.treasurer), evening, NOW).entries
    assert [part.counts for part in seen.parts] == [False, True] and not seen.knows_all


def test_it_counts_what_two_confirmed(cast, evening) -> None:
    for others in ([cast.insider], [cast.insider, cast.treasurer]):
        entered = actions.record(SITE, others, by=cast.owner, at=NOW, evening=evening)
        for other in others:
            actions.confirm(entered, by=other, at=NOW)
    actions.record(SITE, [cast.newcomer], by=cast.owner, at=NOW, evening=evening)
    found = queries.progress(here(cast.owner), evening, NOW)
    assert (len(found.entries), found.confirmed, found.people, found.pairs) == (3, 2, 3, 3)
    assert not found.enough


def test_what_is_typed_while_it_ends_is_kept(cast, evening) -> None:
    actions.end_evening(evening, by=cast.host, at=NOW)
    evening.refresh_from_db()
    assert actions.record(SITE, [cast.insider], by=cast.owner, at=NOW, evening=evening).evening is None
    assert Experience.objects.count() == 1
