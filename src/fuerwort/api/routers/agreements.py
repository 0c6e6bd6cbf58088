"""Agreements with neighbours: read, propose, sign or decline, end."""

from typing import Any

from django.utils import timezone

from fuerwort.api import found
from fuerwort.api.operations import Area
from fuerwort.api.schemas.agreements import AgreementIn, AgreementOut
from fuerwort.people.actions import agreements as actions
from fuerwort.people.queries import Here, member_for
from fuerwort.people.queries.agreements import agreement_for, agreements_for, desk_agreements

area = Area("agreements")


@area.lists("/agreements", AgreementOut)
def agreements(here: Here) -> Any:
    """One's own."""
    return [AgreementOut.of(one) for one in agreements_for(here)]


@area.does("POST", "/agreements", AgreementOut, status=201)
def propose(here: Here, said: AgreementIn) -> Any:
    """Propose one to a neighbour in the same field."""
    neighbour = member_for(here, said.neighbour)
    way = {"me": here.membership, "other": neighbour}.get(said.gives_way)
    made = actions.propose(
        neighbour=neighbour, field=found.the_field(here, said.field), text=said.text, gives_way=way,
        by=here.membership, at=timezone.now(),
    )  # fmt: skip
    return AgreementOut.of(agreement_for(here, made.public))


@area.reads("/agreements/{slug:public}", AgreementOut)
def agreement(here: Here, public: str) -> Any:
    """One agreement."""
    return AgreementOut.of(agreement_for(here, public))


@area.does("POST", "/agreements/{slug:public}/sign", AgreementOut)
def sign(here: Here, public: str) -> Any:
    """Sign what was proposed to one; from now on it holds."""
    actions.sign(agreement=agreement_for(here, public).agreement, by=here.membership, at=timezone.now())
    return AgreementOut.of(agreement_for(here, public))


@area.does("POST", "/agreements/{slug:public}/decline")
def decline(here: Here, public: str) -> None:
    """Decline what was proposed to one."""
    actions.decline(agreement=agreement_for(here, public).agreement, by=here.membership, at=timezone.now())


@area.does("POST", "/agreements/{slug:public}/end")
def end(here: Here, public: str) -> None:
    """End what holds, or withdraw what one proposed."""
    actions.end(agreement=agreement_for(here, public).agreement, by=here.membership, at=timezone.now())


@area.lists("/desk/agreements", AgreementOut, scope="desk:read")
def all_agreements(here: Here) -> Any:
    """All that hold; hosts."""
    return [AgreementOut.of(one) for one in desk_agreements(here)]
