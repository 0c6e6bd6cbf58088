"""After the introduction: the contact of whoever asked, and with whom the member may have done it."""

from collections.abc import Sequence
from dataclasses import dataclass

from fuerwort.people.models import Membership
from fuerwort.people.queries import Here
from fuerwort.referrals import law
from fuerwort.referrals.actions.outcomes import passers_on
from fuerwort.referrals.models import Placing


@dataclass(frozen=True)
class Contact:
    """How to reach whoever asked; deleted with the need."""

    name: str
    email: str
    phone: str


@dataclass(frozen=True)
class After:
    """What a named member reads once they are introduced."""

    contact: Contact | None
    beside: Sequence[Membership]
    """Members who passed it on: perhaps it was done together, and is an experience."""
    forbids_thanks: bool
    """Professional law: passing on may bring nothing, not even thanks."""


def after_for(here: Here, placing: Placing | None) -> After | None:
    """Nothing for anybody else, and nothing before the client has released the contact."""
    if placing is None or placing.membership_id != here.membership.pk:
        return None
    request = placing.request
    passed = Membership.objects.active().filter(pk__in=passers_on(request, placing.membership))
    others = passed.exclude(pk=here.membership.pk).order_by("name")
    return After(_contact(placing), list(others), law.forbids_thanks(request.field))


def _contact(placing: Placing) -> Contact | None:
    need = placing.request.need
    released = hasattr(placing, "introduction") and need.is_client and need.email
    return Contact(need.client, need.email, need.phone) if released else None
