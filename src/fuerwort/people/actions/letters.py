"""What a person reads, and in which language."""

from datetime import datetime

from django.db import transaction

from fuerwort.people.models import Membership, News, Person


def want_digest(*, person: Person, wanted: bool) -> None:
    """Begin or end the weekly digest. It concerns no space, so no space's log has it."""
    person.wants_digest = wanted
    person.save(update_fields=["wants_digest"])


def prefer(*, person: Person, language: str, wants_digest: bool) -> None:
    """Keep the language of pages and mails, and whether the digest is wanted."""
    person.language, person.wants_digest = language, wants_digest
    person.save(update_fields=["language", "wants_digest"])


@transaction.atomic
def read_news(*, by: Membership, at: datetime) -> int:
    """Mark what the member sees on the home page as read; the digest does not repeat it."""
    return News.objects.filter(membership=by, read_at__isnull=True, at__lte=at).update(read_at=at)
