"""The page everybody starts from, tried by the whole cast."""

import pytest
from django.utils import timezone

from fuerwort.experiences import actions
from fuerwort.people import queries
from fuerwort.web.steps import steps_of


@pytest.mark.parametrize(("who", "status"), [(None, 302), ("owner", 200), ("insider", 200), ("stranger", 404)])
def test_home(client, cast, who: str | None, status: int) -> None:
    if who:
        client.force_login(cast.everybody[who].person)
    assert client.get("/spaces/kanal/").status_code == status


def test_the_entrance_leads_to_the_only_space(client, cast) -> None:
    client.force_login(cast.owner.person)
    assert client.get("/home/").headers["Location"] == "/spaces/kanal/"


def test_a_newcomer_sees_the_first_steps_until_they_are_done_or_hidden(client, cast) -> None:
    cast.newcomer.joined_at = timezone.now()
    cast.newcomer.save()
    client.force_login(cast.newcomer.person)

    def page() -> str:
        return client.get("/spaces/kanal/", headers={"Accept-Language": "en"}).content.decode()

    assert "Say what you do" in page()
    assert "Your sponsor Hanne Host is the easiest to ask." not in page(), "only the next step says more"
    client.post("/spaces/kanal/steps/hide/")
    assert 'class="steps"' not in page()
    client.force_login(cast.owner.person)
    assert 'class="steps"' not in page(), "who has been here for long needs none"


def test_home_asks_for_time_once(client, cast) -> None:
    client.force_login(cast.owner.person)
    page = client.get("/spaces/kanal/").content.decode()
    assert 'class="taps"' not in page, "the list asks already"
    assert page.count('name="availability"') == 3
    client.post("/spaces/kanal/availability/", {"availability": "free"})
    page = client.get("/spaces/kanal/").content.decode()
    assert 'class="taps"' in page
    assert 'aria-pressed="true"' in page


def test_steps_know_what_was_done_elsewhere(cast) -> None:
    def states() -> list[str]:
        return [f"{step.code}:{step.state}" for step in steps_of(queries.here_for(cast.newcomer.person, "kanal"))]

    occasion = actions.Occasion("learning", 2.0, timezone.localdate())
    shared = actions.record(occasion, [cast.owner], by=cast.newcomer, at=timezone.now())
    assert "experience:later" in states()
    actions.confirm(shared, by=cast.owner, at=timezone.now())
    assert states() == [
        "profile:now",
        "capacity:later",
        "experience:done",
        "evening:later",
        "request:later",
        "work:later",
    ]


def test_only_home_itself_is_marked_as_home(client, cast) -> None:
    client.force_login(cast.owner.person)
    here = '<a href="/spaces/kanal/" aria-current="page"'
    assert here in client.get("/spaces/kanal/").content.decode()
    assert here not in client.get("/spaces/kanal/ties/").content.decode()
