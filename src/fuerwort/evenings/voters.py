"""Who may put something to a vote, who may vote, and who may say what became of a decision."""

from typing import Any

from django.db.models import Q

from fuerwort.evenings.models import Decision, Electorate, Evening, Vote
from fuerwort.people.models import Membership, Memberships, RoleName


def leads(evening: Evening | None, member: Membership) -> bool:
    """Hosts, and on an evening whoever has a duty there."""
    if member.left_at:
        return False
    may = Q(roles__name=RoleName.HOST)
    if evening is not None:
        may |= Q(duties__evening=evening)
    return Membership.objects.filter(may, pk=member.pk).exists()


def entitled(vote: Vote) -> Memberships:
    """Members since before the vote was opened; of an evening, those who have checked in."""
    since = members_since(vote.space_id, vote.opened_at or vote.drafted_at)
    return present(since, vote.evening_id) if vote.electorate == Electorate.PRESENT else since


def members_since(space: Any, at: Any) -> Memberships:
    """Also of an outer query's space and moment."""
    return Membership.objects.active().filter(space=space, joined_at__lte=at)


def present(members: Memberships, evening: Any) -> Memberships:
    """Those who have checked in."""
    return members.filter(check_ins__evening=evening)


def may_settle(decision: Decision, member: Membership) -> bool:
    """Hosts, and whoever cares for it."""
    if member.left_at or member.space_id != decision.space_id:
        return False
    return decision.owner_id == member.pk or member.roles.filter(name=RoleName.HOST).exists()
