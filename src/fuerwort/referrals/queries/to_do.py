"""What waits for a member because of requests: to answer, to care for, to choose from, to say what came of it."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import (
    BooleanField,
    CharField,
    Exists,
    ExpressionWrapper,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    Subquery,
    Value,
)  # fmt: skip
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from fuerwort.people.queries import Here
from fuerwort.people.queries.to_do import ToDo
from fuerwort.referrals.actions.owners import RUNNING
from fuerwort.referrals.models import Answer, Introduction, Kind, Outcome, Placing, Request, Said, State
from fuerwort.referrals.queries.contests import to_answer

AFTER = timedelta(days=14)
"""So long after an introduction a member is asked what came of it."""


def to_do(here: Here, at: datetime) -> list[ToDo]:
    """Most pressing first is left to the caller. One query."""
    says = (_place, _owned, _asked, _doubted)
    return [one for row in _concerning(here, at) for say in says if (one := say(here, row))]


def _concerning(here: Here, at: datetime) -> list[Any]:
    """Requests in which something waits for this member, with the answer and deadline of their own place."""
    me = here.membership
    open_places = Placing.objects.filter(request=OuterRef("pk"), round=OuterRef("round"), answer=Answer.OPEN)
    released = Exists(Introduction.objects.filter(placing__request=OuterRef("pk")))
    awaited = Q(mine__answer=Answer.OPEN, mine__no_at=None, mine__asked_at__isnull=False, state=State.ASKED)
    became = Exists(Outcome.objects.filter(request=OuterRef("pk"), said=Said.WORK, with_placing=OuterRef("mine")))
    long_ago = Q(mine__introduction__at__lte=at - AFTER)
    introduced = (long_ago | became) & Q(mine__outcome=None, state__in=[State.SHOWN, State.CLOSED])
    owned = Q(owner=me, state__in=RUNNING) & ~(Q(state=State.ASKED) & Exists(open_places))
    shown = Q(need__asked_by=me, need__kind=Kind.MEMBER, state=State.SHOWN) & ~released
    looked = Q(need__asked_by=me, need__kind=Kind.PERSONAL, state=State.SUGGESTED)
    rows = Request.objects.filter(space=here.space).annotate(
        mine=FilteredRelation("placings", condition=Q(placings__membership=me)),
        is_awaited=ExpressionWrapper(awaited, BooleanField()),
        is_introduced=ExpressionWrapper(introduced, BooleanField()),
        is_owned=ExpressionWrapper(owned, BooleanField()),
        is_asked=ExpressionWrapper(shown | looked, BooleanField()),
        doubt=_doubt(here),
        deadline=F("mine__deadline"),
    )
    waits = Q(is_awaited=True) | Q(is_introduced=True) | Q(is_owned=True) | Q(is_asked=True)
    some = rows.filter(waits | Q(doubt__isnull=False))
    return list(some.select_related("field").order_by("deadline", "shortlist_due_at", "pk"))


def has_answered(here: Here) -> Exists:
    """Whether the member has answered a request: a step of a newcomer."""
    return Exists(here.membership.placings.exclude(answer__in=[Answer.OPEN, Answer.SILENT, Answer.PASSED]))


def has_found_work(here: Here) -> Exists:
    """Whether the member has asked for somebody else and names came of it: a step of a newcomer."""
    return Exists(Request.objects.filter(need__asked_by=here.membership, shown_at__isnull=False))


def _place(here: Here, row: Any) -> ToDo | None:
    """To answer; or, some time after an introduction, to say what came of it."""
    field, url = row.field.name, _url(here, row)
    if row.is_awaited:
        facts = {"field": field, "when": date_format(localtime(row.deadline), "DATETIME_FORMAT")}
        text = _("You are named for a request in %(field)s. Please answer by %(when)s.") % facts
        return ToDo("request.placed", text, url, weight=30)
    if row.is_introduced:
        text = _("You were introduced for a request in %(field)s. What came of it?") % {"field": field}
        return ToDo("request.introduced", text, url)
    return None


def _owned(here: Here, row: Any) -> ToDo | None:
    if not row.is_owned:
        return None
    text = {
        State.OPEN: _("A request in %(field)s waits for a list."),
        State.SUGGESTED: _("A list in %(field)s waits for your yes."),
        State.ASKED: _("Nobody said yes to a request in %(field)s. Please go on with it."),
    }[State(row.state)]
    return ToDo("request.owned", text % {"field": row.field.name}, _url(here, row), weight=30)


def _asked(here: Here, row: Any) -> ToDo | None:
    """To choose whom to introduce; or, after looking for somebody, to say whom one passed on."""
    field = {"field": row.field.name}
    if row.is_asked and row.state == State.SHOWN:
        text = _("There are names for what you asked about in %(field)s.")
        return ToDo("request.shown", text % field, _url(here, row), weight=20)
    if row.is_asked:
        text = _("You looked for somebody in %(field)s. Did you pass a name on?")
        return ToDo("request.looked-for", text % field, _url(here, row))
    return None


def _doubt(here: Here) -> Any:
    """The objection to a request that waits longest for this host, by its public id."""
    if not here.is_host:
        return Value(None, output_field=CharField(null=True))
    return Subquery(to_answer(here).filter(request=OuterRef("pk")).order_by("at").values("public")[:1])


def _doubted(here: Here, row: Any) -> ToDo | None:
    if not row.doubt:
        return None
    text = _("Somebody doubts an order in %(field)s. Please answer.") % {"field": row.field.name}
    return ToDo("contest.opened", text, _page("contest", here.space.slug, row.doubt), weight=30)


def _url(here: Here, request: Request) -> str:
    return _page("request", here.space.slug, request.public)


def _page(name: str, *of: str) -> str:
    return reverse(name, args=of)
