"""Suggest an experience that nobody has recorded: each says yes, says what was so instead, or says no."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fuerwort.experiences import notices
from fuerwort.experiences.actions import changes
from fuerwort.experiences.actions.answers import AnswerRefused, confirm, part_of, unanswer
from fuerwort.experiences.actions.record import MOST_PEOPLE, Occasion, RecordRefused, check, columns, forget
from fuerwort.experiences.models import Answer, Experience, Participation
from fuerwort.people.errors import Missing
from fuerwort.people.events import record as log
from fuerwort.people.models import Event, Membership, Space


@transaction.atomic
def suggest(
    occasion: Occasion, people: Sequence[Membership], *, source: str, at: datetime, by: Membership | None = None
) -> Experience:
    """Ask these members whether they did this together; nobody has said so yet, and it counts for nobody.

    Parameters
    ----------
    source : what it comes from, as `kind:id`, once per space. Suggested again, it becomes what is said now as long as
        nobody has answered; afterwards it stays as it is. See :mod:`fuerwort.experiences.sources`.
    by : whose deed led to it, for the event log; they confirm like everybody else.

    Raises
    ------
    RecordRefused
        Fewer than two, somebody twice or not here; hours, day or field cannot be.
    """
    if ":" not in source or len(source) > 80:
        raise ValueError(source)
    space = _check_people(people)
    check(occasion, space, at)
    Space.objects.select_for_update(no_key=True).get(pk=space.pk)  # the same source may be suggested twice at once
    known = space.experiences.filter(source=source).first()
    if known:
        return known if _is_answered(known) else _renew(known, occasion, people, at)
    found = Experience.objects.create(space=space, source=source, recorded_at=at, **columns(occasion))
    _ask(found, people, at)
    log(space, by=by, at=at, verb="experience.suggested", about=found.public)
    return found


@transaction.atomic
def take_away(space: Space, *, source: str) -> bool:
    """Take a suggestion away whose source no longer says so, if nobody has answered; returns whether it is gone."""
    found = space.experiences.select_for_update().filter(source=source).first()
    if found is None:
        return True
    if _is_answered(found):
        return False
    forget(found)
    Event.objects.filter(space=space, about=found.public).delete()
    found.delete()
    return True


@transaction.atomic
def adjust(experience: Experience, occasion: Occasion, *, by: Membership, at: datetime) -> Participation:
    """Say what was so instead of what was suggested, and yes to that; whoever had said yes is asked again.

    Raises
    ------
    Missing
        ``by`` took no part, or a member recorded it.
    AnswerRefused
        It counts already: two have said yes.
    RecordRefused
        Hours, day or field cannot be.
    """
    found = part_of(experience, by).experience
    if not found.is_suggested:
        raise Missing
    check(occasion, by.space, at)
    if all(getattr(found, name) == value for name, value in columns(occasion).items()):
        return confirm(found, by=by, at=at)
    agreed = list(found.participations.filter(answer=Answer.CONFIRMED).select_related("membership"))
    if len(agreed) > 1:
        raise AnswerRefused(_("Two have already said yes to it. If it was not so, say no: the hosts look at it."))
    for name, value in columns(occasion).items():
        setattr(found, name, value)
    found.save()
    for part in agreed:
        unanswer(part, None, Answer.OPEN)
    log(by.space, by=by, at=at, verb="experience.adjusted", about=found.public)
    changes.note(by.space, found)
    return confirm(found, by=by, at=at)


def _renew(known: Experience, occasion: Occasion, people: Sequence[Membership], at: datetime) -> Experience:
    """Nobody has answered: it becomes what is said now, and only who is new is told."""
    for name, value in columns(occasion).items():
        setattr(known, name, value)
    known.save()
    there = set(known.participations.values_list("membership_id", flat=True))
    gone = there - {one.pk for one in people}
    known.participations.filter(membership__in=gone).delete()
    notices.unasked(known, gone)
    _ask(known, [one for one in people if one.pk not in there], at)
    return known


def _ask(experience: Experience, people: Sequence[Membership], at: datetime) -> None:
    Participation.objects.bulk_create([Participation(experience=experience, membership=one) for one in people])
    notices.suggested(experience, people, at)


def _is_answered(experience: Experience) -> bool:
    return experience.participations.exclude(answer=Answer.OPEN).exists()


def _check_people(people: Sequence[Membership]) -> Space:
    keys = {one.pk for one in people}
    if len(keys) < 2 or len(keys) < len(people):
        raise RecordRefused(_("Please choose at least two people, everybody once."), "others")
    if len(people) > MOST_PEOPLE:
        raise RecordRefused(_("At most 200 people can take part in one experience."), "others")
    space = people[0].space
    if Membership.objects.active().filter(space=space, pk__in=keys).count() < len(keys):
        raise RecordRefused(_("Only members of this space can take part."), "others")
    return space
