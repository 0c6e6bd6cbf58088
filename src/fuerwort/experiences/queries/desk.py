"""What hosts decide: denials, and confirmations that wait. Whoever took part decides only as the last host."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from fuerwort.experiences.models import Dispute, Participation, Review
from fuerwort.people.errors import Missing
from fuerwort.people.models import Membership, RoleName
from fuerwort.people.queries import Here
from fuerwort.people.queries.to_do import how_many

Row = TypeVar("Row", Dispute, Participation)


@dataclass(frozen=True)
class Settling(Generic[Row]):
    """A dispute or a waiting confirmation, and whether this host may decide about it (and read what was written)."""

    about: Row
    may_decide: bool


def disputes(here: Here, *, settled: bool = False) -> list[Settling[Dispute]]:
    """Denials that are open, oldest first, or the last hundred that were settled."""
    rows = _disputes(here).filter(settled_at__isnull=not settled)
    return [_settling(row) for row in _whole(rows.order_by("-settled_at" if settled else "opened_at", "pk"))[:100]]


def dispute_for(here: Here, public: str) -> Settling[Dispute]:
    """One denial.

    Raises
    ------
    Missing
        There is none here, or one is no host.
    """
    found = _whole(_disputes(here).filter(public=public)).first()
    if found is None:
        raise Missing
    return _settling(found)


def waiting(here: Here) -> list[Settling[Participation]]:
    """Confirmations that wait for a host, oldest first."""
    rows = _waiting(here).select_related("membership__invited_by", "experience__field", "experience__recorded_by")
    return [_settling(row) for row in rows.order_by("answered_at", "pk")[:200]]


def undecided(here: Here) -> dict[str, Coalesce]:
    """Two columns for a query about the space: how many denials and confirmations this host may decide about now."""
    return {
        "denials": how_many(_disputes(here).filter(_may_decide(here), settled_at__isnull=True)),
        "confirmations": how_many(_waiting(here).filter(_may_decide(here))),
    }


def waiting_for(here: Here, experience: str, member: str) -> Participation:
    """One confirmation that waits, waited, or was decided.

    Raises
    ------
    Missing
        There is none here, or one is no host.
    """
    _check(here)
    rows = Participation.objects.filter(experience__space=here.space).exclude(review=Review.NONE)
    found = rows.filter(experience__public=experience, membership__public=member).first()
    if found is None:
        raise Missing
    return found


def _disputes(here: Here) -> QuerySet[Dispute]:
    _check(here)
    return Dispute.objects.filter(by__space=here.space).annotate(may_decide=_may_decide(here))


def _whole(rows: QuerySet[Dispute]) -> QuerySet[Dispute]:
    return rows.select_related("by", "settled_by", "experience__field", "experience__recorded_by").prefetch_related(
        "experience__participations__membership"
    )


def _waiting(here: Here) -> QuerySet[Participation]:
    _check(here)
    rows = Participation.objects.filter(experience__space=here.space, review=Review.WAITS)
    return rows.annotate(may_decide=_may_decide(here))


def _may_decide(here: Here) -> Q:
    """Took no part, or no host is left who took none."""
    mine = Participation.objects.filter(experience=OuterRef("experience"), membership=here.membership)
    others = Membership.objects.active().filter(space=here.space, roles__name=RoleName.HOST)
    outside = others.exclude(participations__experience=OuterRef("experience"))
    return ~Q(Exists(mine)) | ~Q(Exists(outside))


def _settling(row: Row) -> Settling[Row]:
    return Settling(row, bool(getattr(row, "may_decide")))  # noqa: B009 - annotated, so no attribute of the class


def _check(here: Here) -> None:
    if not here.is_host:
        raise Missing
