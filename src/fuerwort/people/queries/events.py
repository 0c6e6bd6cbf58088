"""The event log as hosts read it: names are looked up when it is read, and are gone when somebody was erased."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q

from fuerwort.people.models import Event, Membership
from fuerwort.people.queries.here import Here

SUBJECTS = {
    "members": ("member.", "roles.", "sponsor.", "invitation.", "profile.", "agreement."),
    "experiences": ("experience.", "confirmation.", "dispute.", "vouch.", "founding-evening."),
    "space": ("space.", "field"),
}
"""What the log can be narrowed to, and how the verbs of it begin."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row, with what its sentence needs."""

    at: datetime
    verb: str
    facts: dict[str, Any]


def events_for(
    here: Here, *, subject: str = "", member: str = "", page: int | str = 1
) -> "tuple[Page[Event], list[Entry]]":
    """One page of the log, newest first; ``member`` is the public id of whoever did it or whom it was about."""
    here.require_host()
    events = here.space.events.select_related("by").order_by("-at", "-pk")
    if prefixes := SUBJECTS.get(subject):
        events = events.filter(_any(Q(verb__startswith=prefix) for prefix in prefixes))
    if member:
        events = events.filter(Q(about=member) | Q(by__public=member, by__space=here.space))
    found = Paginator(events, 50).get_page(page)
    return found, _entries(here, list(found))


def _any(questions: Iterable[Q]) -> Q:
    either = Q()
    for question in questions:
        either |= question
    return either


def _entries(here: Here, events: list[Event]) -> list[Entry]:
    named = {event.about for event in events} | {str(event.facts.get("member", "")) for event in events}
    names = dict(Membership.objects.filter(space=here.space, public__in=named).values_list("public", "name"))
    fields = {field.slug: field.name for field in here.space.fields.all()}
    return [_entry(event, names, fields) for event in events]


def _entry(event: Event, names: dict[str, str], fields: dict[str, str]) -> Entry:
    facts = {
        **event.facts,
        "who": event.by.name if event.by else "Fürwort",
        "whom": names.get(event.about) or names.get(str(event.facts.get("member", "")), ""),
        "field": fields.get(event.about) or fields.get(str(event.facts.get("field", "")), ""),
        "fields": ", ".join(fields.get(slug, slug) for slug in event.facts.get("fields", [])),
    }
    return Entry(event.at, event.verb, facts)
