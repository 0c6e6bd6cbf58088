"""What hosts decide, quietly: settle a denial, release or turn down a confirmation that waits."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fuerwort.experiences import notices
from fuerwort.experiences.actions import changes
from fuerwort.experiences.actions.record import Occasion, check, forget
from fuerwort.experiences.models import Answer, Dispute, Experience, Participation, Review, Settlement
from fuerwort.people.errors import Missing, Refused
from fuerwort.people.events import record as log
from fuerwort.people.models import Membership, RoleName


class SettleRefused(Refused):
    """Something this host may not decide, or that is decided already."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What was so instead; ``without`` the one who denied, if they took no part at all."""

    occasion: Occasion
    without: bool = False


@transaction.atomic
def settle(
    dispute: Dispute,
    settlement: str,
    *,
    by: Membership,
    at: datetime,
    words: str = "",
    correction: Correction | None = None,
) -> Dispute:
    """Keep an experience as it is, correct it, or remove it; only those concerned are told.

    Kept: the denial stands for the one who denied, the others' confirmations for the others. Corrected: the one who
    denied is asked again, the others' confirmations stand, so hours may not grow. Removed: it is gone.

    Raises
    ------
    Missing
        ``by`` is no host here.
    SettleRefused
        It is settled already, ``by`` took part while another host did not, or the correction cannot be.
    """
    found = Dispute.objects.select_for_update(of=("self",)).select_related("experience", "by").get(pk=dispute.pk)
    experience = found.experience
    _check_host(found.by.space_id, by)
    if found.settled_at or experience is None:
        raise SettleRefused(_("This has already been settled."))
    may_decide(experience, by)
    if settlement == Settlement.CORRECTED:
        if correction is None:
            raise SettleRefused(_("Please say what was so instead."))
        _correct(experience, correction, found.by, at)
    found.settled_at, found.settled_by, found.settlement = at, by, settlement
    found.words = " ".join(words.split())[:500]
    found.save()
    log(by.space, by=by, at=at, verb="dispute.settled", about=experience.public, settlement=settlement)
    if settlement == Settlement.REMOVED:
        forget(experience)
    notices.settled(found, experience, at)
    changes.note(by.space, experience)
    if settlement == Settlement.REMOVED:
        experience.delete()
    return found


def _correct(experience: Experience, correction: Correction, denier: Membership, at: datetime) -> None:
    """Write what was so, and ask the one who denied again."""
    occasion = correction.occasion
    check(occasion, experience.space, at)
    if occasion.hours > experience.hours:
        raise SettleRefused(_("A correction cannot add hours that the others have not confirmed."))
    experience.kind, experience.hours, experience.on = occasion.kind, occasion.hours, occasion.on
    experience.text, experience.field, experience.inside = occasion.text, occasion.field, occasion.inside
    experience.save()
    part = Participation.objects.get(experience=experience, membership=denier)
    if not correction.without:
        part.answer, part.answered_at = Answer.OPEN, None
        part.save()
    elif experience.participations.count() < 3:
        raise SettleRefused(_("Only one person would be left. Please remove the experience instead."))
    else:
        part.delete()


@transaction.atomic
def release(part: Participation, *, by: Membership, at: datetime) -> None:
    """Let a confirmation count that waited for a host.

    Raises
    ------
    Missing, SettleRefused
        As for :func:`settle`.
    """
    _decide(part, Review.RELEASED, "confirmation.released", by, at)


@transaction.atomic
def turn_down(part: Participation, *, by: Membership, at: datetime) -> None:
    """Let a confirmation not count; what the member said stays as they said it.

    Raises
    ------
    Missing, SettleRefused
        As for :func:`settle`.
    """
    _decide(part, Review.REFUSED, "confirmation.refused", by, at)


def _decide(part: Participation, review: Review, verb: str, by: Membership, at: datetime) -> None:
    experience = Experience.objects.select_for_update(no_key=True).get(pk=part.experience_id)
    found = Participation.objects.select_related("membership").get(pk=part.pk)
    may_decide(experience, by)
    if found.review == review:
        return
    if found.review != Review.WAITS:
        raise SettleRefused(_("This has already been settled."))
    found.review = review
    found.save(update_fields=["review"])
    log(by.space, by=by, at=at, verb=verb, about=experience.public)
    notices.decided(found, experience, at)
    changes.note(by.space, experience)


def may_decide(experience: Experience, by: Membership) -> None:
    """See whether this host may decide about this experience.

    Raises
    ------
    Missing
        ``by`` is no host of its space.
    SettleRefused
        ``by`` took part, and another host did not.
    """
    _check_host(experience.space_id, by)
    if is_partial(experience, by):
        raise SettleRefused(_("You took part in this yourself; another host decides."))


def _check_host(space: int, by: Membership) -> None:
    if by.left_at or by.space_id != space or not by.roles.filter(name=RoleName.HOST).exists():
        raise Missing


def is_partial(experience: Experience, by: Membership) -> bool:
    """A host who took part may not decide while there is a host who did not."""
    took_part = set(experience.participations.values_list("membership_id", flat=True))
    if by.pk not in took_part:
        return False
    hosts = Membership.objects.active().filter(space=experience.space_id, roles__name=RoleName.HOST)
    return hosts.exclude(pk__in=took_part).exists()
