"""A rule change decided together changes the next list and the public page; what was before is explained by the old."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import translation
from typer.testing import CliRunner

from fuerwort.cli import app
from fuerwort.evenings.actions import ballots, closing, votes
from fuerwort.evenings.actions.effects import Wanted
from fuerwort.evenings.models import Decision, Vote
from fuerwort.referrals.actions import rules
from fuerwort.referrals.models import Balance, Entry
from tests.cast import NOW
from tests.deciding.conftest import House as Evening
from tests.referrals.conftest import House as Requests
from tests.referrals.conftest import house as requests

__all__ = ["requests"]

FACTS = {"parameters": {"places": 2, "pull": 0}}


def decide(by: list, facts: dict, host, evening=None) -> Vote:
    vote = votes.prepare(votes.Plan("Wie lang ist die Liste?", "consensing"), by=host, at=NOW, evening=evening)
    change = votes.propose(vote, Wanted("Zwei statt drei", effect="rule", facts=facts), by=host, at=NOW)
    votes.open_vote(vote, by=host, at=NOW, key="k")
    passive = vote.proposals.get(passive=True)
    for number, one in enumerate(by):
        ballots.cast(vote, {"resistance": {change.public: 1, passive.public: 8}}, by=one, at=NOW, receipt=f"r{number}")
    return closing.close(vote, by=host, at=NOW + timedelta(minutes=1))


def test_the_next_list_is_shorter_and_the_old_one_is_still_explained(requests: Requests, client) -> None:
    page = reverse("order", args=[requests.cast.space.slug])
    old = requests.chosen()
    books = list(Balance.objects.order_by("pk").values("membership", "micro"))
    assert "Bis zu 3 Mitglieder" in client.get(page).content.decode()
    decide(requests.makers, FACTS, requests.host)
    assert list(Balance.objects.order_by("pk").values("membership", "micro")) == books  # the books are untouched
    said = client.get(page).content.decode()
    assert "Bis zu 2 Mitglieder" in said and "Zwei statt drei" in said and "Jetzt läuft Fassung 2" in said
    new = requests.suggested(NOW + timedelta(hours=1))
    places = [old.placings.exclude(place=None).count(), new.placings.exclude(place=None).count()]
    assert places == [3, 2]
    assert [entry.rule.version for entry in Entry.objects.order_by("number")] == [1, 2]
    for request in (old, new):
        done = CliRunner().invoke(app, ["verify", request.public])
        assert done.exit_code == 0, done.output
    assert "1 votes: all equal" in CliRunner().invoke(app, ["verify"]).output


def test_without_the_decision_the_list_would_have_been_another(requests: Requests) -> None:
    """The same two requests without the vote: the test above can fail."""
    requests.chosen()
    new = requests.suggested(NOW + timedelta(hours=1))
    assert new.placings.exclude(place=None).count() == 3


def test_a_change_for_later_is_announced_and_not_yet_in_force(requests: Requests, client) -> None:
    later = (NOW + timedelta(days=3000)).date()
    vote = decide(requests.makers, FACTS | {"since": later.isoformat()}, requests.host)
    said = client.get(reverse("order", args=[requests.cast.space.slug])).content.decode()
    assert "Bis zu 3 Mitglieder" in said and "Fassung 2 ist beschlossen und gilt ab" in said
    assert requests.suggested(NOW + timedelta(hours=1)).placings.exclude(place=None).count() == 3
    assert Decision.objects.get(vote=vote).facts["version"] == 2
    with pytest.raises(rules.RuleRefused):
        rules.change_rule(rules=rules.Rules(), by=requests.host, at=NOW + timedelta(hours=2), why="Sofort zurück")


def test_the_public_page_shows_the_text_that_was_decided(house: Evening, client) -> None:
    for text in ("Alte Worte.", "Neue Worte."):
        vote = house.vote("consent", Wanted("Text", text, "text", {"heading": "Was ist Coworking?"}))
        house.cast_(vote, house.cast.owner, stance="consent")
        house.close(vote)
    with translation.override("de"):
        said = client.get(reverse("about", args=[house.cast.space.slug])).content.decode()
    assert said.index("Was ist Coworking?") < said.index("Neue Worte.") < said.index("Alte Worte.")
