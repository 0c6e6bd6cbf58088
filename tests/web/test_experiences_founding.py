"""The founding evening: everybody's form, one list, a summary."""

import pytest
import time_machine

from fuerwort.experiences import actions
from fuerwort.experiences.models import Experience, FoundingEvening
from tests.cast import NOW
from tests.web.experiences import recorded, typed

EVENINGS = "/spaces/kanal/founding/"


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def evening(cast) -> FoundingEvening:
    return actions.start_evening(by=cast.host, at=NOW)


def htmx(target: str) -> dict[str, str]:
    return {"hx-request": "true", "hx-target": target}


def test_only_hosts_start_one(client, cast) -> None:
    client.force_login(cast.owner.person)
    assert "Abend beginnen" not in client.get(EVENINGS).content.decode()
    assert client.post(EVENINGS).status_code == 404
    client.force_login(cast.host.person)
    page = client.post(EVENINGS, follow=True)
    assert page.request["PATH_INFO"] == f"{EVENINGS}{FoundingEvening.objects.get().public}/"
    assert page.content.decode().count("<svg") > 1  # the code to join in


def test_starting_twice_leads_to_the_one_that_runs(client, cast, evening) -> None:
    client.force_login(cast.host.person)
    assert client.post(EVENINGS)["Location"] == f"{EVENINGS}{evening.public}/"


def test_what_one_enters_all_see_and_those_concerned_confirm(client, cast, evening) -> None:
    page = f"{EVENINGS}{evening.public}/"
    client.force_login(cast.owner.person)
    answer = client.post(page, typed(cast.insider), follow=True)
    assert "Gespeichert, Ines Insider wird gefragt." in answer.content.decode()
    found = Experience.objects.get()
    assert found.evening == evening
    client.force_login(cast.treasurer.person)
    seen = client.get(page).content.decode()
    assert "Geputzt" in seen and 'name="answer"' not in seen
    client.force_login(cast.insider.person)
    assert 'name="answer"' in client.get(page).content.decode()
    client.post(f"/spaces/kanal/experiences/{found.public}/answer/", {"answer": "yes", "next": page})
    assert "1 davon bestätigt" in client.get(page).content.decode()


def test_htmx_asks_for_the_list_alone_or_brings_it_along(client, cast, evening) -> None:
    page = f"{EVENINGS}{evening.public}/"
    client.force_login(cast.owner.person)
    polled = client.get(page, headers=htmx("entries")).content.decode()
    assert (
        polled.strip().startswith("<section") and '<form class="form"' not in polled and 'hx-trigger="every' in polled
    )
    entered = client.post(page, typed(cast.insider), headers=htmx("entry"), follow=True).content.decode()
    assert 'id="entry"' in entered and 'hx-swap-oob="true"' in entered and "Geputzt" in entered
    assert 'value="geputzt"' not in entered


def test_an_entry_with_an_error_keeps_what_was_typed(client, cast, evening) -> None:
    client.force_login(cast.owner.person)
    for headers in ({}, htmx("entry")):
        answer = client.post(f"{EVENINGS}{evening.public}/", typed(text="den Hof gefegt"), headers=headers)
        assert 'value="den Hof gefegt"' in answer.content.decode()
    assert not Experience.objects.exists()


def test_it_ends_with_a_summary_and_nothing_on_the_way_is_lost(client, cast, evening) -> None:
    page = f"{EVENINGS}{evening.public}/"
    found = recorded(cast.owner, cast.insider, evening=evening)
    actions.confirm(found, by=cast.insider, at=NOW)
    client.force_login(cast.host.person)
    summary = client.post(f"{page}end/", follow=True).content.decode()
    assert "Was aus dem Abend wurde" in summary and "Die Seite des Fahrradvereins" in summary
    client.force_login(cast.owner.person)
    assert "Der Abend ist zu Ende." in client.get(page, headers=htmx("entries")).content.decode()
    late = client.post(page, typed(cast.insider), headers=htmx("entry"), follow=True).content.decode()
    assert "Der Abend ist zu Ende." in late
    assert Experience.objects.filter(text="geputzt", evening=None).exists()


def test_what_waits_for_a_host_is_said_to_hosts(client, cast, evening) -> None:
    found = recorded(cast.newcomer, cast.host, evening=evening)
    actions.confirm(found, by=cast.host, at=NOW)
    client.force_login(cast.host.person)
    assert "/desk/confirmations/" in client.get(f"{EVENINGS}{evening.public}/").content.decode()
    client.force_login(cast.owner.person)
    assert "/desk/confirmations/" not in client.get(f"{EVENINGS}{evening.public}/").content.decode()
