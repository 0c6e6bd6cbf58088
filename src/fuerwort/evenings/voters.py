"""Who may put something to a vote, who may vote, and who may say what became of a decision."""

from fuerwort.evenings.models import Decision, Electorate, Evening, Vote
from fuerwort.people.models import Membership, Memberships, RoleName


def leads(evening: Evening | None, member: Membership) -> bool:
    """Hosts, and on an evening whoever has a duty there."""
    if member.left_at:
        return False
    on_duty = evening is not None and evening.duties.filter(membership=member).exists()
    return on_duty or member.roles.filter(name=RoleName.HOST).exists()


def entitled(vote: Vote) -> Memberships:
    """Members since before the vote was opened; of an evening, those who have checked in."""
    here = Membership.objects.active().filter(space=vote.space_id, joined_at__lte=vote.opened_at or vote.drafted_at)
    return here.filter(check_ins__evening=vote.evening_id) if vote.electorate == Electorate.PRESENT else here


def may_settle(decision: Decision, member: Membership) -> bool:
    """Hosts, and whoever cares for it."""
    if member.left_at or member.space_id != decision.space_id:
        return False
    return decision.owner_id == member.pk or member.roles.filter(name=RoleName.HOST).exists()
