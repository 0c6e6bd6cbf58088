"""Votes and decisions: prepare, propose, vote, count; who cares for what was decided."""

from typing import Any

from django.utils import timezone

from fuerwort.api.operations import Area
from fuerwort.api.schemas import deciding as said_
from fuerwort.api.schemas.deciding import DecisionOut, ProposalOut, ReceiptOut, VoteOut, VoteSeenOut
from fuerwort.evenings.actions import ballots, closing, decisions
from fuerwort.evenings.actions import votes as actions
from fuerwort.evenings.actions.effects import Wanted
from fuerwort.evenings.actions.votes import Plan
from fuerwort.evenings.queries import decisions as decided
from fuerwort.evenings.queries import votes as queries
from fuerwort.evenings.voters import leads
from fuerwort.people import links
from fuerwort.people.errors import Missing
from fuerwort.people.models import public_id
from fuerwort.people.queries import Here

area = Area("deciding")


def _seen(here: Here, public: str) -> Any:
    return queries.seen_vote(here, queries.vote_for(here, public))


@area.lists("/votes", VoteOut)
def votes(here: Here) -> Any:
    """Votes that run."""
    return [vote for vote, _mine in queries.running(here)]


@area.lists("/votes/past", VoteOut)
def past(here: Here) -> Any:
    """Votes that are closed."""
    return queries.past(here)


@area.does("POST", "/votes", VoteOut, status=201)
def prepare(here: Here, said: said_.VoteIn) -> Any:
    """Prepare a vote outside an evening; whoever may lead."""
    if not leads(None, here.membership):
        raise Missing
    return actions.prepare(Plan(**said.model_dump()), by=here.membership, at=timezone.now())


@area.reads("/votes/{slug:public}", VoteSeenOut)
def vote(here: Here, public: str) -> Any:
    """One vote."""
    return _seen(here, public)


@area.does("POST", "/votes/{slug:public}/proposals", ProposalOut, status=201)
def propose(here: Here, public: str, said: said_.ProposeIn) -> Any:
    """Propose something, before the vote is opened."""
    led, owner = queries.led_vote(here, public), decided.owner_for(here, said.owner) if said.owner else None
    wanted = Wanted(said.title, text=said.text, owner=owner, due=said.due)
    return actions.propose(led, wanted, by=here.membership, at=timezone.now())


@area.does("DELETE", "/votes/{slug:public}/proposals/{slug:proposal}")
def take_back(here: Here, public: str, proposal: str) -> None:
    """Take a proposal out again."""
    found = queries.proposal_in(queries.led_vote(here, public), proposal)
    actions.take_back(found, by=here.membership, at=timezone.now())


@area.does("POST", "/votes/{slug:public}/open", VoteSeenOut)
def open_vote(here: Here, public: str) -> Any:
    """Open it."""
    led = queries.led_vote(here, public)
    actions.open_vote(led, by=here.membership, at=timezone.now(), key=links.new_token())
    return _seen(here, public)


@area.does("PUT", "/votes/{slug:public}/ballot", ReceiptOut, kept=False)
def ballot(here: Here, public: str, said: said_.BallotIn) -> Any:
    """Vote, or change one's ballot."""
    found = queries.vote_for(here, public)
    seen = queries.seen_vote(here, found)
    if not seen.may_vote:
        raise Missing
    code = ballots.cast(found, said.said, by=here.membership, at=timezone.now(), receipt=public_id())
    return {"receipt": code}


@area.does("POST", "/votes/{slug:public}/close", VoteSeenOut)
def close(here: Here, public: str) -> Any:
    """Close and count it."""
    closing.close(queries.led_vote(here, public), by=here.membership, at=timezone.now())
    return _seen(here, public)


@area.does("POST", "/votes/{slug:public}/call-off")
def call_off(here: Here, public: str) -> None:
    """Call it off; the ballots are destroyed unread."""
    actions.call_off(queries.led_vote(here, public), by=here.membership, at=timezone.now())


@area.does("POST", "/votes/{slug:public}/drop")
def drop(here: Here, public: str) -> None:
    """End the rounds without a decision."""
    closing.drop(queries.led_vote(here, public), by=here.membership, at=timezone.now())


@area.does("POST", "/votes/{slug:public}/round", VoteSeenOut)
def next_round(here: Here, public: str, said: said_.NextRoundIn) -> Any:
    """Ask for consent again, to the changed proposal."""
    led, key = queries.led_vote(here, public), links.new_token()
    closing.next_round(led, title=said.title, text=said.text, by=here.membership, at=timezone.now(), key=key)
    return _seen(here, public)


@area.lists("/decisions", DecisionOut)
def undone(here: Here) -> Any:
    """What was decided and is not done."""
    return _whole(decided.undone(here))


@area.lists("/decisions/settled", DecisionOut)
def settled(here: Here) -> Any:
    """What is done or dropped."""
    return _whole(decided.settled(here))


def _whole(rows: Any) -> Any:
    return rows.select_related("proposal", "owner")


@area.reads("/decisions/{slug:public}", DecisionOut)
def decision(here: Here, public: str) -> Any:
    """One decision."""
    return decided.decision_for(here, public).decision


@area.does("POST", "/decisions/{slug:public}/entrust", DecisionOut)
def entrust(here: Here, public: str, said: said_.EntrustIn) -> Any:
    """Who cares for it, and until when."""
    found, owner = decided.decision_for(here, public).decision, decided.owner_for(here, said.owner)
    return decisions.entrust(found, owner=owner, due=said.due, by=here.membership, at=timezone.now())


@area.does("POST", "/decisions/{slug:public}/settle", DecisionOut)
def settle(here: Here, public: str, said: said_.DoneIn) -> Any:
    """Done or dropped, with a sentence."""
    found = decided.decision_for(here, public).decision
    return decisions.settle(found, fate=said.fate, words=said.words, by=here.membership, at=timezone.now())


@area.does("POST", "/decisions/{slug:public}/again", DecisionOut)
def again(here: Here, public: str) -> Any:
    """Carry out what had to wait."""
    return decisions.try_again(decided.decision_for(here, public).decision, by=here.membership, at=timezone.now())
