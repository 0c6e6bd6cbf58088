"""The page everybody starts from, tried by the whole cast."""

import pytest
from django.utils import timezone


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
