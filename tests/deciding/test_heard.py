"""Who hears what of votes and decisions."""

from datetime import date

import pytest

from fuerwort.evenings.actions import decisions, votes
from fuerwort.evenings.actions.decisions import DecisionRefused
from fuerwort.evenings.actions.effects import Wanted
from fuerwort.evenings.models import Author, CheckIn, Decision, Idea, Method, Question
from fuerwort.people.errors import Missing
from fuerwort.people.models import Membership, News
from fuerwort.people.news import told
from tests.cast import NOW
from tests.deciding.conftest import House

YES = {"stance": "consent"}


def lines(of: Membership) -> str:
    return " ".join(line.text for line in told(News.objects.filter(membership=of).select_related("membership__space")))


def test_whoever_had_the_idea_learns_what_became_of_it(house: House) -> None:
    question = Question.objects.create(space=house.cast.space, text="Wie?", asked_at=NOW, evening=house.evening)
    idea = Idea.objects.create(question=question, text="Morgens ist es ruhig", written_at=NOW)
    Author.objects.create(idea=idea, check_in=CheckIn.objects.get(membership=house.cast.owner))
    vote = votes.prepare(
        votes.Plan("Ruhe", Method.CONSENT, "present"), by=house.cast.host, at=NOW, evening=house.evening
    )
    votes.propose(vote, Wanted("Ruhe bis 11 Uhr"), by=house.cast.host, at=NOW, idea=idea)
    votes.open_vote(vote, by=house.cast.host, at=NOW, key="k")
    assert "Ruhe" in lines(house.cast.insider)
    for one in house.room[:3]:
        house.cast_(vote, one, **YES)
    house.close(vote)
    decision = Decision.objects.get()
    assert "Ruhe bis 11 Uhr" in lines(house.cast.owner)
    decisions.entrust(decision, owner=house.cast.insider, due=date(2026, 12, 9), by=house.cast.host, at=NOW)
    assert "Ruhe bis 11 Uhr" in lines(house.cast.insider)
    with pytest.raises(Missing):
        decisions.settle(decision, fate="done", words="Fertig.", by=house.cast.treasurer, at=NOW)
    with pytest.raises(DecisionRefused):
        decisions.settle(decision, fate="done", words=" ", by=house.cast.insider, at=NOW)
    decisions.settle(decision, fate="dropped", words="Niemand war je so früh da.", by=house.cast.insider, at=NOW)
    assert "Niemand war je so früh da." in lines(house.cast.owner)
    with pytest.raises(DecisionRefused):
        decisions.settle(decision, fate="done", words="Doch.", by=house.cast.insider, at=NOW)
