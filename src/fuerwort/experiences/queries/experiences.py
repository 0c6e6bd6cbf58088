"""Experiences: all of one's own, with every answer; another's only once two have confirmed it, without what is open."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from fuerwort.experiences.actions.record import DAY
from fuerwort.experiences.models import Answer, Dispute, Experience, Participation, Review
from fuerwort.people.errors import Missing
from fuerwort.people.models import Membership
from fuerwort.people.queries import Here


@dataclass(frozen=True)
class Shown:
    """An experience as one member may see it."""

    experience: Experience
    parts: Sequence[Participation]
    mine: Participation | None
    knows_all: bool
    """Whether the viewer sees what is open, denied or waits; others see who confirmed."""
    at: datetime
    dispute: Dispute | None = None
    """The viewer's own denial and what hosts said to it; looked up for a single experience only."""

    @property
    def others(self) -> list[Membership]:
        """Those seen, but for the viewer."""
        return self._names(lambda part: True)

    def _names(self, keep: Callable[[Participation], bool]) -> list[Membership]:
        return [p.membership for p in self.parts if keep(p) and (self.mine is None or p.pk != self.mine.pk)]

    @property
    def confirmed(self) -> list[Membership]:
        return self._names(lambda part: part.counts)

    @property
    def unanswered(self) -> list[Membership]:
        return self._names(lambda part: part.answer == Answer.OPEN)

    @property
    def denied(self) -> list[Membership]:
        return self._names(lambda part: part.answer == Answer.DENIED)

    @property
    def beside_recorder(self) -> list[Membership]:
        """Those seen, but for the viewer and the one who recorded it."""
        return self._names(lambda part: part.membership_id != self.experience.recorded_by_id)

    @property
    def is_whole(self) -> bool:
        """Whether all who are seen have confirmed it, and nothing waits."""
        return all(part.counts for part in self.parts)

    @property
    def waiting(self) -> bool:
        """Whether a confirmation waits for a host."""
        return any(part.review == Review.WAITS for part in self.parts)

    @property
    def is_recorder(self) -> bool:
        return self.mine is not None and self.experience.recorded_by_id == self.mine.membership_id

    @property
    def may_withdraw(self) -> bool:
        return self.is_recorder and self.at - self.experience.recorded_at <= DAY

    @property
    def may_adjust(self) -> bool:
        """Whether the viewer may say what was so instead of what was suggested: as long as it does not count."""
        agreed = sum(part.answer == Answer.CONFIRMED for part in self.parts)
        return bool(self.experience.source and self.mine and self.mine.answer == Answer.OPEN and agreed < 2)

    @property
    def may_answer(self) -> bool:
        return self.mine is not None and self.mine.answer != Answer.CONFIRMED

    @property
    def may_undo(self) -> bool:
        answered = self.mine and self.mine.answered_at
        return bool(answered and not self.is_recorder and self.at - answered <= DAY)

    @property
    def may_take_back(self) -> bool:
        confirmed = self.mine is not None and self.mine.answer == Answer.CONFIRMED
        return confirmed and not self.may_undo and not self.may_withdraw

    @property
    def may_vouch_for(self) -> list[Membership]:
        """Colleagues who are here and whose confirmation counts beside the viewer's."""
        if not (self.mine and self.mine.counts):
            return []
        return [p.membership for p in self.parts if p.counts and p.pk != self.mine.pk and p.membership.left_at is None]


def whole(rows: QuerySet[Experience]) -> QuerySet[Experience]:
    """Everything a page says about an experience, in two queries."""
    parts = Participation.objects.select_related("membership").order_by("membership__name", "pk")
    return rows.select_related("field", "recorded_by", "evening").prefetch_related(Prefetch("participations", parts))


def shown(here: Here, experience: Experience, at: datetime, *, named: bool = False) -> Shown:
    """The parts of an experience that may be seen from here; ``named``: who took part is said aloud anyway."""
    parts = list(experience.participations.all())
    own = next((part for part in parts if part.membership_id == here.membership.pk), None)
    knows_all = own is not None or here.is_host
    return Shown(experience, [p for p in parts if named or knows_all or p.counts], own, knows_all, at)


def experience_for(here: Here, public: str, at: datetime) -> Shown:
    """One experience: for those who took part, for hosts, and for all members once two have confirmed it.

    Raises
    ------
    Missing
        There is none here, or not for this member.
    """
    found = whole(Experience.objects.filter(space=here.space, public=public)).first()
    if found is None:
        raise Missing
    aloud = found.evening is not None and found.evening.ended_at is None
    seen = shown(here, found, at, named=aloud)
    if not seen.knows_all and len(seen.parts) < 2:
        raise Missing
    return with_dispute(here, seen)


def with_dispute(here: Here, seen: Shown) -> Shown:
    """The same, with the viewer's latest denial."""
    found = Dispute.objects.filter(experience=seen.experience, by=here.membership).order_by("-opened_at").first()
    return replace(seen, dispute=found)


def open_questions(here: Here, at: datetime) -> list[Shown]:
    """What others say one did with them and one has not answered, newest first."""
    return [shown(here, row, at) for row in whole(questions(here))[:50]]


def questions(here: Here) -> QuerySet[Experience]:
    """The same, without who else took part; what nobody says, or can still say, with them is no question."""
    others = Participation.objects.filter(experience=OuterRef("pk")).exclude(membership=here.membership)
    claimed = Exists(others.filter(answer=Answer.CONFIRMED))
    possible = Exists(others.filter(answer=Answer.OPEN, membership__left_at__isnull=True))
    asked = {"participations__membership": here.membership, "participations__answer": Answer.OPEN}
    rows = Experience.objects.filter(claimed | (~Q(source="") & possible), **asked)
    return rows.order_by("-recorded_at", "-pk")


def mine(here: Here, kind: str = "") -> QuerySet[Experience]:
    """What one has answered for oneself, newest first."""
    answers = (Answer.CONFIRMED, Answer.DENIED)
    rows = Experience.objects.filter(participations__membership=here.membership, participations__answer__in=answers)
    if kind:
        rows = rows.filter(kind=kind)
    return whole(rows.order_by("-on", "-pk"))


def shared(here: Here, one: Membership, other: Membership) -> QuerySet[Experience]:
    """What two members both confirmed, newest first; every member may see it."""
    rows = Experience.objects.filter(space=here.space)
    for member in (one, other):
        rows = rows.filter(
            Exists(Participation.objects.counting().filter(experience=OuterRef("pk"), membership=member))
        )
    return whole(rows.order_by("-on", "-pk"))
