"""The first steps of somebody who is new, each a little more than the one before; computed from what is there."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, F
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from fuerwort.people.models import Membership
from fuerwort.people.queries.here import Here

WEEKS = timedelta(weeks=8)
"""So long after joining the home page shows them."""


@dataclass(frozen=True)
class Step:
    """``state`` is done, now (the first that is not done) or later; ``title`` and ``text`` are translated."""

    code: str
    title: str
    text: str
    url: str
    state: str


def first_steps(here: Here, known: Mapping[str, Exists]) -> list[Step]:
    """All steps this house has a page for; one query.

    ``known`` asks what other apps know of: ``experience`` (one that both confirmed), ``evening`` (came to one),
    ``request`` (answered one), ``work`` (found some for somebody).
    """
    columns: Mapping[str, Any] = {"sponsor_name": F("sponsor__name"), **known}
    row: Any = Membership.objects.filter(pk=here.membership.pk).values("sponsor", **columns).get()
    reached = _reached(here) | {code for code in known if row[code]}
    steps, now = [], ""
    for code, title, text, page, place in _all(row["sponsor_name"] if row["sponsor"] else None):
        try:
            url = reverse(page, args=[here.space.slug]) + place
        except NoReverseMatch:
            continue
        now = now or ("" if code in reached else code)
        steps.append(Step(code, title, text, url, "done" if code in reached else "now" if code == now else "later"))
    return steps


def shows_steps(here: Here, at: datetime) -> bool:
    """Whether home shows them: in the first weeks, unless the member wants to see them no more."""
    return here.membership.joined_at > at - WEEKS and here.membership.steps_hidden_at is None


def _reached(here: Here) -> set[str]:
    member = here.membership
    found = {"profile": member.about and here.has_fields, "capacity": member.availability_at}
    return {code for code, reached in found.items() if reached}


def _all(sponsor: str | None) -> Iterator[tuple[str, str, str, str, str]]:
    """Code, title, text, and the page where it is done, with the place on it."""
    ask = _("Your sponsor %(name)s is the easiest to ask.") % {"name": sponsor} if sponsor else ""
    who_sees = _("Your fields and a few sentences. You decide for each item who sees it.")
    one_tap = _("One tap. It ends by itself, and being fully booked never harms you.")
    quick = _("It takes twenty seconds; the others only need to say yes.")
    yes_or_no = _("When one in your field comes, say yes or no. A no leaves no trace.")
    ask_for = _("You know somebody who needs something? Ask for them; the space answers.")
    yield "profile", _("Say what you do"), who_sees, "profile", ""
    yield "capacity", _("Say whether you have time"), one_tap, "home", "#time"
    yield "experience", _("Record one thing you did together"), ask or quick, "experience-record", ""
    yield "evening", _("Come to a creative evening"), _("Once a month; you need not prepare anything."), "evenings", ""
    yield "request", _("Answer a request"), yes_or_no, "requests", ""
    yield "work", _("Find work for somebody"), ask_for, "request-need", ""
