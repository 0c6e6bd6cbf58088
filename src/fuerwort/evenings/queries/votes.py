"""What may be known of a vote: who has voted while it runs; what was said, without names, only when it is closed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from fuerwort.evenings import effect_words, sealing
from fuerwort.evenings.effect_words import Change
from fuerwort.evenings.models import (
    Ballot,
    CheckIn,
    Decision,
    Electorate,
    Evening,
    Objection,
    Proposal,
    State,
    Vote,
    Voted,
)
from fuerwort.evenings.queries.live import number
from fuerwort.evenings.queries.results import Result, result_of, title_of
from fuerwort.evenings.sealing import Said
from fuerwort.evenings.voters import entitled, leads, members_since, present
from fuerwort.people.errors import Missing
from fuerwort.people.queries import Here
from fuerwort.people.queries.to_do import ToDo


@dataclass(frozen=True, slots=True)
class Shown:
    """A proposal, and what it would change."""

    proposal: Proposal
    changes: Sequence[Change]

    @property
    def title(self) -> str:
        return title_of(self.proposal)


@dataclass(frozen=True, slots=True)
class Seen:
    """A vote as one member sees it."""

    vote: Vote
    proposals: Sequence[Shown]
    may_lead: bool
    may_vote: bool
    mine: Said | None
    """The viewer's own ballot, while the vote runs."""
    voted: int
    entitled: int
    names: Sequence[str]
    """Who has voted in this round, by name."""
    objections: Sequence[Objection]
    result: Result | None
    decisions: Sequence[Decision]

    @property
    def missing(self) -> bool:
        """The viewer may vote and has not."""
        return self.may_vote and self.mine is None


def running(here: Here) -> Sequence[tuple[Vote, bool]]:
    """Votes that are open or between two rounds, oldest first, and whether the viewer's ballot is missing."""
    found = _seen(here).filter(state__in=(State.OPEN, State.BETWEEN)).order_by("opened_at")
    return _beside(here, found)


def _beside(here: Here, votes: QuerySet[Vote]) -> list[tuple[Vote, bool]]:
    waiting = set(missing(here).values_list("pk", flat=True))
    return [(vote, vote.pk in waiting) for vote in votes]


def prepared(here: Here) -> QuerySet[Vote]:
    """Votes that are not open yet, for whoever may open them."""
    return _seen(here).filter(state=State.DRAFT).order_by("-drafted_at")


def past(here: Here) -> QuerySet[Vote]:
    """Votes that are over, newest first."""
    return _seen(here).filter(state=State.CLOSED).order_by("-closed_at")


def counted_votes() -> list[Vote]:
    """All closed votes of all spaces, for whoever runs the server and counts them again."""
    return list(Vote.objects.filter(state=State.CLOSED).order_by("pk"))


def turnouts(evening: Evening) -> list[tuple[Vote, int, int]]:
    """What is put to a vote on an evening, with how many have voted and how many might."""
    since = members_since(OuterRef("space"), OuterRef("opened_at"))
    found = Vote.objects.filter(evening=evening).exclude(state__in=(State.DRAFT, State.OFF)).annotate(
        cast=number(Voted.objects.filter(vote=OuterRef("pk"), round=OuterRef("round")), "vote"),
        members=number(since, "space"),
        present=number(present(since, OuterRef("evening")), "space"),
    )  # fmt: skip
    return [(vote, vote.cast or 0, _might(vote)) for vote in found.order_by("opened_at")]


def _might(vote: Any) -> int:
    """How many might have voted, of a vote with both numbers."""
    if vote.state != State.OPEN:
        return int(vote.entitled)
    return int((vote.present if vote.electorate == Electorate.PRESENT else vote.members) or 0)


def vote_for(here: Here, public: str) -> Vote:
    """One vote; what is being prepared only for those who may open it.

    Raises
    ------
    Missing
        There is none here.
    """
    found = _seen(here).filter(public=public).first()
    if found is None:
        raise Missing
    return found


def led_vote(here: Here, public: str) -> Vote:
    """One vote, for whoever leads it.

    Raises
    ------
    Missing
        There is none here, or somebody else leads it.
    """
    found = vote_for(here, public)
    if not leads(found.evening, here.membership):
        raise Missing
    return found


def proposal_in(vote: Vote, public: str) -> Proposal:
    """A proposal of this vote.

    Raises
    ------
    Missing
        There is none.
    """
    found = vote.proposals.filter(public=public).select_related("vote__evening").first()
    if found is None:
        raise Missing
    return found


def seen_vote(here: Here, vote: Vote) -> Seen:
    """Everything the page of a vote shows."""
    rows = list(vote.proposals.select_related("idea", "proposed_by", "owner"))
    named = effect_words.names(rows)
    names = list(
        vote.voted.filter(round=vote.round).order_by("membership__name").values_list("membership__name", flat=True)
    )
    is_open = vote.state == State.OPEN
    ballot = Ballot.objects.filter(vote=vote, membership=here.membership).first() if is_open else None
    return Seen(
        vote=vote,
        proposals=[Shown(one, effect_words.changes(one.effect, one.facts, named)) for one in rows],
        may_lead=leads(vote.evening, here.membership),
        may_vote=is_open and entitled(vote).filter(pk=here.membership.pk).exists(),
        mine=sealing.opened(vote.key, here.membership.public, ballot.sealed) if ballot else None,
        voted=len(names),
        entitled=entitled(vote).count() if is_open else vote.entitled,
        names=[name or _("former member") for name in names],
        objections=list(vote.objections.select_related("membership")),
        result=result_of(vote, rows) if vote.state == State.CLOSED else None,
        decisions=list(vote.decisions.select_related("proposal")) if vote.state == State.CLOSED else [],
    )


def turnout(vote: Vote) -> tuple[int, int]:
    """How many have voted, and how many might."""
    might = entitled(vote).count() if vote.state == State.OPEN else vote.entitled
    return vote.voted.filter(round=vote.round).count(), might


def votes_to_do(here: Here) -> list[ToDo]:
    """Votes in which the member's ballot is missing: others wait for it. One query."""
    text = _("“%(title)s” is put to a vote. Your ballot is missing.")
    return [
        ToDo("vote.opened", text % {"title": v.title}, reverse("vote", args=[here.space.slug, v.public]), weight=30)
        for v in missing(here).order_by("opened_at")
    ]


def missing(here: Here) -> QuerySet[Vote]:
    """Votes that run, in which the viewer may vote and has not."""
    me = here.membership
    mine = Q(electorate=Electorate.MEMBERS) | Q(
        Exists(CheckIn.objects.filter(evening=OuterRef("evening"), membership=me)), electorate=Electorate.PRESENT
    )
    voted = Voted.objects.filter(vote=OuterRef("pk"), round=OuterRef("round"), membership=me)
    running = Vote.objects.filter(space=here.space, state=State.OPEN, opened_at__gte=me.joined_at)
    return running.filter(mine).exclude(Exists(voted))


def _seen(here: Here) -> QuerySet[Vote]:
    """Of this space; drafts for hosts, and on an evening for whoever has a duty there."""
    ours = Vote.objects.filter(space=here.space).select_related("evening", "space", "opened_by")
    if here.is_host:
        return ours
    on_duty = Evening.objects.filter(duties__membership=here.membership)
    return ours.filter(~Q(state=State.DRAFT) | Q(evening__in=on_duty))
