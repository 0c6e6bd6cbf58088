"""The log: who changed what, in sentences."""

import csv
import io
from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from fuerwort.evenings import verbs as evenings
from fuerwort.evenings import vote_verbs as votes
from fuerwort.experiences import verbs as experiences
from fuerwort.fund import verbs as fund
from fuerwort.magazine import verbs as magazine
from fuerwort.people import verbs as people
from fuerwort.people.queries import Here
from fuerwort.people.queries.desk import desk_member
from fuerwort.people.queries.events import SUBJECTS, Entry, Narrowed, events_for, every_event
from fuerwort.pilot import verbs as pilot
from fuerwort.referrals import verbs as referrals
from fuerwort.web import doors

PARTS = (people, experiences, referrals, fund, pilot, evenings, votes, magazine)
SENTENCES = {verb: said for part in PARTS for verb, said in part.SENTENCES.items()}
TITLES = [
    ("", gettext_lazy("Everything")),
    ("members", gettext_lazy("Members")),
    ("experiences", gettext_lazy("Experiences")),
    ("requests", gettext_lazy("Requests")),
    ("fund", pgettext_lazy("subject of the log", "Fund")),
    ("evenings", pgettext_lazy("subject of the log", "Evenings")),
    ("magazine", gettext_lazy("Magazine")),
    ("pilots", pgettext_lazy("subject of the log", "Pilots")),
    ("space", gettext_lazy("The space")),
]
"""What the log can be narrowed to."""


@dataclass(frozen=True)
class Line:
    at: datetime
    text: str


@doors.host
def events(request: HttpRequest, here: Here) -> HttpResponse:
    asked = _asked(request)
    member = desk_member(here, asked.member) if asked.member else None
    page, entries = events_for(here, asked, page=request.GET.get("page", 1))
    context = {
        "here": here,
        "tab": "events",
        "page": page,
        "lines": [line(entry) for entry in entries],
        "member": member,
        "asked": asked,
        "subjects": TITLES,
    }
    return render(request, "desk/events.html", context)


@doors.host
def sheet(request: HttpRequest, here: Here) -> HttpResponse:
    """What the page shows, all pages of it, as CSV."""
    asked = _asked(request)
    if asked.member:
        desk_member(here, asked.member)
    file = io.StringIO()
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow(["at", "verb", "about", "sentence"])
    for entry in every_event(here, asked):
        rows.writerow([entry.at.isoformat(timespec="seconds"), entry.verb, entry.about, _harmless(line(entry).text)])
    name = {"Content-Disposition": f'attachment; filename="{here.space.slug}-log.csv"'}
    return HttpResponse("\ufeff" + file.getvalue(), content_type="text/csv; charset=utf-8", headers=name)


def _asked(request: HttpRequest) -> Narrowed:
    """What is no subject or no day is taken for everything."""
    said = {name: request.GET.get(name, "") for name in ("subject", "member", "since", "until")}
    return Narrowed(
        subject=said["subject"] if said["subject"] in SUBJECTS else "",
        member=said["member"],
        since=_day(said["since"]),
        until=_day(said["until"]),
    )


def _day(said: str) -> date | None:
    try:
        return parse_date(said)
    except ValueError:
        return None


def _harmless(text: str) -> str:
    """A name that begins like a formula is text in a spreadsheet, too."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def line(entry: Entry) -> Line:
    sentence = SENTENCES.get(entry.verb)
    if sentence is None:
        return Line(entry.at, _("%(who)s changed something: %(verb)s.") % {**entry.facts, "verb": entry.verb})
    return Line(entry.at, str(sentence) % {**entry.facts, "whom": entry.facts["whom"] or _("a former member")})
