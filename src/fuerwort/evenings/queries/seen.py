"""One evening as one member sees it: who comes, who cares for what, what happens when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, Q

from fuerwort.evenings import notices
from fuerwort.evenings.models import (
    AgendaItem,
    CheckIn,
    Duty,
    Evening,
    Guest,
    Phase,
    Question,
    Reply,
    Says,
    Task,
)
from fuerwort.evenings.queries.live import Pile, is_at_the_table, piles_on
from fuerwort.people.errors import Missing
from fuerwort.people.models import Membership
from fuerwort.people.queries import Here


@dataclass(frozen=True, slots=True)
class Slot:
    """An item of the agenda, and when it begins."""

    item: AgendaItem
    begins: datetime


@dataclass(frozen=True, slots=True)
class Seen:
    """What a member may see of an evening. A no is nobody else's business."""

    evening: Evening
    says: str
    """What the viewer said."""
    coming: Sequence[Membership]
    guests: int
    """How many guests come."""
    my_guests: Sequence[tuple[Guest, str]]
    """Those the viewer invited, for hosts all of them, with the address to pass on."""
    duties: Sequence[Duty]
    agenda: Sequence[Slot]
    may_lead: bool
    is_here: bool
    """The viewer has checked in."""
    piles: Sequence[Pile]
    """The cards, once they are turned."""
    has_minutes: bool

    @property
    def may_reply(self) -> bool:
        return self.evening.cancelled_at is None and self.evening.phase != Phase.OVER

    @property
    def is_open(self) -> bool:
        return any(pile.cards for pile in self.piles)

    @property
    def question(self) -> Question | None:
        return getattr(self.evening, "question", None)


def seen_by(here: Here, evening: Evening) -> Seen:
    """Everything the page of an evening shows."""
    replies = list(
        Reply.objects.filter(
            Q(says=Says.YES) | Q(membership=here.membership), evening=evening, membership__left_at=None
        )
        .select_related("membership")
        .order_by("membership__name")
    )
    guests = list(evening.guests.select_related("invited_by").order_by("at"))
    own = [g for g in guests if here.is_host or g.invited_by_id == here.membership.pk]
    duties = list(evening.duties.select_related("membership"))
    order = list(Task.values)
    seat = is_at_the_table(here, evening)
    return Seen(
        evening=evening,
        says=next((one.says for one in replies if one.membership_id == here.membership.pk), Says.OPEN),
        coming=[one.membership for one in replies if one.says == Says.YES],
        guests=sum(g.says == Says.YES for g in guests),
        my_guests=[(g, notices.guest_address(g)) for g in own],
        duties=sorted(duties, key=lambda duty: order.index(duty.task)),
        agenda=slots(evening),
        may_lead=here.is_host or any(duty.membership_id == here.membership.pk for duty in duties),
        is_here=seat is not None,
        piles=piles_on(evening, seat),
        has_minutes=evening.phase != Phase.PLANNED and hasattr(evening, "minutes_kept"),
    )


def came_to_one(here: Here) -> Exists:
    """Whether the member has been to an evening: one of the first steps."""
    return Exists(CheckIn.objects.filter(membership=here.membership))


def slots(evening: Evening) -> list[Slot]:
    found, begins = [], evening.begins
    for item in evening.agenda.all():
        found.append(Slot(item, begins))
        begins += timedelta(minutes=item.minutes)
    return found


def duty_for(here: Here, evening: Evening, public: str) -> Duty:
    """A duty of this evening.

    Raises
    ------
    Missing
        There is none.
    """
    found = Duty.objects.filter(evening=evening, public=public).select_related("evening").first()
    if found is None:
        raise Missing
    return found


def guest_of(here: Here, evening: Evening, public: str) -> Guest:
    """A guest whom the viewer invited; any for hosts.

    Raises
    ------
    Missing
        There is none.
    """
    mine = Q() if here.is_host else Q(invited_by=here.membership)
    found = Guest.objects.filter(mine, evening=evening, public=public).select_related("evening").first()
    if found is None:
        raise Missing
    return found


def questions(here: Here) -> Sequence[Question]:
    """Questions that wait for an evening, oldest first."""
    waiting = Question.objects.filter(space=here.space, evening=None, withdrawn_at=None)
    return list(waiting.select_related("asked_by").order_by("asked_at"))


def question_for(here: Here, public: str) -> Question:
    """A question of this space.

    Raises
    ------
    Missing
        There is none.
    """
    found = Question.objects.filter(space=here.space, public=public, withdrawn_at=None).first()
    if found is None:
        raise Missing
    return found
