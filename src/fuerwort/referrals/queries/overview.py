"""All requests somebody has to do with, as lists."""

from collections.abc import Sequence
from dataclasses import dataclass

from fuerwort.people.queries import Here
from fuerwort.referrals.actions.owners import RUNNING
from fuerwort.referrals.models import Answer, Explanation, Placing, Request, Requests, State

RECENT = 50
"""Lists show so many, newest first."""


@dataclass(frozen=True)
class Overview:
    """What a member sees of requests: what waits, what was, and for hosts all that runs."""

    to_answer: Sequence[Placing]
    owned: Sequence[Request]
    asked: Sequence[Request]
    """One's own: needs one recorded, and names one looked for."""
    named: Sequence[Placing]
    explained: Sequence[Explanation]
    running: Sequence[Request]


def requests_for(here: Here) -> Overview:
    """One's own part in requests; for hosts also those that run, without words and order."""
    me = here.membership
    placings = Placing.objects.filter(membership=me, asked_at__isnull=False).select_related("request__field")
    told = Explanation.objects.filter(membership=me, told_at__isnull=False).select_related("request__field")
    mine = Request.objects.filter(space=here.space).select_related("field", "need", "owner")
    running = _running(here, mine) if here.is_host else mine.none()
    waiting = placings.filter(answer=Answer.OPEN, no_at=None, request__state=State.ASKED)
    return Overview(
        to_answer=list(waiting.order_by("deadline")),
        owned=list(mine.filter(owner=me, state__in=RUNNING).order_by("shortlist_due_at")),
        asked=list(mine.filter(need__asked_by=me).order_by("-pk")[:RECENT]),
        named=list(placings.exclude(pk__in=waiting.values("pk")).order_by("-asked_at")[:RECENT]),
        explained=list(told.order_by("-told_at")[:RECENT]),
        running=list(running[:RECENT]),
    )


def _running(here: Here, requests: Requests) -> Requests:
    """What a host may step in for: not where they may qualify themselves."""
    return requests.running().routed().exclude(field__members=here.membership).order_by("shortlist_due_at", "pk")


def all_requests(here: Here, state: str = "") -> Requests:
    """Every routed request of the space, newest first; hosts only. Words and order are on each one's own page."""
    here.require_host()
    rows = Request.objects.filter(space=here.space).exclude(state=State.UNCONFIRMED).routed()
    rows = rows.filter(state=state) if state else rows
    return rows.select_related("field", "owner", "need").order_by("-pk")
