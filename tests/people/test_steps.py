"""The first steps of somebody who is new."""

from datetime import timedelta

import pytest
from django.db.models import Exists
from django.urls import NoReverseMatch
from django.utils import translation

from fuerwort.people import queries
from fuerwort.people.actions import availability
from fuerwort.people.models import Space
from fuerwort.people.queries import steps
from fuerwort.people.queries.steps import first_steps, shows_steps
from tests.cast import NOW


@pytest.fixture
def here(cast, monkeypatch):
    """A house that has all pages."""
    monkeypatch.setattr(steps, "reverse", lambda name, args: f"/spaces/{args[0]}/{name}/")
    return queries.here_for(cast.newcomer.person, "kanal")


def states(found) -> str:
    return " ".join(f"{step.code}:{step.state}" for step in found)


def test_steps_follow_from_what_is_there(cast, here) -> None:
    assert states(first_steps(here, {})) == (
        "profile:now capacity:later experience:later evening:later request:later work:later"
    )
    here.membership.about = "Ich übersetze."
    here.membership.save()
    here.membership.fields.set([cast.translation])
    availability.say(by=here.membership, at=NOW, availability="little")
    here = queries.here_for(cast.newcomer.person, "kanal")
    assert states(first_steps(here, {"evening": Exists(Space.objects.all())})) == (
        "profile:done capacity:done experience:now evening:done request:later work:later"
    )


def test_whoever_has_a_sponsor_is_told_whom_to_ask(here) -> None:
    with translation.override("en"):
        assert first_steps(here, {})[2].text == "Your sponsor Hanne Host is the easiest to ask."
        here.membership.sponsor = None
        here.membership.save()
        assert "twenty seconds" in first_steps(here, {})[2].text


def test_a_step_without_a_page_is_left_out(cast, monkeypatch) -> None:
    def no_evenings(name: str, args: list[str]) -> str:
        if name == "evenings":
            raise NoReverseMatch
        return f"/{name}/"

    monkeypatch.setattr(steps, "reverse", no_evenings)
    here = queries.here_for(cast.newcomer.person, "kanal")
    assert states(first_steps(here, {})) == "profile:now capacity:later experience:later request:later work:later"


def test_they_are_shown_in_the_first_weeks_unless_hidden(here) -> None:
    assert shows_steps(here, NOW)
    assert not shows_steps(here, NOW + timedelta(weeks=8))
    here.membership.steps_hidden_at = NOW
    assert not shows_steps(here, NOW)
