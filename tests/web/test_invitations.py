"""The page behind the link: who invites into what; in by one's own address, and only by that."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from fuerwort.people.actions import invitations, leaving
from fuerwort.people.actions.invitations import Guest
from fuerwort.people.models import Membership, Person
from tests import letters

NORA = {"name": "Nora Neu", "email": "nora@example.org", "language": "de", "consent": "on"}


def mailed(cast, email: str = "nora@example.org") -> str:
    """The path of the link in the mail that a guest got."""
    invitations.invite(guest=Guest("Nora Neu", email), by=cast.host, at=timezone.now(), token="mailed-token")
    return letters.link(letters.delivered()[-1], "/i/")


def shown(cast, name: str = "Nora Neu") -> str:
    """The path of a link that a host shows or prints."""
    invitations.invite(guest=Guest(name), by=cast.host, at=timezone.now(), token="shown-token")
    return "/i/shown-token/"


def logged_in(client: Client) -> str:
    found = Person.objects.filter(pk=client.session.get("_auth_user_id")).first()
    return found.email if found else ""


def test_a_guest_reads_who_invites_into_what(client, cast) -> None:
    page = client.get(mailed(cast)).content.decode()
    for said in ("Raum am Kanal", "Hanne Host", "Nora Neu", "nora@example.org", "Womit du einverstanden bist"):
        assert said in page
    assert Membership.objects.active().filter(name="Nora Neu").count() == 0, "reading accepts nothing"


def test_a_mailed_link_has_proved_the_address(client, cast) -> None:
    answer = client.post(mailed(cast), NORA | {"name": "Nora Nowak", "language": "en"})
    assert answer.headers["Location"] == "/spaces/kanal/first-steps/"
    assert answer.cookies["django_language"].value == "en"
    assert logged_in(client) == "nora@example.org"
    assert "Good that you are here, Nora Nowak." in client.get("/spaces/kanal/first-steps/").content.decode()


def test_another_address_than_the_mailed_one_must_be_proved(client, cast) -> None:
    assert client.post(mailed(cast), NORA | {"email": "nn@example.org"}).headers["Location"] == "/invitation/code/"
    assert not logged_in(client)
    letter = letters.delivered()[-1]
    assert letter.to == ["nn@example.org"]
    client.post("/invitation/code/", {"code": letters.code(letter)})
    assert logged_in(client) == "nn@example.org"


def test_a_shown_link_shows_no_address_and_asks_for_proof(client, cast) -> None:
    guest = invitations.invite(guest=Guest("Nora", "nora@example.org"), by=cast.host, at=timezone.now(), token="a")
    again = {"membership": guest.membership, "by": cast.host, "at": timezone.now(), "token": "shown"}
    invitations.invite_again(**again)
    assert "nora@example.org" not in client.get("/i/shown/").content.decode()
    assert client.post("/i/shown/", NORA).headers["Location"] == "/invitation/code/"
    assert not Person.objects.filter(email="nora@example.org").exists(), "nothing is kept of an address nobody proved"


def test_an_account_is_not_taken_over_through_an_invitation(client, cast) -> None:
    """Even a link mailed to the address: it may have been passed on, and is good for two weeks."""
    answer = client.post(mailed(cast, "ines@example.org"), NORA | {"email": "ines@example.org"})
    assert answer.headers["Location"] == "/invitation/code/"
    assert not logged_in(client)
    client.post("/invitation/code/", {"code": letters.code(letters.delivered()[-1])})
    assert logged_in(client) == "ines@example.org"
    assert Membership.objects.active().filter(space=cast.space, person=cast.insider.person).get() == cast.insider


def test_nobody_learns_who_is_a_member(cast) -> None:
    path, pages = shown(cast), []
    for email in ("ines@example.org", "eve@example.org"):
        browser = Client()
        answer = browser.post(path, NORA | {"email": email})
        page = browser.get(answer.headers["Location"]).content.decode()
        pages.append(re.sub(r'value="\w{64}"|"X-CSRFToken": "\w+"', "", page).replace(email, "X"))
    assert pages[0] == pages[1]
    assert [letter.to for letter in letters.delivered()] == [["ines@example.org"], ["eve@example.org"]]


def test_what_was_typed_stays_and_consent_is_asked_for(client, cast) -> None:
    path = shown(cast)
    page = client.post(path, {"name": "Nora N.", "email": "nora@", "language": "en"}).content.decode()
    assert 'value="Nora N."' in page
    assert 'value="nora@"' in page
    assert page.count('aria-invalid="true"') == 2


def test_whoever_is_logged_in_joins_with_that_account(client, cast) -> None:
    path = shown(cast)
    client.force_login(cast.stranger.person)
    assert "stella@example.org" in client.get(path).content.decode()
    assert client.post(path).headers["Location"] == "/spaces/kanal/first-steps/"
    assert Membership.objects.active().filter(space=cast.space, person=cast.stranger.person).exists()


def test_a_link_that_brings_somebody_back_brings_nobody_else(client, cast) -> None:
    leaving.leave(by=cast.owner, at=timezone.now())
    invitations.invite_again(membership=cast.owner, by=cast.host, at=timezone.now(), token="back")
    client.force_login(cast.stranger.person)
    assert "schon einmal Mitglied" in client.post("/i/back/").content.decode()
    client.force_login(cast.owner.person)
    assert client.post("/i/back/").headers["Location"] == "/spaces/kanal/first-steps/"


@pytest.mark.parametrize("end", ["used", "withdrawn", "run out", "replaced", "never there"])
def test_all_dead_links_look_alike(client, cast, end: str) -> None:
    path = shown(cast)
    guest = Membership.objects.get(name="Nora Neu")
    if end == "used":
        guest.invitations.update(accepted_at=timezone.now())
    elif end == "withdrawn":
        invitations.withdraw(membership=guest, by=cast.host, at=timezone.now())
    elif end == "run out":
        guest.invitations.update(expires_at=timezone.now() - timedelta(seconds=1))
    elif end == "replaced":
        invitations.invite_again(membership=guest, by=cast.host, at=timezone.now(), token="newer")
    else:
        path = "/i/never-there/"
    for answer in (client.get(path), client.post(path, NORA)):
        assert answer.status_code == 404
        assert "Dieser Link gilt nicht mehr." in answer.content.decode()
    assert not logged_in(client)


def test_a_link_that_dies_while_the_code_is_typed_lets_nobody_in(client, cast) -> None:
    client.post(shown(cast), NORA)
    code = letters.code(letters.delivered()[-1])
    invitations.withdraw(membership=Membership.objects.get(name="Nora Neu"), by=cast.host, at=timezone.now())
    answer = client.post("/invitation/code/", {"code": code})
    assert "gilt nicht mehr" in answer.content.decode()
    assert not Person.objects.filter(email="nora@example.org").exists()


def test_codes_for_guests_are_limited(cast) -> None:
    path = shown(cast)
    statuses = [Client().post(path, NORA).status_code for _try in range(4)]
    assert statuses == [302, 302, 302, 200]
