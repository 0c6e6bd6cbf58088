"""A good word rests on an experience that both confirmed."""

import pytest

from fuerwort.experiences import actions, queries
from fuerwort.experiences.actions import VouchRefused
from fuerwort.experiences.models import Vouch
from fuerwort.people.errors import Missing
from fuerwort.people.models import News
from tests.cast import NOW
from tests.experiences.conftest import here


@pytest.fixture
def said(cast, confirmed) -> Vouch:
    return actions.vouch(confirmed, cast.insider, " Ines hält  Wort. ", by=cast.owner, at=NOW)


def words(cast) -> list[str]:
    return [vouch.text for vouch in queries.vouches_for(here(cast.treasurer), cast.insider)]


def test_it_stands_on_the_profile_and_the_colleague_is_told(cast, said) -> None:
    assert words(cast) == ["Ines hält Wort."]
    assert News.objects.get(code="vouch.given").membership == cast.insider


def test_another_word_replaces_the_first(cast, said, confirmed) -> None:
    actions.vouch(confirmed, cast.insider, "Immer gern.", by=cast.owner, at=NOW)
    assert words(cast) == ["Immer gern."]


def test_without_both_confirming_there_is_no_word(cast, recorded) -> None:
    with pytest.raises(VouchRefused):
        actions.vouch(recorded, cast.insider, "Gern.", by=cast.owner, at=NOW)


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 501])
def test_it_says_something_in_few_words(cast, confirmed, text: str) -> None:
    with pytest.raises(VouchRefused):
        actions.vouch(confirmed, cast.insider, text, by=cast.owner, at=NOW)


def test_nobody_vouches_for_themselves_or_for_whoever_was_not_there(cast, confirmed) -> None:
    for about in (cast.owner, cast.host, cast.stranger):
        with pytest.raises(VouchRefused):
            actions.vouch(confirmed, about, "Gern.", by=cast.owner, at=NOW)


@pytest.mark.parametrize("who", ["host", "stranger"])
def test_whoever_was_not_there_says_nothing(cast, confirmed, who: str) -> None:
    with pytest.raises(Missing):
        actions.vouch(confirmed, cast.insider, "Gern.", by=cast.everybody[who], at=NOW)


@pytest.mark.parametrize("who", ["owner", "insider"])
def test_whoever_said_it_and_whoever_it_is_about_take_it_back(cast, said, who: str) -> None:
    for _ in range(2):
        actions.withdraw_vouch(said, by=cast.everybody[who], at=NOW)
    assert words(cast) == []


def test_nobody_else_does(cast, said) -> None:
    for who in ("host", "stranger"):
        with pytest.raises(Missing):
            actions.withdraw_vouch(said, by=cast.everybody[who], at=NOW)
        with pytest.raises(Missing):
            queries.vouch_for(here(cast.everybody[who]), said.public)
    assert words(cast) == ["Ines hält Wort."]


@pytest.mark.parametrize("who", ["owner", "insider"])
def test_it_falls_with_what_it_rests_on(cast, said, confirmed, who: str) -> None:
    actions.take_back(confirmed, by=cast.everybody[who], at=NOW)
    assert words(cast) == []


def test_whoever_left_is_not_quoted(cast, said) -> None:
    cast.owner.left_at = NOW
    cast.owner.save()
    assert words(cast) == []
