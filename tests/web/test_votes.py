"""The forms of votes: what is wrong is said beside the field, nothing typed is lost, and a ballot finds its owner."""

import re

import pytest
from django.test import Client

from fuerwort.evenings.actions import votes
from fuerwort.evenings.actions.effects import Wanted
from fuerwort.evenings.models import Ballot, Vote
from tests.cast import NOW, Cast

VOTES = "/spaces/kanal/votes/"


def opened(cast: Cast, method: str, *titles: str) -> Vote:
    vote = votes.prepare(votes.Plan("Wie weiter?", method), by=cast.host, at=NOW)
    for title in titles:
        votes.propose(vote, Wanted(title), by=cast.host, at=NOW)
    return votes.open_vote(vote, by=cast.host, at=NOW, key="a key")


@pytest.fixture
def host(client, cast: Cast) -> Client:
    client.force_login(cast.host.person)
    return client


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"title": ""}, "fehlt"),
        ({"method": "shares"}, "wie viel Geld"),
        ({"closes": "2001-01-01"}, "noch kommen|vor uns|liegen"),
        ({"method": "lottery"}, "Auswahl|lottery"),
        ({"method": "shares", "budget": "viel"}, "Betrag|Geld|Euro"),
    ],
)
def test_a_vote_that_cannot_be_is_said_and_what_was_typed_stays(host, cast: Cast, more: dict, said: str) -> None:
    typed = {"title": "Was nun?", "method": "consent", "electorate": "members", "quorum": "7", **more}
    page = host.post(f"{VOTES}new/", typed, headers={"accept-language": "de"}).content.decode()
    errors = " ".join(re.findall(r'class="errors.*?</ul>', page, re.DOTALL))
    assert re.search(said, errors), errors
    assert 'name="quorum" value="7"' in page and not Vote.objects.exists()


def test_from_the_form_to_the_ballot_and_back_to_ones_own_receipt(host, cast: Cast) -> None:
    host.post(f"{VOTES}new/", {"title": "Wer kocht?", "method": "consensing", "electorate": "members"})
    vote = Vote.objects.get()
    host.post(f"{VOTES}{vote.public}/proposals/", {"title": "Alle der Reihe nach", "text": "Jede Woche jemand."})
    host.post(f"{VOTES}{vote.public}/lead/", {"act": "open"})
    one, asis = vote.proposals.order_by("passive")
    receipts = {}
    for who in ("host", "owner", "insider"):
        phone = Client()
        phone.force_login(cast.everybody[who].person)
        phone.post(f"{VOTES}{vote.public}/ballot/", {one.public: "2", asis.public: "9"})
        page = phone.get(f"{VOTES}{vote.public}/").content.decode()
        receipts[who] = (phone, re.search(r'class="receipt">([a-z0-9-]{14})<', page)[1])
    host.post(f"{VOTES}{vote.public}/lead/", {"act": "close"})
    for phone, receipt in receipts.values():
        page = phone.get(f"{VOTES}{vote.public}/").content.decode()
        mine = re.search(r'id="mine">.*?class="receipt">([a-z0-9-]+)', page, re.DOTALL)
        assert mine and mine[1] == receipt and "Alle der Reihe nach" in page


def test_half_a_ballot_is_not_taken_and_its_half_stays(client, cast: Cast) -> None:
    vote = opened(cast, "consensing", "Ruhe", "Musik")
    first = vote.proposals.first()
    client.force_login(cast.owner.person)
    page = client.post(f"{VOTES}{vote.public}/ballot/", {first.public: "7"}).content.decode()
    assert not Ballot.objects.exists() and "errorlist" in page
    assert re.search(rf'name="{first.public}" value="7"[^>]*checked', page)


def test_an_objection_needs_its_reason_and_keeps_its_words(client, cast: Cast) -> None:
    vote = opened(cast, "consent", "So")
    client.force_login(cast.owner.person)
    address = f"{VOTES}{vote.public}/ballot/"
    page = client.post(address, {"stance": "objection", "words": ""}).content.decode()
    assert not Ballot.objects.exists() and "errorlist" in page
    long = "Weil " * 120
    page = client.post(address, {"stance": "objection", "words": long}).content.decode()
    assert not Ballot.objects.exists() and long.strip() in page
    assert client.post(address, {"stance": "maybe"}).status_code == 200 and not Ballot.objects.exists()
    assert client.post(address, {"stance": "objection", "words": "Weil es schadet."}).status_code == 302
    assert "Weil es schadet." not in Ballot.objects.get().sealed
