"""The weekly digest: one mail a person, with what is new in all their spaces; nothing new, no mail."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import groupby

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone, translation

from fuerwort.people import links, mail
from fuerwort.people.models import News, Person
from fuerwort.people.news import told

HOUR = 7
"""On Mondays from this hour on; a server that slept catches up later."""


def send_digests(*, at: datetime) -> int:
    """Send this week's digest to everybody it is due to; returns how many mails were queued.

    Each person is one transaction: the mail is queued, the news are marked, and the week is noted together, so that
    a crash neither loses nor doubles a mail.
    """
    monday = _monday(at)
    return sum(_send(pk, monday, at) for pk in _due(monday).values_list("pk", flat=True)) if monday else 0


def _monday(at: datetime) -> date | None:
    here = timezone.localtime(at)
    monday = here.date() - timedelta(days=here.weekday())
    return None if here.weekday() == 0 and here.hour < HOUR else monday


def _due(monday: date) -> QuerySet[Person]:
    not_yet = Q(digest_on__isnull=True) | Q(digest_on__lt=monday)
    unsent = Q(memberships__left_at__isnull=True, memberships__news__mailed_at__isnull=True)
    return Person.objects.filter(not_yet, unsent, memberships__news__isnull=False, wants_digest=True).distinct()


@transaction.atomic
def _send(pk: int, monday: date, at: datetime) -> bool:
    person = Person.objects.select_for_update().get(pk=pk)
    if person.digest_on and person.digest_on >= monday:
        return False
    person.digest_on = timezone.localdate(at)
    person.save(update_fields=["digest_on"])
    news = list(_unsent(person))
    if not news:
        return False
    News.objects.filter(pk__in=[row.pk for row in news]).update(mailed_at=at)
    with translation.override(person.language):
        spaces = [(space, told(rows)) for space, rows in _by_space(news)]
    stop = links.address("unsubscribe", links.sign("unsubscribe", person=person.public))
    mail.post(str(person.email), "digest", person.language, {"spaces": spaces, "at": at}, unsubscribe=stop)
    return True


def _unsent(person: Person) -> QuerySet[News]:
    return (
        News.objects.filter(
            membership__person=person,
            membership__left_at__isnull=True,
            mailed_at__isnull=True,
            read_at__isnull=True,
        )
        .select_related("membership__space")
        .order_by("membership__space__name", "membership", "at")
    )


def _by_space(news: Sequence[News]) -> list[tuple[str, list[News]]]:
    return [(m.space.name, list(rows)) for m, rows in groupby(news, key=lambda row: row.membership)]
