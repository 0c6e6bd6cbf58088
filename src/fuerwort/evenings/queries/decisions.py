"""What was decided, what is not done yet, what the public reads, and what became of one's own ideas."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from fuerwort.evenings import effect_words
from fuerwort.evenings.effect_words import Change
from fuerwort.evenings.models import Author, Decision, Fate, Idea, Proposal, State, Vote, Wording
from fuerwort.evenings.voters import may_settle
from fuerwort.people.errors import Missing
from fuerwort.people.models import Membership, Memberships, Space
from fuerwort.people.queries import Here


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision as its page shows it."""

    decision: Decision
    changes: Sequence[Change]
    may_settle: bool


@dataclass(frozen=True, slots=True)
class Became:
    """An idea, and what became of it so far; one that lies under another card goes the way of that card."""

    idea: Idea
    taken_by: Membership | None
    decision: Decision | None
    voted: str
    """Public id of the vote it was put to, if it was opened."""
    running: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """What the space says under a heading, and what it said before."""

    now: Wording
    before: Sequence[Wording]


def undone(here: Here) -> QuerySet[Decision]:
    """Decided and not yet done: what is due first comes first."""
    return _of(here).filter(fate=Fate.OPEN).order_by("due", "decided_at")


def settled(here: Here) -> QuerySet[Decision]:
    """Done or dropped, newest first."""
    return _of(here).exclude(fate=Fate.OPEN).order_by("-settled_at")


def decision_for(here: Here, public: str) -> Decided:
    """One decision.

    Raises
    ------
    Missing
        There is none here.
    """
    found = _of(here).filter(public=public).first()
    if found is None:
        raise Missing
    proposal = found.proposal
    named = effect_words.names([found])
    facts = proposal.facts | found.facts
    return Decided(found, effect_words.changes(found.effect, facts, named), may_settle(found, here.membership))


def my_ideas(here: Here) -> Sequence[Became]:
    """The viewer's own words, newest first, and what became of each."""
    wrote = Author.objects.filter(check_in__membership=here.membership, brought=False)
    ideas = Idea.objects.filter(pk__in=wrote.values("idea"), withdrawn_at=None).order_by("-written_at")
    rows = list(ideas.select_related("taken_by", "merged_into__taken_by")[:20])
    ways = {row.pk: {row.pk, row.merged_into_id} - {None} for row in rows}
    put = Proposal.objects.filter(idea__in=set().union(*ways.values())).select_related("vote", "decision")
    found = list(put.exclude(vote__state__in=(State.DRAFT, State.OFF)).order_by("pk"))
    return [_became(row, [one for one in found if one.idea_id in ways[row.pk]]) for row in rows]


def _became(idea: Idea, seen: Sequence[Proposal]) -> Became:
    decided = next((one.decision for one in seen if hasattr(one, "decision")), None)
    last = seen[-1].vote if seen else None
    top = idea.merged_into or idea
    return Became(idea, top.taken_by, decided, last.public if last else "", bool(last and last.state != State.CLOSED))


def cards(vote: Vote) -> Sequence[Idea]:
    """Ideas of the evening that may become proposals of its vote; each once."""
    if vote.evening is None:
        return []
    found = Idea.objects.cards().filter(question__evening=vote.evening).exclude(proposals__vote=vote)
    return list(found.order_by("written_at"))


def idea_for(here: Here, public: str) -> Idea:
    """An idea of this space that was not taken back.

    Raises
    ------
    Missing
        There is none.
    """
    found = Idea.objects.filter(question__space=here.space, public=public, withdrawn_at=None).first()
    if found is None:
        raise Missing
    return found


def owners(here: Here) -> Memberships:
    """Who may care for a decision."""
    return here.space.memberships.active().order_by("name")


def owner_for(here: Here, public: str) -> Membership:
    """One of them, or Missing."""
    found = owners(here).filter(public=public).first()
    if found is None:
        raise Missing
    return found


def answers(space: Space, at: datetime) -> Sequence[Answer]:
    """What the space says of itself to everybody, heading by heading, with the earlier versions."""
    found: dict[str, list[Wording]] = {}
    for one in space.wordings.filter(since__lte=at).select_related("decision__proposal").order_by("-since", "-pk"):
        found.setdefault(one.heading, []).append(one)
    return [Answer(versions[0], versions[1:]) for _heading, versions in sorted(found.items())]


def is_late(decision: Decision, on: date) -> bool:
    """Whether it was to be done before this day."""
    return decision.fate == Fate.OPEN and decision.due is not None and decision.due < on


def _of(here: Here) -> QuerySet[Decision]:
    return Decision.objects.filter(space=here.space).select_related("proposal", "owner", "vote", "settled_by", "space")
