"""Invitations: what a guest may read on the page of the link, and what hosts see of them."""

from collections.abc import Collection
from datetime import datetime

from fuerwort.people.errors import Missing
from fuerwort.people.links import hashed
from fuerwort.people.models import Invitation, Invitations, Membership
from fuerwort.people.queries.here import Here


def way_in(token: str, at: datetime) -> Invitation:
    """The open invitation this token belongs to.

    Raises
    ------
    Missing
        There is none, or it was used, withdrawn, or has run out: they all look alike.
    """
    found = Invitation.objects.open(at).filter(token_hash=hashed(token))
    invitation = found.select_related("space", "membership__person", "invited_by").first()
    if invitation is None:
        raise Missing
    return invitation


def pending_invitations(here: Here) -> Invitations:
    """Those of the space that wait for an answer, newest first; hosts only."""
    here.require_host()
    waiting = here.space.invitations.pending().select_related("membership__sponsor", "invited_by")
    return waiting.order_by("-created_at", "-pk")


def guests_for(here: Here, publics: Collection[str]) -> list[Membership]:
    """Those of these who have not come yet, by name; hosts only."""
    here.require_host()
    return list(here.space.memberships.invited().filter(public__in=publics).order_by("name", "pk"))


def guest_for(here: Here, public: str) -> Membership:
    """Somebody a host may invite: a guest who has not come yet, or a member who left.

    Raises
    ------
    Missing
        There is nobody like this here, or the viewer is no host.
    """
    here.require_host()
    found = here.space.memberships.filter(public=public, erased_at__isnull=True).select_related("person").first()
    if found is None or (found.person_id and not found.left_at):
        raise Missing
    return found
