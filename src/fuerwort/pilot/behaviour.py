"""What the house itself saw of members, month by month, as the measures of docs/rules/measures.md.

For the analysis alone: no page shows a member's row. Events are read once for all members; the formulas are those of
``pilot.analysis.measures``.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import Any

import numpy as np
from django.utils import timezone

from fuerwort.experiences.models import Dispute, Experience, Participation
from fuerwort.experiences.models import Kind as Occasion
from fuerwort.people.models import Agreement, Membership, Space
from fuerwort.pilot.analysis import measures
from fuerwort.pilot.analysis.measures import Grid
from fuerwort.pilot.analysis.regression import AnalysisError, Floats
from fuerwort.referrals.models import Answer, Change, Contest, Entry, Good, Kind, Outcome, Placing, Suggestion, Verb

WEEK = 40.0
"""Hours of a working week: who works so many has no time left."""

Event = tuple[int, int]
"""Row of a member and number of a month."""


@dataclass(frozen=True, slots=True)
class Window:
    """Rows (memberships) and columns (months, counted from the month of ``first``)."""

    members: tuple[int, ...]
    first: date
    months: int

    @property
    def grid(self) -> Grid:
        """As the formulas want it."""
        return Grid(len(self.members), self.months)

    def month(self, moment: datetime | date) -> int:
        """Number of the month in which something was, on the clock of the house."""
        day = timezone.localdate(moment) if isinstance(moment, datetime) else moment
        return (day.year - self.first.year) * 12 + day.month - self.first.month

    def events(self, found: Iterable[tuple[int | None, datetime | date | None]]) -> list[Event]:
        """Those of them that are of a member and month of the window."""
        return [event for event, _ in self.valued((one, at, None) for one, at in found)]

    def valued(self, found: Iterable[tuple[int | None, datetime | date | None, Any]]) -> list[tuple[Event, Any]]:
        """The same with what belongs to each."""
        rows = {member: row for row, member in enumerate(self.members)}
        placed = (((rows.get(one, -1) if one else -1, self.month(at)), value) for one, at, value in found if at)
        return [(event, value) for event, value in placed if event[0] >= 0 and 0 <= event[1] < self.months]


@dataclass(frozen=True, slots=True)
class Listed:
    """One list that a member let go out: whether it is the one the engine gave reasons for, and how well it fits."""

    by: int | None
    at: datetime
    kept: bool
    fit: float


def behaviour(
    space: Space, window: Window, drawn_at: int, free: Mapping[Event, float] | None = None
) -> dict[str, Floats]:
    """Every measure that the house can compute, each (members, months).

    ``drawn_at``: the first month after the draw. ``free``: part of a member's time that was free in a month, by what
    they answered about their hours; without it nothing can be said of openness.
    """
    grid, lists = window.grid, list(_lists(space))
    found = {
        "reason consistency": _mean(grid, window.valued((one.by, one.at, one.kept) for one in lists)),
        "fit of those recommended": _mean(grid, window.valued((one.by, one.at, one.fit) for one in lists)),
        "strain": _strain(space, window, lists),
        "quality": _quality(space, window),
    }
    if (opened := _openness(space, window, drawn_at, free or {})) is not None:
        found["openness"] = opened
    return found | _experiences(space, window)


def _mean(grid: Grid, found: Sequence[tuple[Event, float]]) -> Floats:
    return grid.mean(*_pairs([event for event, _ in found]), [float(value) for _, value in found])


def _pairs(events: Sequence[Event]) -> tuple[list[int], list[int]]:
    return [row for row, _ in events], [month for _, month in events]


def _lists(space: Space) -> Iterator[Listed]:
    """Lists that went out, by whoever confirmed them or passed them on."""
    asked: dict[tuple[int, int], list[Placing]] = {}
    placings = Placing.objects.filter(request__space=space, asked_at__isnull=False, handed_by__isnull=True)
    for placing in placings.select_related("request__need", "membership").order_by("asked_at", "pk"):
        asked.setdefault((placing.request_id, placing.round), []).append(placing)
    changed = _changed(space)
    for suggestion in Suggestion.objects.filter(request__space=space).only("request", "round", "weighed"):
        listed = asked.get((suggestion.request_id, suggestion.round), [])
        fits = [one["fit"] for one in suggestion.weighed.values()]
        chosen = [weighed["fit"] for one in listed if (weighed := suggestion.weighed.get(one.membership.public))]
        if listed and chosen and max(fits) > 0:
            request = listed[0].request
            by = request.need.asked_by_id if request.need.is_personal else request.owner_id
            at = listed[0].asked_at or listed[0].request.need.asked_at
            yield Listed(by, at, suggestion.request_id not in changed, float(np.mean(chosen)) / max(fits))


def _changed(space: Space) -> set[int | None]:
    """Requests whose order somebody made by hand, against the engine's reasons."""
    by_owner = Change.objects.filter(request__space=space, handed=False).values_list("request", flat=True)
    by_asker = Entry.objects.filter(request__space=space, request__need__kind=Kind.PERSONAL, verb=Verb.CHANGE)
    return {*by_owner, *by_asker.values_list("request", flat=True)}


def _strain(space: Space, window: Window, lists: Sequence[Listed]) -> Floats:
    """Contested lists, declined recommendations, denials, ended agreements; per 100 referrals given or received."""
    placings = Placing.objects.filter(request__space=space, asked_at__isnull=False)
    events = window.events(chain.from_iterable(strained(space).values()))
    given = ((one.by, one.at) for one in lists)
    referrals = window.events(chain(placings.values_list("membership", "asked_at"), given))
    return measures.strain(window.grid, _pairs(events), _pairs(referrals))


def strained(space: Space) -> dict[str, list[tuple[int | None, datetime | None]]]:
    """Whom strain concerned, and when: lists that were doubted, and everything else that is strain."""
    placings = Placing.objects.filter(request__space=space, asked_at__isnull=False)
    contests = Contest.objects.filter(request__space=space).values_list("by", "at")
    declined = placings.filter(answer=Answer.NO).values_list("membership", "answered_at")
    denied = Dispute.objects.filter(by__space=space).values_list("by", "opened_at")
    ended = Agreement.objects.filter(space=space, signed_at__isnull=False, ended_at__isnull=False)
    parted = chain(ended.values_list("proposer", "ended_at"), ended.values_list("neighbour", "ended_at"))
    return {"contested": list(contests), "strained": [*declined, *denied, *parted]}


def _quality(space: Space, window: Window) -> Floats:
    """What clients answered about the work of a member, in the month in which they said that it became work."""
    rows = Outcome.objects.filter(request__space=space, request__need__kind=Kind.CLIENT, with_placing__isnull=False)
    said = rows.values_list("with_placing__membership", "at", "good")
    found = window.valued((member, at, Good(good).worth) for member, at, good in said if good)
    return measures.quality(
        window.grid, *_pairs([event for event, _ in found]), np.array([worth for _, worth in found], np.float64)
    )


def _openness(space: Space, window: Window, drawn_at: int, free: Mapping[Event, float]) -> Floats | None:
    """Places a member did not take: handed to a colleague, or not. None where there is nothing to compare with."""
    refused = [Answer.NO, Answer.FULL, Answer.SILENT, Answer.HANDED]
    rows = Placing.objects.filter(request__space=space, answer__in=refused, answered_at__isnull=False)
    found = window.valued(
        (member, at, answer == Answer.HANDED)
        for member, at, answer in rows.values_list("membership", "answered_at", "answer")
        if at
    )
    known = [(event, passed, free[event]) for event, passed in found if event in free]
    events = [event for event, _, _ in known]
    try:
        return measures.openness(
            window.grid, *_pairs(events), [passed for _, passed, _ in known], [part for _, _, part in known], drawn_at
        )
    except AnalysisError:
        return None


def free_part(hours: float) -> float:
    """Part of a working week that is free beside so many hours of work."""
    return float(np.clip(1 - hours / WEEK, 0.0, 1.0))


def _experiences(space: Space, window: Window) -> dict[str, Floats]:
    """What was confirmed by all who counted, each kind by itself, and how much of the work was in one's own field."""
    confirmed = Experience.objects.confirmed().filter(space=space).values("pk")
    parts = Participation.objects.counting().filter(experience__in=confirmed)
    rows = parts.values_list(
        "membership", "experience__on", "experience__kind", "experience__hours", "experience__field"
    )
    found = window.valued((member, on, (kind, hours, field)) for member, on, kind, hours, field in rows)
    events, kinds = _pairs([event for event, _ in found]), [kind for _, (kind, _, _) in found]
    by_kind = measures.experiences(window.grid, *events, kinds, [hours for _, (_, hours, _) in found])
    work = [(event, hours, field) for event, (kind, hours, field) in found if kind == Occasion.COOPERATION and field]
    at, own = _pairs([event for event, _, _ in work]), _own_fields(window)
    shares = measures.own_field_share(
        window.grid, *at, [hours for _, hours, _ in work], [(row, field) in own for (row, _), _, field in work]
    )
    counts = {f"experiences: {kind}": number for kind, (number, _) in by_kind.items()}
    return counts | {f"hours: {kind}": hours for kind, (_, hours) in by_kind.items()} | {"own field": shares}


def _own_fields(window: Window) -> set[tuple[int, int]]:
    rows = {member: row for row, member in enumerate(window.members)}
    through = Membership.fields.through.objects.filter(membership__in=window.members)
    return {(rows[one], field) for one, field in through.values_list("membership", "field")}
