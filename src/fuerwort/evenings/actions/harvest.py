"""What an evening leaves: suggested experiences, and no trace of its guests; docs/rules/evenings.md."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from fuerwort.evenings.models import Evening, Phase, Session
from fuerwort.experiences.actions import Occasion, suggest
from fuerwort.experiences.models import Kind
from fuerwort.people import mail
from fuerwort.people.events import record as log
from fuerwort.people.models import Membership

AFTERWARDS = timedelta(hours=12)
"""So long after its end an evening is followed up."""
MOST_PEOPLE = 200
MOST_WORDS = 300


@dataclass(frozen=True, slots=True)
class Shared:
    """One suggestion: where it comes from, what it was, who was part of it."""

    source: str
    occasion: Occasion
    people: Sequence[Membership]
    session: Session | None = None


def suggest_experiences(evening: Evening, *, at: datetime, by: Membership | None = None) -> None:
    """Ask all concerned whether they shared what the evening knows of; again, as long as nobody has answered."""
    with translation.override(settings.LANGUAGE_CODE):
        for one in _shared(evening, at):
            if len(one.people) < 2:
                continue
            found = suggest(one.occasion, one.people[:MOST_PEOPLE], source=one.source, at=at, by=by)
            if one.session:
                Session.objects.filter(pk=one.session.pk).update(experience=found)


def _shared(evening: Evening, at: datetime) -> Iterator[Shared]:
    active = Membership.objects.active()
    there = list(active.filter(check_ins__evening=evening).order_by("check_ins__at", "pk"))
    question = getattr(evening, "question", None)
    about = {"evening": evening.name, "question": question.text if question else ""}
    text = _("%(evening)s: %(question)s") % about if question else evening.name
    yield Shared(f"evening:{evening.public}", _occasion(evening, Kind.LEARNING, text, at), there)
    cared = [member for member in active.filter(duties__evening=evening).distinct().order_by("pk") if member in there]
    text = _("cared for an evening: %(evening)s") % about
    yield Shared(f"evening-duties:{evening.public}", _occasion(evening, Kind.CARE, text, at), cared)
    for session in evening.sessions.select_related("led_by"):
        took = [m for m in active.filter(check_ins__sessions=session).order_by("pk") if m.pk != session.led_by_id]
        people = [session.led_by, *took] if session.led_by.left_at is None else took
        occasion = _occasion(evening, session.kind, session.title, at, minutes=session.minutes)
        yield Shared(f"session:{session.public}", occasion, people, session)


def _occasion(evening: Evening, kind: str, text: str, at: datetime, *, minutes: float = 0) -> Occasion:
    spent = minutes or (evening.ends_at - evening.begins_at).total_seconds() / 60
    return Occasion(kind, max(round(spent / 60, 2), 0.1), min(evening.on, timezone.localdate(at)), text[:MOST_WORDS])


def follow_up(*, at: datetime) -> int:
    """Close what ended twelve hours ago, and forget its guests; returns how many."""
    due = Evening.objects.filter(followed_up_at=None, ends_at__lt=at - AFTERWARDS).filter(
        Q(told_at__isnull=False) | Q(guests__isnull=False)
    )
    found = list(due.distinct().values_list("pk", flat=True))
    for pk in found:
        _follow_up(pk, at)
    return len(found)


@transaction.atomic
def _follow_up(pk: int, at: datetime) -> None:
    evening = Evening.objects.select_for_update(of=("self",)).select_related("space").get(pk=pk)
    if evening.is_running:
        evening.phase, evening.phase_at = Phase.OVER, at
        suggest_experiences(evening, at=at)
    elif evening.phase == Phase.PLANNED:
        evening.phase = Phase.OVER  # it took place without the house, or not at all
    for guest in evening.guests.all():
        if guest.email:
            mail.drop(guest.email)
        guest.delete()
    evening.followed_up_at = at
    evening.save()
    log(evening.space, by=None, at=at, verb="evening.followed-up", about=evening.public)
