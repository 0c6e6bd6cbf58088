"""What the first visitor of a process would wait for, done before the server forks."""

from contextlib import suppress

from django.db import DatabaseError, connections
from django.db.models import Count
from django.urls import get_resolver
from django.utils import timezone

from fuerwort.experiences import ready
from fuerwort.fields.suggest import suggest
from fuerwort.people.models import Space
from fuerwort.referrals import snapshot, story
from fuerwort.referrals.actions.rules import latest


def warm() -> None:
    """Import every page, load what the engine compiled, and read the ties of the largest spaces."""
    _ = get_resolver().url_patterns
    suggest("warm")
    for language in ("de", "en"):
        story.told(language)
    with suppress(DatabaseError):  # no tables yet: whoever asks first reads them
        ties()
    connections.close_all()  # nobody may share a connection after a fork


def ties() -> None:
    """Read what was shared, as today's first list will need it."""
    on = timezone.localdate()
    for space in Space.objects.annotate(number=Count("experiences")).order_by("-number", "pk")[: ready.SPACES]:
        snapshot.ties_of(space, on, latest(space).ties, snapshot.members_of(space))
