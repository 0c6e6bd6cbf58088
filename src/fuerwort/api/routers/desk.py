"""The host's desk: members, invitations, fields, disputes, the log. Everything here is missing for everybody else."""

from typing import Annotated, Any, Literal

from django.utils import timezone
from ninja import Query

from fuerwort.api.operations import Area, Page, Page_, paged
from fuerwort.api.schemas import desk as said_
from fuerwort.api.schemas.desk import DeskMemberOut, DisputeOut, EventOut, InvitedOut
from fuerwort.api.schemas.people import FieldOut
from fuerwort.experiences import actions as shared
from fuerwort.experiences import queries as experiences
from fuerwort.people import links
from fuerwort.people.actions import invitations, leaving, spaces
from fuerwort.people.actions.invitations import Guest
from fuerwort.people.actions.members import arrange
from fuerwort.people.errors import Missing
from fuerwort.people.models import Membership
from fuerwort.people.queries import Here, desk, member_for
from fuerwort.people.queries.events import Narrowed, events_for
from fuerwort.people.queries.invitations import guest_for

area = Area("desk")
Standing = Annotated[Literal["active", "invited", "left", "alone"], Query("active")]


@area.lists("/desk/members", DeskMemberOut)
def members(here: Here, standing: Standing) -> Any:
    """Members, those invited, those who left."""
    here.require_host()
    return desk.listed(here, standing, timezone.now())


@area.reads("/desk/members/{slug:public}", DeskMemberOut)
def member(here: Here, public: str) -> Any:
    """One of them."""
    here.require_host()
    return desk.desk_member(here, public)


@area.does("PUT", "/desk/members/{slug:public}", DeskMemberOut)
def arrange_member(here: Here, public: str, said: said_.ArrangeIn) -> Any:
    """Roles, sponsor, desk."""
    here.require_host()
    found = desk.desk_member(here, public)
    chosen = {"roles": set(said.roles), "sponsor": _sponsor(here, said.sponsor), "has_desk": said.has_desk}
    return arrange(membership=found, by=here.membership, at=timezone.now(), **chosen)  # type: ignore[arg-type]


def _sponsor(here: Here, public: str | None) -> Membership | None:
    return member_for(here, public) if public else None


@area.does("POST", "/desk/members/{slug:public}/left")
def mark_left(here: Here, public: str, said: said_.LeftIn) -> None:
    """Note that somebody has left; they are told why by mail."""
    here.require_host()
    found = desk.desk_member(here, public)
    leaving.mark_left(membership=found, by=here.membership, at=timezone.now(), reason=said.reason)


@area.does("POST", "/desk/invitations", InvitedOut, status=201)
def invite(here: Here, said: said_.InviteIn) -> Any:
    """Invite somebody."""
    here.require_host()
    token, guest = links.new_token(), Guest(said.name, said.email, sponsor=_sponsor(here, said.sponsor))
    made = invitations.invite(guest=guest, by=here.membership, at=timezone.now(), token=token)
    link = None if said.email else links.address("invitation", token)
    return {"public": made.membership.public, "name": made.membership.name, "link": link}


@area.does("DELETE", "/desk/invitations/{slug:public}")
def withdraw_invitation(here: Here, public: str) -> None:
    """Withdraw an invitation; its name is forgotten."""
    here.require_host()
    invitations.withdraw(membership=guest_for(here, public), by=here.membership, at=timezone.now())


@area.does("PUT", "/desk/space")
def describe(here: Here, said: said_.SpaceIn) -> None:
    """Describe the space anew."""
    here.require_host()
    spaces.describe(**said.model_dump(), by=here.membership, at=timezone.now())


@area.does("POST", "/desk/fields", FieldOut, status=201)
def add_field(here: Here, said: said_.FieldIn) -> Any:
    """Offer a field of one's own."""
    here.require_host()
    return spaces.add_field(name_de=said.name_de, name_en=said.name_en, by=here.membership, at=timezone.now())


@area.does("PUT", "/desk/fields/{slug:slug}", FieldOut)
def rename_field(here: Here, slug: str, said: said_.FieldIn) -> Any:
    """Rename a field."""
    here.require_host()
    found = desk.desk_field(here, slug)
    return spaces.rename_field(
        field=found, name_de=said.name_de, name_en=said.name_en, by=here.membership, at=timezone.now()
    )


@area.does("POST", "/desk/fields/{slug:slug}/retire", FieldOut)
def retire_field(here: Here, slug: str) -> Any:
    """Offer a field no more."""
    here.require_host()
    return spaces.retire_field(field=desk.desk_field(here, slug), by=here.membership, at=timezone.now())


@area.does("POST", "/desk/fields/{slug:slug}/restore", FieldOut)
def restore_field(here: Here, slug: str) -> Any:
    """Offer it again."""
    here.require_host()
    return spaces.restore_field(field=desk.desk_field(here, slug), by=here.membership, at=timezone.now())


@area.reads("/desk/events", Page[EventOut])
def events(here: Here, page: Page_) -> Any:
    """The log of changes, newest first; fifty on a page."""
    here.require_host()
    found, _entries = events_for(here, Narrowed(), page=page)
    return paged(found, list(found))


@area.lists("/desk/disputes", DisputeOut)
def disputes(here: Here) -> Any:
    """Denials that wait for a host."""
    here.require_host()
    return [DisputeOut.of(one) for one in experiences.disputes(here)]


@area.does("POST", "/desk/disputes/{slug:public}/settle")
def settle(here: Here, public: str, said: said_.SettlementIn) -> None:
    """Settle a denial: it stands, or it is removed. What really was is put right on its page."""
    here.require_host()
    found = experiences.dispute_for(here, public)
    if not found.may_decide:
        raise Missing
    shared.settle(found.about, said.settlement, by=here.membership, at=timezone.now(), words=said.words)


@area.does("POST", "/desk/confirmations/{slug:experience}/{slug:public}/release")
def release_confirmation(here: Here, experience: str, public: str) -> None:
    """Let a confirmation count that waits for a host."""
    here.require_host()
    part = experiences.waiting_for(here, experience, public)
    shared.release(part, by=here.membership, at=timezone.now())


@area.does("POST", "/desk/confirmations/{slug:experience}/{slug:public}/turn-down")
def turn_down_confirmation(here: Here, experience: str, public: str) -> None:
    """Turn it down."""
    here.require_host()
    part = experiences.waiting_for(here, experience, public)
    shared.turn_down(part, by=here.membership, at=timezone.now())
