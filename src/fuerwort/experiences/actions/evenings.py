"""The founding evening: several people enter what they have already shared, side by side."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from fuerwort.experiences import notices
from fuerwort.experiences.models import FoundingEvening
from fuerwort.people.errors import Missing, Refused
from fuerwort.people.events import record as log
from fuerwort.people.models import Membership, RoleName


class EveningRefused(Refused):
    """A founding evening that cannot begin."""


@transaction.atomic
def start_evening(*, by: Membership, at: datetime) -> FoundingEvening:
    """Begin a founding evening; there is one at a time.

    Raises
    ------
    Missing
        ``by`` is no host.
    EveningRefused
        One is running already.
    """
    _check_host(by)
    try:
        with transaction.atomic():
            evening = FoundingEvening.objects.create(space=by.space, started_by=by, started_at=at)
    except IntegrityError as error:
        raise EveningRefused(_("A founding evening is already running.")) from error
    log(by.space, by=by, at=at, verb="founding-evening.started", about=evening.public)
    notices.evening_started(evening, by, at)
    return evening


@transaction.atomic
def end_evening(evening: FoundingEvening, *, by: Membership, at: datetime) -> FoundingEvening:
    """End it; what is still open stays a question to those concerned. Ending it twice changes nothing.

    Raises
    ------
    Missing
        ``by`` is no host of its space.
    """
    _check_host(by)
    if evening.space_id != by.space_id:
        raise Missing
    found = FoundingEvening.objects.select_for_update().get(pk=evening.pk)
    if found.ended_at is None:
        found.ended_at = at
        found.save(update_fields=["ended_at"])
        log(by.space, by=by, at=at, verb="founding-evening.ended", about=found.public)
    return found


def _check_host(by: Membership) -> None:
    if by.left_at or not by.roles.filter(name=RoleName.HOST).exists():
        raise Missing
