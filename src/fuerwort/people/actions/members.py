"""Members as hosts arrange them: roles, sponsor, a desk or the home office."""

from collections.abc import Set
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fuerwort.people.errors import Refused
from fuerwort.people.events import record
from fuerwort.people.models import Membership, News, Role, RoleName, Space


class MemberRefused(Refused):
    """The member stays as they were."""


def keep_a_host(membership: Membership) -> None:
    """See to it that a space with members keeps a host when this one goes or gives up the role.

    Raises
    ------
    MemberRefused
        There are other members and none of them is a host.
    """
    Space.objects.select_for_update().get(pk=membership.space_id)  # two hosts who go at once: one after the other
    others = Membership.objects.active().filter(space=membership.space).exclude(pk=membership.pk)
    is_host = membership.roles.filter(name=RoleName.HOST).exists()
    if is_host and others.exists() and not others.filter(roles__name=RoleName.HOST).exists():
        raise MemberRefused(_("A space needs at least one host. Please make somebody else a host first."))


@transaction.atomic
def arrange(
    *, membership: Membership, by: Membership, at: datetime, roles: Set[str], sponsor: Membership | None, has_desk: bool
) -> Membership:
    """Set what hosts decide about a member; one event for each thing that changed.

    Parameters
    ----------
    membership : Membership
        Of a member or a guest of the host's space.
    roles : set of str
        All their roles from now on.
    sponsor : Membership, optional
        Who helps them find their way in the first year.
    has_desk : bool
        Without one they work from home and belong all the same.

    Raises
    ------
    MemberRefused
        The only host would lose the role, or the sponsor is no active member here.
    """
    _roles(membership, by, at, roles)
    _sponsor(membership, by, at, sponsor)
    if membership.has_desk != has_desk:
        membership.has_desk = has_desk
        record(membership.space, by=by, at=at, verb="member.moved", about=membership.public, has_desk=has_desk)
    membership.save(update_fields=["sponsor", "has_desk"])
    return membership


def _roles(membership: Membership, by: Membership, at: datetime, roles: Set[str]) -> None:
    had = set(membership.roles.values_list("name", flat=True))
    if RoleName.HOST in had - roles and membership.person_id and not membership.left_at:
        keep_a_host(membership)
    membership.roles.filter(name__in=had - roles).delete()
    Role.objects.bulk_create([Role(membership=membership, name=name) for name in sorted(roles - had)])
    facts = {"given": sorted(roles - had), "taken": sorted(had - roles)}
    if had != roles:
        record(membership.space, by=by, at=at, verb="roles.changed", about=membership.public, **facts)


def _sponsor(membership: Membership, by: Membership, at: datetime, sponsor: Membership | None) -> None:
    if sponsor == membership.sponsor:
        return
    if sponsor and (sponsor == membership or not Membership.objects.active().filter(pk=sponsor.pk, space=by.space)):
        raise MemberRefused(_("A sponsor is another member of the same space."))
    membership.sponsor = sponsor
    facts = {"sponsor": sponsor.public} if sponsor else {}
    record(membership.space, by=by, at=at, verb="sponsor.changed", about=membership.public, **facts)
    if sponsor and membership.person_id:
        News.objects.create(membership=sponsor, at=at, code="sponsor.asked", facts={"member": membership.public})
        News.objects.create(membership=membership, at=at, code="sponsor.given", facts={"member": sponsor.public})
