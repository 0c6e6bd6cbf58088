"""The event log: one row for each change, in the same transaction; references and codes, never a name or a text."""

from datetime import datetime
from typing import Any

from fuerwort.people.models import Event, Membership, Space


def record(space: Space, *, by: Membership | None, at: datetime, verb: str, about: str = "", **facts: Any) -> Event:
    """Write one row; ``about`` is the public id of what changed."""
    return Event.objects.create(space=space, at=at, by=by, verb=verb, about=about, facts=facts)
