"""Answering by a link from a mail, without logging in."""

from datetime import timedelta

import pytest
import time_machine

from fuerwort.experiences import actions
from fuerwort.experiences.models import Dispute, Experience
from fuerwort.experiences.notices import answer_address
from fuerwort.people import links
from tests.cast import NOW
from tests.web.experiences import recorded


@pytest.fixture
def asked(cast) -> Experience:
    with time_machine.travel(NOW, tick=False):
        return recorded(cast.owner, cast.insider)


def link(asked: Experience, member, answer: str = "yes") -> str:
    with time_machine.travel(NOW, tick=False):
        return answer_address(asked, member, answer).removeprefix("http://localhost:8000")


def said(asked: Experience, member) -> str:
    return asked.participations.get(membership=member).answer


@pytest.fixture(autouse=True)
def _later():
    with time_machine.travel(NOW + timedelta(hours=3), tick=False):
        yield


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_looking_changes_nothing(client, cast, asked, method: str) -> None:
    for answer in ("yes", "no"):
        getattr(client, method)(link(asked, cast.insider, answer))
    assert said(asked, cast.insider) == "open"


@pytest.mark.parametrize(("answer", "stored"), [("yes", "confirmed"), ("no", "denied")])
def test_one_button_answers_and_offers_undo(client, cast, asked, answer: str, stored: str) -> None:
    address = link(asked, cast.insider, answer)
    page = client.get(address).content.decode()
    assert page.index(f'value="{answer}"') > 0 and "die Seite des Fahrradvereins" in page
    for _ in range(2):
        page = client.post(address, {"answer": answer}, follow=True).content.decode()
    assert said(asked, cast.insider) == stored and "Danke" in page
    client.post(address, {"answer": "undo"})
    assert said(asked, cast.insider) == "open" and not Dispute.objects.exists()


def test_a_no_may_be_explained(client, cast, asked) -> None:
    address = link(asked, cast.insider, "no")
    client.post(address, {"answer": "no"})
    client.post(address, {"answer": "no", "note": "Das war Ida."})
    assert Dispute.objects.get().note == "Das war Ida."


def test_the_link_needs_its_csrf_token(cast, asked) -> None:
    from django.test import Client  # noqa: PLC0415

    assert Client(enforce_csrf_checks=True).post(link(asked, cast.insider), {"answer": "yes"}).status_code == 403


def test_it_answers_for_the_one_it_was_sent_to_whoever_is_logged_in(client, cast, asked) -> None:
    client.force_login(cast.owner.person)
    client.post(link(asked, cast.insider), {"answer": "yes"})
    assert (said(asked, cast.insider), said(asked, cast.owner)) == ("confirmed", "confirmed")


def test_forged_foreign_and_expired_links_look_like_missing(client, cast, asked) -> None:
    facts = {"experience": asked.public, "member": cast.insider.public, "answer": "yes"}
    wrong = [
        link(asked, cast.insider)[:-2] + "x/",
        f"/a/experiences/{links.sign('unsubscribe', **facts)}/",
        link(asked, cast.host),
        link(asked, cast.stranger),
        f"/a/experiences/{links.sign('experience-answer', person='x')}/",
    ]
    for address in wrong:
        assert client.get(address).status_code == client.post(address, {"answer": "yes"}).status_code == 404
    with time_machine.travel(NOW + timedelta(days=61)):
        assert client.post(link(asked, cast.insider), {"answer": "yes"}).status_code == 404
    assert said(asked, cast.insider) == "open"


def test_what_was_withdrawn_and_whoever_left_are_missing(client, cast, asked) -> None:
    address = link(asked, cast.insider)
    cast.insider.left_at = NOW
    cast.insider.save()
    assert client.post(address, {"answer": "yes"}).status_code == 404
    cast.insider.left_at = None
    cast.insider.save()
    actions.withdraw(asked, by=cast.owner, at=NOW)
    assert client.get(address).status_code == 404


def test_no_other_site_learns_the_link(client, cast, asked) -> None:
    """With no-referrer, browsers would send Origin: null with the form, and it would be refused as forged."""
    assert client.get(link(asked, cast.insider))["Referrer-Policy"] == "same-origin"
