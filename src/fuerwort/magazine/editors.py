"""Who edits: editors, and hosts, so that no magazine waits for a role that nobody has."""

from fuerwort.people.errors import Missing
from fuerwort.people.models import EDITING, Membership, Memberships, Space


def is_editor(member: Membership) -> bool:
    return member.left_at is None and member.roles.filter(name__in=EDITING).exists()


def editors(space: Space) -> Memberships:
    """All who edit this space's magazine."""
    return Membership.objects.active().filter(space=space, roles__name__in=EDITING).distinct()


def require_editor(member: Membership, space_id: int) -> None:
    """Raise ``Missing`` for everybody who does not edit this magazine."""
    if member.space_id != space_id or not is_editor(member):
        raise Missing
