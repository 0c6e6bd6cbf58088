"""Say yes or no to an experience, and change one's mind. Everybody answers for themselves only."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from fuerwort.experiences import notices
from fuerwort.experiences.actions import changes
from fuerwort.experiences.actions.record import DAY
from fuerwort.experiences.models import Answer, Dispute, Experience, Participation, Review
from fuerwort.people.errors import Missing, Refused
from fuerwort.people.events import record as log
from fuerwort.people.models import Membership

LATELY = timedelta(days=90)
"""Confirmations by accounts that another who confirmed invited so lately wait for a host."""


class AnswerRefused(Refused):
    """An answer that can no longer be changed."""


@transaction.atomic
def confirm(experience: Experience, *, by: Membership, at: datetime) -> Participation:
    """Say: yes, that was so. Saying it twice changes nothing.

    Raises
    ------
    Missing
        ``by`` took no part.
    """
    part = part_of(experience, by)
    if part.answer == Answer.CONFIRMED:
        return part
    _close(part)
    part.answer, part.answered_at = Answer.CONFIRMED, at
    part.save()
    notices.answered(part, at)
    look_again(part.experience)
    log(by.space, by=by, at=at, verb="experience.confirmed", about=experience.public)
    changes.note(by.space, part.experience)
    notices.confirmed(part.experience, by, at)
    part.refresh_from_db()
    return part


@transaction.atomic
def deny(experience: Experience, *, by: Membership, at: datetime, note: str = "") -> Participation:
    """Say: no, that was not so; only hosts learn of it and settle it. Saying it twice changes nothing but the note.

    What the house suggested and nobody has said yes to is contradicted by nobody: then there is nothing to settle.

    Raises
    ------
    Missing
        ``by`` took no part.
    AnswerRefused
        ``by`` recorded it.
    """
    part = part_of(experience, by)
    note = " ".join(note.split())[:500]
    if part.answer == Answer.DENIED:
        if note:
            _open_dispute(part).update(note=note)
        return part
    if part.experience.recorded_by_id == by.pk:
        raise AnswerRefused(_("You have recorded this yourself; you can take your confirmation back."))
    unanswer(part, at, Answer.DENIED)
    log(by.space, by=by, at=at, verb="experience.denied", about=experience.public)
    if not part.experience.is_suggested or part.experience.participations.filter(answer=Answer.CONFIRMED).exists():
        dispute = Dispute.objects.create(experience=part.experience, by=by, note=note, opened_at=at)
        notices.disputed(dispute, at)
    return part


@transaction.atomic
def reopen(experience: Experience, *, by: Membership, at: datetime) -> Participation:
    """Undo one's answer within a day: the question is open again, and a dispute it had opened is gone.

    Raises
    ------
    Missing
        ``by`` took no part.
    AnswerRefused
        A day has passed, hosts have settled it, or ``by`` recorded the experience (who withdraws it instead).
    """
    part = part_of(experience, by)
    if part.answered_at is None:
        return part
    if at - part.answered_at > DAY:
        raise AnswerRefused(_("An answer can be undone for 24 hours; they have passed."))
    if part.experience.recorded_by_id == by.pk:
        raise AnswerRefused(_("You have recorded this yourself; you can withdraw it."))
    if Dispute.objects.filter(experience=experience, by=by, settled_at__gte=part.answered_at).exists():
        raise AnswerRefused(_("The hosts have already settled this."))
    _close(part)
    unanswer(part, None, Answer.OPEN)
    log(by.space, by=by, at=at, verb="experience.reopened", about=experience.public)
    return part


@transaction.atomic
def take_back(experience: Experience, *, by: Membership, at: datetime) -> Participation:
    """Take back one's own confirmation, at any time and quietly: it counts as denied, and no dispute is opened.

    Raises
    ------
    Missing
        ``by`` took no part.
    """
    part = part_of(experience, by)
    if part.answer == Answer.CONFIRMED:
        unanswer(part, at, Answer.DENIED)
        log(by.space, by=by, at=at, verb="experience.taken-back", about=experience.public)
    return part


def look_again(experience: Experience) -> None:
    """Let those confirmations wait whose account another who confirmed (or who recorded it) invited lately."""
    parts = experience.participations.filter(answer=Answer.CONFIRMED).select_related("membership")
    present = ({part.membership_id for part in parts} | {experience.recorded_by_id}) - {None}
    for part in parts:
        if part.review == Review.NONE and part.membership.invited_by_id in present and _is_new(part):
            part.review = Review.WAITS
            part.save(update_fields=["review"])
            notices.waiting(part)


def _is_new(part: Participation) -> bool:
    return part.answered_at is not None and part.answered_at - part.membership.joined_at < LATELY


def part_of(experience: Experience, by: Membership) -> Participation:
    """Find the own part; the experience is locked, so that two who confirm at once see each other.

    Raises
    ------
    Missing
        ``by`` took no part.
    """
    locked = Experience.objects.select_for_update(no_key=True).filter(pk=experience.pk, space=by.space_id).first()
    part = locked and Participation.objects.filter(experience=locked, membership=by).first()
    if not locked or not part or by.left_at:
        raise Missing
    part.experience = locked
    return part


def _open_dispute(part: Participation) -> QuerySet[Dispute]:
    return Dispute.objects.filter(experience=part.experience, by=part.membership_id, settled_at__isnull=True)


def _close(part: Participation) -> None:
    """A denial that is no more leaves nothing to settle."""
    for dispute in _open_dispute(part):
        notices.undisputed(dispute)
        dispute.delete()


def unanswer(part: Participation, at: datetime | None, answer: Answer) -> None:
    """Change an answer to one that does not count; what waited for a host waits no longer."""
    was_confirmed = part.answer == Answer.CONFIRMED
    part.answer, part.answered_at = answer, at
    if part.review == Review.WAITS:
        part.review = Review.NONE
    part.save()
    notices.answered(part, at)
    if was_confirmed:
        changes.note(part.experience.space, part.experience)
        notices.unconfirmed(part.experience, part.membership)
