"""What an erasure takes of evenings: replies, duties to come, guests and drafts. Ideas stay, without a name."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import ngettext

from fuerwort.evenings.models import Author, CalendarKey, Duty, Guest, Question, Reply, Revision, Willing
from fuerwort.people import erasure
from fuerwort.people.erasure import Foretold
from fuerwort.people.models import Membership


def foretell(memberships: Sequence[Membership]) -> Foretold:
    ideas = Author.objects.filter(check_in__membership__in=memberships, idea__withdrawn_at=None).count()
    said = ngettext(
        "One idea of an evening, without your name.", "%(number)s ideas of evenings, without your name.", ideas
    )
    return Foretold(stays=[said % {"number": ideas}] if ideas else [])


def forget(membership: Membership, at: datetime) -> None:
    """Part of :func:`fuerwort.people.actions.erasing.erase`."""
    for of in (Reply, Willing, CalendarKey):
        of.objects.filter(membership=membership).delete()
    Duty.objects.filter(membership=membership, evening__begins_at__gte=at).update(membership=None, offered_at=None)
    Guest.objects.filter(invited_by=membership).delete()
    Question.objects.filter(asked_by=membership, evening=None).delete()
    Question.objects.filter(asked_by=membership).update(asked_by=None)
    Author.objects.filter(check_in__membership=membership).delete()
    Revision.objects.filter(by=membership, version=None).delete()


erasure.add(erasure.Part(foretell, forget))
