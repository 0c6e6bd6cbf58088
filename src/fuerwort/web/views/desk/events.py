"""The log: who changed what, in sentences."""

from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from fuerwort.evenings import verbs as evenings
from fuerwort.evenings import vote_verbs as votes
from fuerwort.experiences import verbs as experiences
from fuerwort.fund import verbs as fund
from fuerwort.magazine import verbs as magazine
from fuerwort.people import verbs as people
from fuerwort.people.queries import Here
from fuerwort.people.queries.desk import desk_member
from fuerwort.people.queries.events import SUBJECTS, Entry, events_for
from fuerwort.pilot import verbs as pilot
from fuerwort.referrals import verbs as referrals
from fuerwort.web import doors

PARTS = (people, experiences, referrals, fund, pilot, evenings, votes, magazine)
SENTENCES = {verb: said for part in PARTS for verb, said in part.SENTENCES.items()}


@dataclass(frozen=True)
class Line:
    at: datetime
    text: str


@doors.host
def events(request: HttpRequest, here: Here) -> HttpResponse:
    subject, public = request.GET.get("subject", ""), request.GET.get("member", "")
    member = desk_member(here, public) if public else None
    page, entries = events_for(here, subject=subject, member=public, page=request.GET.get("page", 1))
    context = {
        "here": here,
        "tab": "events",
        "page": page,
        "lines": [line(entry) for entry in entries],
        "member": member,
    }
    return render(request, "desk/events.html", {**context, "subject": subject if subject in SUBJECTS else ""})


def line(entry: Entry) -> Line:
    sentence = SENTENCES.get(entry.verb)
    if sentence is None:
        return Line(entry.at, _("%(who)s changed something: %(verb)s.") % {**entry.facts, "verb": entry.verb})
    return Line(entry.at, str(sentence) % {**entry.facts, "whom": entry.facts["whom"] or _("a former member")})
