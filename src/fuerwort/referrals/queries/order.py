"""The whole order of a request, for whoever decides it or stands behind it."""

from collections.abc import Sequence
from dataclasses import dataclass

from fuerwort.people.models import Membership
from fuerwort.referrals.models import Change, Explanation, Line, Placing, Request
from fuerwort.referrals.sentences import Teller


@dataclass(frozen=True)
class Place:
    """A member on the list, with reasons; without a place whoever said no."""

    placing: Placing
    reasons: Sequence[str]

    @property
    def member(self) -> Membership:
        return self.placing.membership


@dataclass(frozen=True)
class Other:
    """A member who was weighed and not named, and what they read."""

    member: Membership
    good_enough: bool
    reasons: Sequence[str]


@dataclass(frozen=True)
class Order:
    """Who is named, who said no, who is not named, whose gate was closed, and what the book says to it."""

    named: Sequence[Place]
    declined: Sequence[Place]
    others: Sequence[Other]
    gates: Sequence[tuple[str, str]]
    """Name and sentence."""
    seen_from: Sequence[str]
    lines: Sequence[Line]
    """What it moved in the field's book: before + due - place = after."""
    changes: Sequence[Change]
    teller: Teller


def order_of(request: Request, placings: Sequence[Placing], explanations: Sequence[Explanation], viewer: str) -> Order:
    """The order of the latest round, and the places of earlier ones."""
    gates, seen_from = request.gates or {}, request.seen_from or []  # type: ignore[attr-defined] # of the latest round
    reasons = [*(p.reasons for p in placings), *(e.reasons for e in explanations)]
    teller = Teller(request.space, reasons, also={*gates, *seen_from}, viewer=viewer)
    places = [Place(placing, teller.said(placing.reasons)) for placing in placings]
    closed = [(teller.name(member), teller.said([[code, {}]])[0]) for member, code in gates.items()]
    lines = Line.objects.filter(entry__request=request).select_related("entry", "membership")
    return Order(
        named=[place for place in places if place.placing.place is not None],
        declined=[place for place in places if place.placing.place is None],
        others=[Other(e.membership, e.good_enough, teller.said(e.reasons)) for e in explanations],
        gates=sorted(closed),
        seen_from=sorted(teller.name(member) for member in seen_from),
        lines=list(lines.order_by("entry__number", "pk")),
        changes=list(request.changes.select_related("by").order_by("at")) if request.changed else (),  # type: ignore[attr-defined]
        teller=teller,
    )
