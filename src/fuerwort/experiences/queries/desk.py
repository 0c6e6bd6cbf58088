"""What hosts decide: denials, and confirmations that wait. Whoever took part decides only as the last host."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import QuerySet

from fuerwort.experiences.models import Dispute, Experience, Participation, Review
from fuerwort.people.errors import Missing
from fuerwort.people.models import Membership, RoleName
from fuerwort.people.queries import Here

Row = TypeVar("Row", Dispute, Participation)


@dataclass(frozen=True)
class Settling(Generic[Row]):
    """A dispute or a waiting confirmation, and whether this host may decide about it (and read what was written)."""

    about: Row
    may_decide: bool


def disputes(here: Here, *, settled: bool = False) -> list[Settling[Dispute]]:
    """Denials that are open, oldest first, or the last hundred that were settled."""
    rows = _disputes(here).filter(settled_at__isnull=not settled)
    return _settling(here, list(rows.order_by("-settled_at" if settled else "opened_at", "pk")[:100]))


def dispute_for(here: Here, public: str) -> Settling[Dispute]:
    """One denial.

    Raises
    ------
    Missing
        There is none here, or one is no host.
    """
    found = _disputes(here).filter(public=public).first()
    if found is None:
        raise Missing
    return _settling(here, [found])[0]


def waiting(here: Here) -> list[Settling[Participation]]:
    """Confirmations that wait for a host, oldest first."""
    return _settling(here, list(_waiting(here).order_by("answered_at", "pk")[:200]))


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
    return (
        Dispute.objects.filter(by__space=here.space)
        .select_related("by", "settled_by", "experience__field", "experience__recorded_by")
        .prefetch_related("experience__participations__membership")
    )


def _waiting(here: Here) -> QuerySet[Participation]:
    _check(here)
    return (
        Participation.objects.filter(experience__space=here.space, review=Review.WAITS)
        .select_related("membership__invited_by", "experience__field", "experience__recorded_by")
        .prefetch_related("experience__participations__membership")
    )


def _settling(here: Here, found: list[Row]) -> list[Settling[Row]]:
    rows = Membership.objects.active().filter(space=here.space, roles__name=RoleName.HOST)
    hosts = set(rows.values_list("pk", flat=True))
    return [Settling(row, _is_impartial(here, row.experience, hosts)) for row in found]


def _is_impartial(here: Here, experience: Experience | None, hosts: set[int]) -> bool:
    """Took no part, or no host is left who took none."""
    people = {part.membership_id for part in experience.participations.all()} if experience else set()
    return here.membership.pk not in people or not hosts - people


def _check(here: Here) -> None:
    if not here.is_host:
        raise Missing
