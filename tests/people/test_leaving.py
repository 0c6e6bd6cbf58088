"""Leaving, being marked as left, coming back to the same membership."""

from datetime import timedelta

import pytest

from fuerwort.people.actions import invitations, leaving, members
from fuerwort.people.actions.invitations import Guest, InvitationRefused
from fuerwort.people.actions.members import MemberRefused
from fuerwort.people.links import hashed
from fuerwort.people.models import Event, Membership, Role
from tests import letters
from tests.cast import NOW


def test_who_left_comes_back_to_everything(cast) -> None:
    before = Membership.objects.filter(pk=cast.owner.pk).values().get()
    leaving.leave(by=cast.owner, at=NOW)
    assert cast.owner not in Membership.objects.active()
    invitations.invite_again(membership=cast.owner, by=cast.host, at=NOW, token="back")
    later = NOW + timedelta(days=3)
    assert invitations.accept(key=hashed("back"), email="olga@example.org", at=later) == cast.owner
    assert Membership.objects.filter(pk=cast.owner.pk).values().get() == before
    assert [f.slug for f in cast.owner.fields.all()] == ["web-design"]
    assert list(Event.objects.order_by("pk").values_list("verb", flat=True)) == [
        "member.left", "member.invited_again", "member.returned",
    ]  # fmt: skip


def test_nobody_else_comes_back_in_their_place(cast) -> None:
    leaving.leave(by=cast.owner, at=NOW)
    invitations.invite_again(membership=cast.owner, by=cast.host, at=NOW, token="back")
    with pytest.raises(InvitationRefused):
        invitations.accept(key=hashed("back"), email="eve@example.org", at=NOW)


def test_a_fresh_invitation_brings_back_the_same_membership(cast) -> None:
    leaving.leave(by=cast.owner, at=NOW)
    invitations.invite(guest=Guest("Olga, neu"), by=cast.host, at=NOW, token="fresh")
    assert invitations.accept(key=hashed("fresh"), email="olga@example.org", at=NOW) == cast.owner


def test_a_host_tells_why(cast) -> None:
    leaving.mark_left(membership=cast.owner, by=cast.host, at=NOW, reason="Dein Vertrag ist ausgelaufen.")
    (letter,) = letters.delivered()
    assert letter.to == ["olga@example.org"]
    assert "Dein Vertrag ist ausgelaufen." in letter.body
    assert "Vertrag" not in str(list(Event.objects.values()))
    with pytest.raises(MemberRefused):
        leaving.mark_left(membership=cast.owner, by=cast.host, at=NOW, reason="")
    with pytest.raises(MemberRefused):
        leaving.mark_left(membership=cast.host, by=cast.host, at=NOW, reason="")


def test_the_last_host_stays_until_there_is_another(cast) -> None:
    with pytest.raises(MemberRefused):
        leaving.leave(by=cast.host, at=NOW)
    members.arrange(membership=cast.owner, by=cast.host, at=NOW, roles={"host"}, sponsor=None, has_desk=True)
    leaving.leave(by=cast.host, at=NOW)


def test_the_last_of_all_may_go(cast) -> None:
    leaving.leave(by=cast.stranger, at=NOW)
    assert not Membership.objects.active().filter(space=cast.elsewhere).exists()


def test_the_only_host_keeps_the_role_and_a_guest_is_no_host_yet(cast) -> None:
    invitations.invite(guest=Guest("Gast", roles=frozenset({"host"})), by=cast.host, at=NOW, token="g")
    with pytest.raises(MemberRefused):
        members.arrange(membership=cast.host, by=cast.host, at=NOW, roles=set(), sponsor=None, has_desk=True)
    assert Role.objects.filter(membership=cast.host, name="host").exists()
