"""The key to one's own calendar."""

from datetime import datetime

from django.db import transaction

from fuerwort.evenings.models import CalendarKey
from fuerwort.people.links import hashed
from fuerwort.people.models import Membership


@transaction.atomic
def renew_key(*, by: Membership, at: datetime, token: str) -> CalendarKey:
    """Make a new address for the member's own calendar; the one before opens nothing any more."""
    facts = {"token_hash": hashed(token), "made_at": at}
    return CalendarKey.objects.update_or_create(membership=by, defaults=facts)[0]


@transaction.atomic
def drop_key(*, by: Membership) -> None:
    """Close one's own calendar; its address opens nothing any more."""
    CalendarKey.objects.filter(membership=by).delete()
