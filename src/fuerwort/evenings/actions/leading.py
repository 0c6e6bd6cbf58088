"""Lead an evening on: open the door, let everybody write in silence, turn the cards, decide, close."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from fuerwort.evenings.actions.harvest import suggest_experiences
from fuerwort.evenings.models import Evening, Phase
from fuerwort.evenings.voters import leads
from fuerwort.people.errors import Missing, Refused
from fuerwort.people.events import record as log
from fuerwort.people.models import Membership, public_id

EARLY = timedelta(hours=12)
"""So long before it begins an evening may be opened."""
LONGEST_TIMER = 180


class LeadRefused(Refused):
    """An evening that cannot go on so."""


def may_lead(evening: Evening, member: Membership) -> bool:
    """Hosts, and whoever has a duty on this evening."""
    return member.space_id == evening.space_id and leads(evening, member)


def check_leads(evening: Evening, by: Membership) -> None:
    if not may_lead(evening, by):
        raise Missing


def touch(evening: Evening) -> None:
    """Let the wall and the phones show what changed."""
    Evening.objects.filter(pk=evening.pk).update(version=F("version") + 1)


@transaction.atomic
def lead_to(evening: Evening, phase: str, *, by: Membership, at: datetime, minutes: int = 0) -> Evening:
    """Go to a phase, forward or back, with a timer of so many minutes. Over is over.

    Raises
    ------
    Missing
        ``by`` does not lead this evening.
    LeadRefused
        It was called off, is over, does not begin today, or has no question to write about.
    """
    check_leads(evening, by)
    found = Evening.objects.select_for_update().get(pk=evening.pk)
    if found.phase == phase == Phase.OVER:
        return found
    _check(found, phase, at)
    if not found.door:
        found.door = public_id()
    found.phase, found.phase_at, found.version = phase, at, found.version + 1
    found.timer_at = at + timedelta(minutes=min(minutes, LONGEST_TIMER)) if minutes > 0 else None
    found.save()
    if phase in (Phase.CLOSING, Phase.OVER):
        suggest_experiences(found, at=at, by=by)
    log(by.space, by=by, at=at, verb="evening.phase", about=found.public, phase=phase)
    return found


def _check(evening: Evening, phase: str, at: datetime) -> None:
    if phase not in Phase.values or phase == Phase.PLANNED:
        raise LeadRefused(_("An evening that was opened goes on, or it ends."))
    if evening.cancelled_at:
        raise LeadRefused(_("This evening was called off."))
    if evening.phase == Phase.OVER:
        raise LeadRefused(_("This evening is over."))
    if evening.phase == Phase.PLANNED and not evening.begins_at - EARLY <= at <= evening.ends_at + EARLY:
        raise LeadRefused(_("An evening is opened on its own day."))
    if phase in (Phase.WRITING, Phase.CARDS) and not hasattr(evening, "question"):
        raise LeadRefused(_("First choose the question of the evening."))


@transaction.atomic
def set_timer(evening: Evening, minutes: int, *, by: Membership, at: datetime) -> None:
    """Start the timer anew; none with zero minutes.

    Raises
    ------
    Missing
        ``by`` does not lead this evening.
    """
    check_leads(evening, by)
    until = at + timedelta(minutes=min(minutes, LONGEST_TIMER)) if minutes > 0 else None
    Evening.objects.filter(pk=evening.pk).update(timer_at=until, version=F("version") + 1)
