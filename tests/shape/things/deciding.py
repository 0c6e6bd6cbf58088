"""A vote that is being prepared, one that is open, and a decision."""

from datetime import timedelta

from fuerwort.evenings.actions import ballots, closing, votes
from fuerwort.evenings.actions.effects import Wanted
from fuerwort.evenings.models import Decision, Vote
from tests.cast import NOW, Cast


def things(cast: Cast) -> dict[str, str]:
    draft, running, closed = (_prepared(cast, open_) for open_ in (False, True, True))
    ballots.cast(closed, {"stance": "consent"}, by=cast.owner, at=NOW, receipt="receipt")
    closing.close(closed, by=cast.host, at=NOW + timedelta(minutes=1))
    return {
        "prepared": draft.public,
        "proposed_there": draft.proposals.get().public,
        "voted_on": running.public,
        "counted": closed.public,
        "decision": Decision.objects.get().public,
    }


def _prepared(cast: Cast, open_: bool) -> Vote:
    vote = votes.prepare(votes.Plan("Wie weiter?", "consent"), by=cast.host, at=NOW)
    votes.propose(vote, Wanted("So", owner=cast.owner), by=cast.host, at=NOW)
    return votes.open_vote(vote, by=cast.host, at=NOW, key=vote.public) if open_ else vote
