"""One's own experiences, and the page of one."""

from datetime import timedelta

import pytest
import time_machine

from fuerwort.experiences import actions
from fuerwort.experiences.models import Dispute, Experience
from tests.cast import NOW
from tests.web.experiences import PAGES, recorded


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        yield


def at(client, who) -> None:
    client.force_login(who.person)


def test_open_questions_come_first_with_a_button_each(client, cast) -> None:
    recorded(cast.owner, cast.insider)
    at(client, cast.insider)
    page = client.get(PAGES).content.decode()
    assert page.index("Die Seite des Fahrradvereins") < page.index("Bisher")
    assert page.count('value="yes"') == page.count('value="no"') == 1
    at(client, cast.owner)
    page = client.get(PAGES).content.decode()
    assert page.index("Bisher") < page.index("Die Seite des Fahrradvereins")
    assert "Noch keine Antwort: Ines Insider." in page


def test_an_empty_page_says_what_to_do(client, cast) -> None:
    at(client, cast.owner)
    page = client.get(PAGES).content.decode()
    assert "zwanzig Sekunden" in page and f'href="{PAGES}record/"' in page


def test_kinds_are_told_apart_and_nonsense_is_everything(client, cast) -> None:
    recorded(cast.owner, cast.insider)
    at(client, cast.owner)
    shown = {
        kind: "Fahrradverein" in client.get(f"{PAGES}?kind={kind}").content.decode()
        for kind in ("cooperation", "care", "x")
    }
    assert shown == {"cooperation": True, "care": False, "x": True}


@pytest.mark.parametrize("where", ["list", "page", "home"])
def test_one_tap_confirms_and_leads_back(client, cast, where: str) -> None:
    found = recorded(cast.owner, cast.insider)
    at(client, cast.insider)
    back = {"list": PAGES, "page": f"{PAGES}{found.public}/", "home": "/spaces/kanal/"}[where]
    answer = client.post(f"{PAGES}{found.public}/answer/", {"answer": "yes", "next": back})
    assert answer["Location"] == back
    assert found.participations.get(membership=cast.insider).answer == "confirmed"
    assert "Danke. Du hast ja gesagt." in client.get(back).content.decode()


def test_without_htmx_the_answer_can_be_undone_in_the_list(client, cast) -> None:
    found = recorded(cast.owner, cast.insider)
    at(client, cast.insider)
    page = client.post(f"{PAGES}{found.public}/answer/", {"answer": "yes"}, follow=True).content.decode()
    assert 'value="undo"' in page


def test_nobody_is_led_away(client, cast) -> None:
    found = recorded(cast.owner, cast.insider)
    at(client, cast.insider)
    answer = client.post(f"{PAGES}{found.public}/answer/", {"answer": "yes", "next": "https://evil.example/"})
    assert answer["Location"] == PAGES


def test_with_htmx_the_row_alone_comes_back_and_offers_undo(client, cast) -> None:
    found = recorded(cast.owner, cast.insider)
    at(client, cast.insider)
    row = client.post(
        f"{PAGES}{found.public}/answer/", {"answer": "no"}, headers={"hx-request": "true"}
    ).content.decode()
    assert row.strip().startswith("<li id=") and 'value="undo"' in row
    assert Dispute.objects.exists()
    client.post(f"{PAGES}{found.public}/answer/", {"answer": "undo"}, headers={"hx-request": "true"})
    assert not Dispute.objects.exists()


@pytest.mark.parametrize("who", ["treasurer", "newcomer", "stranger"])
def test_others_neither_see_nor_answer_what_is_not_confirmed(client, cast, who: str) -> None:
    found = recorded(cast.owner, cast.insider)
    at(client, cast.everybody[who])
    assert client.get(f"{PAGES}{found.public}/").status_code == 404
    for answer in ("yes", "no", "undo", "back"):
        assert client.post(f"{PAGES}{found.public}/answer/", {"answer": answer}).status_code == 404
    assert client.post(f"{PAGES}{found.public}/withdraw/").status_code == 404
    assert found.participations.get(membership=cast.insider).answer == "open"


def test_a_host_looks_on_but_answers_for_nobody(client, cast) -> None:
    found = recorded(cast.owner, cast.insider)
    at(client, cast.host)
    assert "noch offen" in client.get(f"{PAGES}{found.public}/").content.decode()
    assert client.post(f"{PAGES}{found.public}/answer/", {"answer": "yes"}).status_code == 404
    assert found.participations.get(membership=cast.insider).answer == "open"


def test_members_see_those_who_confirmed_and_nobody_else(client, cast) -> None:
    found = recorded(cast.owner, cast.insider, cast.newcomer, cast.host)
    for who in (cast.insider, cast.host):
        actions.confirm(found, by=who, at=NOW)
    actions.deny(found, by=cast.newcomer, at=NOW)
    at(client, cast.treasurer)
    page = client.get(f"{PAGES}{found.public}/").content.decode()
    assert all(name in page for name in ("Olga Owner", "Ines Insider", "Hanne Host"))
    assert "Nilo Newcomer" not in page and "nicht bestätigt" not in page


def test_the_one_who_denied_may_say_why_and_later_reads_the_hosts_words(client, cast) -> None:
    found = recorded(cast.owner, cast.insider)
    at(client, cast.insider)
    client.post(f"{PAGES}{found.public}/answer/", {"answer": "no"})
    client.post(f"{PAGES}{found.public}/answer/", {"answer": "no", "note": "Das war Ida."})
    page = client.get(f"{PAGES}{found.public}/").content.decode()
    assert "Das war Ida." in page
    at(client, cast.owner)
    assert "Das war Ida." not in client.get(f"{PAGES}{found.public}/").content.decode()
    actions.settle(Dispute.objects.get(), "kept", by=cast.host, at=NOW + timedelta(hours=2), words="Danke dir.")
    assert "Danke dir." not in client.get(f"{PAGES}{found.public}/").content.decode()
    at(client, cast.insider)
    assert "Danke dir." in client.get(f"{PAGES}{found.public}/").content.decode()


def test_what_was_saved_is_taken_back_by_one_tap(client, cast) -> None:
    found = recorded(cast.owner, cast.insider)
    at(client, cast.owner)
    assert "Gespeichert, Ines Insider wird gefragt." in client.get(f"{PAGES}?saved={found.public}").content.decode()
    answer = client.post(f"{PAGES}{found.public}/withdraw/", {"next": PAGES}, follow=True)
    assert "Zurückgezogen." in answer.content.decode()
    assert not Experience.objects.exists()
    assert client.get(f"{PAGES}?saved={found.public}").status_code == 404


def test_after_a_day_one_takes_back_one_s_own_word(client, cast) -> None:
    found = recorded(cast.owner, cast.insider, at=NOW - timedelta(days=2))
    actions.confirm(found, by=cast.insider, at=NOW - timedelta(days=2))
    at(client, cast.owner)
    assert 'value="back"' in client.get(f"{PAGES}{found.public}/").content.decode()
    answer = client.post(f"{PAGES}{found.public}/withdraw/", follow=True)
    assert "Nach 24 Stunden" in answer.content.decode() and Experience.objects.exists()
    client.post(f"{PAGES}{found.public}/answer/", {"answer": "back"})
    assert found.participations.get(membership=cast.owner).answer == "denied"


def test_a_word_is_said_shown_and_taken_back(client, cast) -> None:
    found = recorded(cast.owner, cast.insider)
    at(client, cast.owner)
    form = f"{PAGES}{found.public}/vouch/{cast.insider.public}/"
    assert client.get(form).status_code == 404
    actions.confirm(found, by=cast.insider, at=NOW)
    assert client.post(form, {"text": " "}).status_code == 200
    client.post(form, {"text": "Ines hält Wort."})
    page = client.get(f"{PAGES}{found.public}/").content.decode()
    assert "Ines hält Wort." in page
    word = cast.insider.vouches_received.get()
    at(client, cast.host)
    assert client.post(f"/spaces/kanal/vouches/{word.public}/withdraw/").status_code == 404
    at(client, cast.insider)
    client.post(f"/spaces/kanal/vouches/{word.public}/withdraw/")
    assert "Ines hält Wort." not in client.get(f"{PAGES}{found.public}/").content.decode()
