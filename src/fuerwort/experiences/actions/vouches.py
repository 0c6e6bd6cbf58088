"""Fürsprache: a member's own word for a colleague, tied to an experience both confirmed."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fuerwort.experiences import notices
from fuerwort.experiences.models import Experience, Vouch
from fuerwort.people.errors import Missing, Refused
from fuerwort.people.events import record as log
from fuerwort.people.models import Membership


class VouchRefused(Refused):
    """A word that rests on nothing both confirmed, or that says nothing."""


@transaction.atomic
def vouch(experience: Experience, about: Membership, text: str, *, by: Membership, at: datetime) -> Vouch:
    """Say a good word for a colleague; saying another about the same experience replaces it.

    Raises
    ------
    Missing
        ``by`` took no part.
    VouchRefused
        It is about oneself, nothing is said, or not both have confirmed.
    """
    if not experience.participations.filter(membership=by).exists() or by.left_at:
        raise Missing
    words = " ".join(text.split())
    if not 0 < len(words) <= 500:
        raise VouchRefused(_("Please say it in your own words, in at most 500 characters."))
    both = experience.participations.counting().filter(membership__in=[by, about]).count() == 2
    if by.pk == about.pk or not both:
        raise VouchRefused(_("A word for somebody rests on an experience that you both confirmed."))
    said, _new = Vouch.objects.update_or_create(
        by=by, about=about, experience=experience, defaults={"text": words, "given_at": at, "withdrawn_at": None}
    )
    log(by.space, by=by, at=at, verb="vouch.given", about=experience.public, vouch=said.public)
    notices.vouched(said, at)
    return said


@transaction.atomic
def withdraw_vouch(said: Vouch, *, by: Membership, at: datetime) -> None:
    """Take a word back: whoever said it may, and whoever it is about. Doing it twice changes nothing.

    Raises
    ------
    Missing
        ``by`` is neither.
    """
    if by.left_at or by.pk not in (said.by_id, said.about_id):
        raise Missing
    if Vouch.objects.filter(pk=said.pk, withdrawn_at__isnull=True).update(withdrawn_at=at):
        log(by.space, by=by, at=at, verb="vouch.withdrawn", about=said.experience.public, vouch=said.public)
