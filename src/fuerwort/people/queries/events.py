"""The event log as hosts read it: names are looked up when it is read, and are gone when somebody was erased."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet

from fuerwort.people.models import Event, Membership
from fuerwort.people.queries.here import Here

SUBJECTS = {
    "members": ("member.", "roles.", "sponsor.", "invitation.", "profile.", "agreement.", "token."),
    "experiences": ("experience.", "confirmation.", "dispute.", "vouch.", "founding-evening."),
    "requests": ("request.", "need.", "placing.", "introduction.", "outcome.", "thanks.", "duty.", "contest.",
                 "books.", "rule."),
    "fund": ("fund.", "contribution.", "audit.", "income.", "round."),
    "evenings": ("evening.", "series.", "session.", "guest.", "question.", "idea", "minutes.", "decision.", "proposal.",
                 "vote."),
    "magazine": ("article.", "category.", "comment.", "magazine.", "mention."),
    "pilots": ("pilot.",),
    "space": ("space.", "field", "figures.", "steps.", "availability.", "hook."),
}  # fmt: skip
"""What the log can be narrowed to, and how the verbs of it begin."""


MOST = 20_000
"""So many rows are handed out as one file, newest first."""


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Which rows are asked for; ``member`` is the public id of whoever did it or whom it was about."""

    subject: str = ""
    member: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One row, with what its sentence needs."""

    at: datetime
    verb: str
    about: str
    facts: dict[str, Any]


def events_for(here: Here, asked: Narrowed, *, page: int | str = 1) -> "tuple[Page[Event], list[Entry]]":
    """One page of the log, newest first."""
    found = Paginator(_events(here, asked), 50).get_page(page)
    return found, _entries(here, list(found))


def every_event(here: Here, asked: Narrowed) -> list[Entry]:
    """The same, not in pages: for a file."""
    return _entries(here, list(_events(here, asked)[:MOST]))


def _events(here: Here, asked: Narrowed) -> "QuerySet[Event]":
    here.require_host()
    events = here.space.events.select_related("by").order_by("-at", "-pk")
    if prefixes := SUBJECTS.get(asked.subject):
        events = events.filter(_any(Q(verb__startswith=prefix) for prefix in prefixes))
    if asked.member:
        events = events.filter(Q(about=asked.member) | Q(by__public=asked.member, by__space=here.space))
    if asked.since:
        events = events.filter(at__date__gte=asked.since)
    if asked.until:
        events = events.filter(at__date__lte=asked.until)
    return events


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
    return Entry(event.at, event.verb, event.about, facts)
