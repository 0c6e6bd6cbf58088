"""What somebody outside sees who wants to ask: the name of the space and of its fields, nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from fuerwort.people.errors import Missing
from fuerwort.people.models import Field, Membership, RoleName, Space
from fuerwort.people.queries.fields import findable
from fuerwort.referrals.models import Kind, Need

FLOOD = 20
"""More requests in one hour that nobody has confirmed are an attack."""


@dataclass(frozen=True)
class Asking:
    """A space that can be asked. No member, no figure: only what the form needs."""

    space: Space
    fields: Sequence[Field]


def asking(slug: str) -> Asking:
    """The space with this address.

    Raises
    ------
    Missing
        There is none, it offers no field yet, or nobody is there to care for a request.
    """
    space = spaces_to_ask().filter(slug=slug).first()
    if space is None:
        raise Missing
    return Asking(space, findable(space))


def spaces_to_ask() -> QuerySet[Space]:
    """Spaces that offer a field and have a host, by name."""
    fields = Field.objects.filter(space=OuterRef("pk"), retired_at__isnull=True)
    hosts = Membership.objects.active().filter(space=OuterRef("pk"), roles__name=RoleName.HOST)
    return Space.objects.filter(Exists(fields), Exists(hosts)).order_by("name")


def is_flooded(space: Space, at: datetime) -> bool:
    """Whether so many unconfirmed requests came in the last hour that no people can have typed them."""
    rows = Need.objects.filter(space=space, kind=Kind.CLIENT, confirmed_at__isnull=True)
    return rows.filter(asked_at__gt=at - timedelta(hours=1))[FLOOD:].exists()
