"""An evening while it runs: what the wall shows, what each phone shows. Before the cards are turned, only one's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery, Value

from fuerwort.evenings.models import Author, CheckIn, Evening, Group, Idea, Phase, Question, Session
from fuerwort.experiences.models import Experience, Participation
from fuerwort.people.errors import Missing
from fuerwort.people.queries import Here

OPEN = (Phase.CARDS, Phase.DECIDING, Phase.CLOSING, Phase.OVER)
"""Phases in which the cards are turned."""


@dataclass(frozen=True, slots=True)
class Card:
    """An idea on the table, with the words of those that lie under it. Nobody's name stands on it."""

    idea: Idea
    under: Sequence[Idea]
    mine: bool = False

    @property
    def voices(self) -> int:
        """How many said it."""
        return len(self.under) + 1


@dataclass(frozen=True, slots=True)
class Pile:
    """A group with its cards; those that lie free have none."""

    group: Group | None
    cards: Sequence[Card]


@dataclass(frozen=True, slots=True)
class Table:
    """All that is on the table, or how much lies there face down."""

    evening: Evening
    question: Question | None
    people: int
    ideas: int
    piles: Sequence[Pile]
    stamp: str
    """Changes when anything here changes."""

    @property
    def is_open(self) -> bool:
        return self.evening.phase in OPEN


@dataclass(frozen=True, slots=True)
class Suggested:
    """Something shared on this evening, and what the viewer said to it."""

    experience: Experience
    answer: str
    others: Sequence[str]


def evening_behind(door: str) -> Evening:
    """The evening that this door leads to, as long as it is not over.

    Raises
    ------
    Missing
        No evening runs behind it.
    """
    found = Evening.objects.standing().filter(door=door).select_related("question").first() if door else None
    if found is None or not found.is_running:
        raise Missing
    return found


def seat(evening: Evening, public: str) -> CheckIn | None:
    """Whoever checked in with this device."""
    if not public:
        return None
    found = CheckIn.objects.filter(evening=evening, public=public).select_related("membership").first()
    if found is None or (found.membership and found.membership.left_at):
        return None
    found.evening = evening
    return found


def stamp(evening: Evening) -> str:
    """One query; a phone that shows this already need not be told anything."""
    ideas = number(Idea.objects.cards().filter(question__evening=OuterRef("pk")), "question__evening")
    people = number(CheckIn.objects.filter(evening=OuterRef("pk")), "evening")
    row = Evening.objects.filter(pk=evening.pk).values_list("version", ideas, people).get()
    return ".".join(str(part or 0) for part in (evening.phase, *row))


def number(rows: QuerySet[Any], by: str) -> Subquery:
    """How many rows of an inner query have the same ``by``; null for none."""
    return Subquery(rows.order_by().values(by).annotate(number=Count("pk")).values("number"))


def table(evening: Evening, viewer: CheckIn | None = None, mark: str = "") -> Table:
    """What lies on the table. Cards are in it only once they are turned.

    Parameters
    ----------
    mark : the stamp, if it was asked for just before.
    """
    question = getattr(evening, "question", None)
    mark = mark or stamp(evening)
    _phase, _version, cards, people = mark.rsplit(".", 3)
    return Table(evening, question, int(people), int(cards), piles_on(evening, viewer), mark)


def piles_on(evening: Evening, viewer: CheckIn | None = None) -> list[Pile]:
    """The cards in their groups, once they are turned. Two queries."""
    question = getattr(evening, "question", None)
    if question is None or evening.phase not in OPEN:
        return []
    mine = Exists(Author.objects.filter(idea=OuterRef("pk"), check_in=viewer)) if viewer else Value(False)
    ideas = list(
        question.ideas.filter(withdrawn_at=None)
        .select_related("taken_by")
        .annotate(mine=mine)
        .order_by("written_at", "pk")
    )
    under: dict[int, list[Idea]] = {}
    for idea in ideas:
        if idea.merged_into_id:
            under.setdefault(idea.merged_into_id, []).append(idea)
    lying: dict[int | None, list[Card]] = {}
    for idea in ideas:
        if not idea.merged_into_id:
            lying.setdefault(idea.group_id, []).append(Card(idea, under.get(idea.pk, []), bool(idea.mine)))
    groups = [Pile(group, lying.get(group.pk, [])) for group in question.groups.all()]
    return [*groups, Pile(None, lying.get(None, []))]


def own_ideas(check_in: CheckIn) -> Sequence[Idea]:
    """What one wrote, alone or with others, newest first."""
    return list(Idea.objects.filter(authors__check_in=check_in, withdrawn_at=None).order_by("-written_at"))


def idea_at(evening: Evening, public: str) -> Idea:
    """An idea of this evening.

    Raises
    ------
    Missing
        There is none.
    """
    found = (
        Idea.objects.filter(question__evening=evening, public=public, withdrawn_at=None)
        .select_related("question__evening", "merged_into")
        .first()
    )
    if found is None:
        raise Missing
    return found


def group_at(evening: Evening, public: str) -> Group:
    """A group of this evening.

    Raises
    ------
    Missing
        There is none.
    """
    found = Group.objects.filter(question__evening=evening, public=public).select_related("question__evening").first()
    if found is None:
        raise Missing
    return found


def sessions(evening: Evening, viewer: CheckIn | None) -> Sequence[tuple[Session, bool]]:
    """What was shown on this evening, and whether the viewer said that they took part."""
    there = Session.took_part.through.objects.filter(session=OuterRef("pk"), checkin=viewer)
    found = evening.sessions.select_related("led_by").annotate(mine=Exists(there) if viewer else Value(False))
    return [(one, bool(one.mine)) for one in found.order_by("at")]


def session_at(evening: Evening, public: str) -> Session:
    """Something shown on this evening.

    Raises
    ------
    Missing
        There is none.
    """
    found = Session.objects.filter(evening=evening, public=public).first()
    if found is None:
        raise Missing
    return found


def suggested(check_in: CheckIn) -> Sequence[Suggested]:
    """What this member is asked about because of this evening; nothing for guests."""
    if check_in.membership is None:
        return []
    sources = [f"evening:{check_in.evening.public}", f"evening-duties:{check_in.evening.public}"]
    sources += [f"session:{one}" for one in check_in.evening.sessions.values_list("public", flat=True)]
    mine = Participation.objects.filter(
        membership=check_in.membership, experience__source__in=sources, experience__space=check_in.evening.space_id
    ).select_related("experience")
    found = []
    for part in mine.order_by("experience__recorded_at", "experience__pk").prefetch_related(
        "experience__participations__membership"
    ):
        others = [
            p.membership.name for p in part.experience.participations.all() if p.membership_id != part.membership_id
        ]
        found.append(Suggested(part.experience, part.answer, others))
    return found


def is_at_the_table(here: Here, evening: Evening) -> CheckIn | None:
    """The member's own check-in."""
    return CheckIn.objects.filter(evening=evening, membership=here.membership).select_related("membership").first()


def runs_out(evening: Evening, at: datetime) -> datetime | None:
    """When the timer ends, if one runs."""
    return evening.timer_at if evening.timer_at and evening.timer_at > at else None
