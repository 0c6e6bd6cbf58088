"""Who hears what of votes and decisions. What a ballot says is in none of it."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from fuerwort.evenings.models import Decision, Proposal, Vote
from fuerwort.people.models import Membership, News


def opened(vote: Vote, entitled: Iterable[Membership], at: datetime) -> None:
    """Everybody who may vote is asked; what was asked in the round before is gone."""
    over(vote)
    _tell(entitled, at, "vote.opened", vote=vote.public)


def voted(vote: Vote, by: Membership) -> None:
    """Whoever has voted is asked no more; deleted, not read, so that nobody sees when."""
    News.objects.filter(membership=by, code="vote.opened", facts__vote=vote.public).delete()


def over(vote: Vote) -> None:
    """Nobody is asked any more."""
    News.objects.filter(membership__space=vote.space_id, code="vote.opened", facts__vote=vote.public).delete()


def closed(vote: Vote, at: datetime) -> None:
    """Whoever proposed something, or had the idea, learns what became of it; so does everybody who voted."""
    over(vote)
    authors: dict[int, set[str]] = {}
    for proposal in vote.proposals.filter(passive=False):
        for member in _behind(proposal):
            authors.setdefault(member, set()).add(proposal.public)
    rows = [
        News(membership_id=member, at=at, code="vote.became", facts={"vote": vote.public, "proposal": proposal})
        for member, proposals in sorted(authors.items())
        for proposal in sorted(proposals)
    ]
    others = set(vote.voted.filter(membership__left_at=None).values_list("membership_id", flat=True)) - set(authors)
    rows += [
        News(membership_id=member, at=at, code="vote.closed", facts={"vote": vote.public}) for member in sorted(others)
    ]
    News.objects.bulk_create(rows)


def owned(decision: Decision, at: datetime) -> None:
    if decision.owner and decision.fate == "open":
        _tell([decision.owner], at, "decision.yours", decision=decision.public)


def settled(decision: Decision, at: datetime) -> None:
    """What became of it, for whoever proposed it or had the idea."""
    behind = Membership.objects.filter(pk__in=_behind(decision.proposal)).exclude(pk=decision.settled_by_id or 0)
    _tell(behind, at, "decision.settled", decision=decision.public)


def _behind(proposal: Proposal) -> set[int]:
    """Members who proposed it or wrote the idea on its card, and are here."""
    mine = Q(proposals=proposal) | Q(check_ins__authored__idea__proposals=proposal)
    return set(Membership.objects.active().filter(mine).values_list("pk", flat=True))


def _tell(to: Iterable[Membership], at: datetime, code: str, **facts: str) -> None:
    News.objects.bulk_create([News(membership=one, at=at, code=code, facts=facts) for one in to])
