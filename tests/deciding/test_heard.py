"""Who hears what of votes and decisions."""

from datetime import date

import pytest

from fuerwort.evenings.actions import decisions, votes
from fuerwort.evenings.actions.decisions import DecisionRefused
from fuerwort.evenings.actions.effects import Wanted
from fuerwort.evenings.models import Author, CheckIn, Decision, Idea, Method, Question
from fuerwort.evenings.queries.decisions import my_ideas
from fuerwort.people.errors import Missing
from fuerwort.people.models import Membership, News
from fuerwort.people.news import told
from fuerwort.people.queries import here_for
from tests.cast import NOW
from tests.deciding.conftest import House

YES = {"stance": "consent"}


def lines(of: Membership) -> str:
    return " ".join(line.text for line in told(News.objects.filter(membership=of).select_related("membership__space")))


def test_whoever_wrote_a_card_that_lies_under_another_learns_what_became_of_that(house: House) -> None:
    question = Question.objects.create(space=house.cast.space, text="Wie?", asked_at=NOW, evening=house.evening)
    top, alone = (Idea.objects.create(question=question, text=text, written_at=NOW) for text in ("Eins", "Drei"))
    under = Idea.objects.create(question=question, text="Zwei", written_at=NOW, merged_into=top)
    Idea.objects.filter(pk=alone.pk).update(taken_by=house.home)
    for idea, who, brought in (
        (top, house.cast.owner, False), (top, house.cast.insider, True),
        (under, house.cast.insider, False), (alone, house.cast.insider, False),
    ):  # fmt: skip
        Author.objects.create(idea=idea, check_in=CheckIn.objects.get(membership=who), brought=brought)

    def became() -> list[tuple[str, bool, bool]]:
        found = my_ideas(here_for(house.cast.insider.person, "kanal"))
        return sorted((one.idea.text, one.decision is not None, one.taken_by is not None) for one in found)

    assert became() == [("Drei", False, True), ("Zwei", False, False)]  # what one wrote, and nobody else's words
    vote = votes.prepare(
        votes.Plan("Eins?", Method.CONSENT, "present"), by=house.cast.host, at=NOW, evening=house.evening
    )
    votes.propose(vote, Wanted("Eins"), by=house.cast.host, at=NOW, idea=top)
    votes.open_vote(vote, by=house.cast.host, at=NOW, key="k")
    for one in house.room[:3]:
        house.cast_(vote, one, **YES)
    house.close(vote)
    assert became() == [("Drei", False, True), ("Zwei", True, False)]
    assert "Eins" in lines(house.cast.insider)


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
