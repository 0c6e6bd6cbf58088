"""The event log: one row for each change, in the same transaction; references and codes, never a name or a text."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction

from fuerwort.people import hooks
from fuerwort.people.models import Event, Membership, Space

log = logging.getLogger(__name__)


def record(space: Space, *, by: Membership | None, at: datetime, verb: str, about: str = "", **facts: Any) -> Event:
    """Write one row; ``about`` is the public id of what changed."""
    known = {"space": space.slug, "about": about}
    transaction.on_commit(lambda: log.info(verb, extra=known))
    event = Event.objects.create(space=space, at=at, by=by, verb=verb, about=about, facts=facts)
    hooks.queue(event)
    return event


@contextmanager
def quietly() -> Iterator[None]:
    """What an invented year would have logged is not logged; it can be said inside itself."""
    before = logging.root.manager.disable
    logging.disable(logging.INFO)
    try:
        yield
    finally:
        logging.disable(before)
