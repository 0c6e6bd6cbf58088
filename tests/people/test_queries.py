"""Who may see whom."""

from datetime import timedelta

import pytest

from fuerwort.people import links, queries
from fuerwort.people.errors import Missing
from tests.cast import NOW


def test_a_member_is_here_and_a_stranger_is_not(cast) -> None:
    assert queries.here_for(cast.owner.person, "kanal").membership == cast.owner
    for person, slug in ((cast.stranger.person, "kanal"), (cast.owner.person, "nowhere")):
        with pytest.raises(Missing):
            queries.here_for(person, slug)


def test_whoever_left_is_not_here(cast) -> None:
    cast.owner.left_at = NOW
    cast.owner.save()
    with pytest.raises(Missing):
        queries.here_for(cast.owner.person, "kanal")


def test_members_of_another_space_are_missing(cast) -> None:
    here = queries.here_for(cast.owner.person, "kanal")
    assert queries.member_for(here, cast.insider.public) == cast.insider
    with pytest.raises(Missing):
        queries.member_for(here, cast.stranger.public)


def test_a_link_serves_one_purpose(settings) -> None:
    token = links.sign("confirm", part="abc")
    assert links.unsign("confirm", token, timedelta(days=1)) == {"part": "abc"}
    for purpose, wrong in (("deny", token), ("confirm", token[:-1] + "x")):
        with pytest.raises(Missing):
            links.unsign(purpose, wrong, timedelta(days=1))
    with pytest.raises(Missing):
        links.unsign("confirm", token, timedelta(seconds=-1))
