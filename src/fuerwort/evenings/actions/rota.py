"""Duties of an evening, by turn among those willing; whoever cannot offers theirs, and somebody takes it."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from fuerwort.evenings import notices
from fuerwort.evenings.models import Duty, Evening, Phase, Task, Willing
from fuerwort.people.errors import Missing, Refused
from fuerwort.people.events import record as log
from fuerwort.people.models import Membership


class DutyRefused(Refused):
    """A duty that cannot be offered or taken."""


@transaction.atomic
def say_willing(tasks: Iterable[str], *, by: Membership, at: datetime) -> None:
    """Say in which tasks one takes a turn."""
    wanted = {task for task in tasks if task in Task.values}
    Willing.objects.filter(membership=by).exclude(task__in=wanted).delete()
    for task in wanted:
        Willing.objects.get_or_create(membership=by, task=task)


def fill(evening: Evening, *, at: datetime) -> None:
    """Give each task to the willing member whose last turn in it is longest ago, preferring those with fewest yet.

    A duty that has a member already stays with them.
    """
    taken = {duty.task: duty for duty in evening.duties.all()}
    busy = Counter(duty.membership_id for duty in taken.values())
    for task in Task.values:
        duty = taken.get(task) or Duty.objects.create(evening=evening, task=task)
        if duty.membership_id is None and (member := _next(evening, task, busy)):
            duty.membership = member
            duty.save(update_fields=["membership"])
            busy[member.pk] += 1
            notices.on_duty(duty, at)


@transaction.atomic
def replace_who_left(*, at: datetime) -> int:
    """Give the duties of members who have left to whoever is next; returns on how many evenings."""
    left = {"duties__membership__left_at__isnull": False}
    found = list(Evening.objects.told().standing().filter(phase=Phase.PLANNED, begins_at__gte=at, **left).distinct())
    for evening in found:
        evening.duties.filter(membership__left_at__isnull=False).update(membership=None, offered_at=None)
        fill(evening, at=at)
    return len(found)


def _next(evening: Evening, task: str, busy: Counter[int | None]) -> Membership | None:
    """Never had a turn comes first, then longest ago; whoever joined first decides a tie."""
    standing = Q(duties__task=task, duties__evening__cancelled_at__isnull=True)
    willing = (
        Membership.objects.active()
        .filter(space=evening.space_id, willing__task=task)
        .exclude(evening_replies__in=evening.replies.filter(says="no"))
        .annotate(last=Max("duties__evening__begins_at", filter=standing))
    )
    order = sorted(willing, key=lambda m: (busy[m.pk], m.last is not None, m.last or m.joined_at, m.joined_at, m.pk))
    return order[0] if order else None


@transaction.atomic
def offer(duty: Duty, *, by: Membership, at: datetime) -> Duty:
    """Say that one cannot; everybody willing hears it, and until somebody takes it over it stays with ``by``.

    Raises
    ------
    Missing
        It is not the duty of ``by``.
    DutyRefused
        The evening is over.
    """
    found = _locked(duty, by)
    if found.membership_id != by.pk:
        raise Missing
    if found.offered_at is None:
        found.offered_at = at
        found.save(update_fields=["offered_at"])
        log(by.space, by=by, at=at, verb="duty.offered", about=found.public)
        notices.duty_offered(found, at)
    return found


@transaction.atomic
def keep(duty: Duty, *, by: Membership, at: datetime) -> Duty:
    """Keep a duty one had offered.

    Raises
    ------
    Missing
        It is not the duty of ``by``.
    DutyRefused
        The evening is over.
    """
    found = _locked(duty, by)
    if found.membership_id != by.pk:
        raise Missing
    if found.offered_at:
        found.offered_at = None
        found.save(update_fields=["offered_at"])
        log(by.space, by=by, at=at, verb="duty.kept", about=found.public)
        notices.duty_settled(found)
    return found


@transaction.atomic
def take(duty: Duty, *, by: Membership, at: datetime) -> Duty:
    """Take over a duty that is free or offered. Taking one's own changes nothing.

    Raises
    ------
    Missing
        ``by`` is no member of its space.
    DutyRefused
        Somebody else has it and does not offer it, or the evening is over.
    """
    found = _locked(duty, by)
    if found.membership_id == by.pk:
        return found
    before = found.membership
    if before and not found.offered_at:
        raise DutyRefused(_("%(name)s cares for this already.") % {"name": before.name})
    found.membership, found.offered_at = by, None
    found.save(update_fields=["membership", "offered_at"])
    log(by.space, by=by, at=at, verb="duty.taken", about=found.public)
    notices.duty_settled(found)
    if before:
        notices.duty_taken(found, before, at)
    return found


def _locked(duty: Duty, by: Membership) -> Duty:
    found = Duty.objects.select_for_update(of=("self",)).select_related("evening", "membership").get(pk=duty.pk)
    if found.evening.space_id != by.space_id or by.left_at:
        raise Missing
    if found.evening.phase == Phase.OVER or found.evening.cancelled_at:
        raise DutyRefused(_("This evening is over or was called off."))
    return found
