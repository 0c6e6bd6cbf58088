"""The only way in: invited, accepted, renewed, withdrawn."""

from datetime import timedelta

import pytest

from fuerwort.people.actions import invitations, leaving
from fuerwort.people.actions.invitations import Guest, InvitationRefused
from fuerwort.people.links import hashed
from fuerwort.people.models import Event, Invitation, Membership, News, Person
from tests import letters
from tests.cast import NOW

NORA = Guest("Nora Neu", "Nora@Example.org ")


def invite(cast, guest: Guest = NORA, token: str = "t1") -> Invitation:
    return invitations.invite(guest=guest, by=cast.host, at=NOW, token=token)


def accept(token: str = "t1", email: str = "nora@example.org", **more) -> Membership:
    return invitations.accept(key=hashed(token), email=email, at=NOW + timedelta(days=1), **more)


def test_a_guest_is_mailed_the_only_copy_of_the_token(cast) -> None:
    invitation = invite(cast, token="geheim-xyz")
    (letter,) = letters.delivered()
    assert letter.to == ["nora@example.org"]
    assert letter.subject == "Hanne Host lädt dich zu „Raum am Kanal“ ein"
    assert letters.link(letter, "/i/") == "/i/geheim-xyz/"
    assert invitation.token_hash == hashed("geheim-xyz")
    assert invitation.mailed_at == NOW
    assert "geheim-xyz" not in str(Invitation.objects.values())


def test_without_an_address_nothing_is_mailed(cast) -> None:
    invitation = invite(cast, Guest("Nora Neu"))
    assert letters.delivered() == []
    assert invitation.mailed_at is None


def test_a_guest_comes_with_sponsor_and_roles_and_both_hear_of_it(cast) -> None:
    invite(cast, Guest("Nora Neu", sponsor=cast.owner, roles=frozenset({"editor"})))
    nora = accept(name="Nora Nowak", language="en")
    assert (nora.name, nora.person.email, nora.person.language) == ("Nora Nowak", "nora@example.org", "en")
    assert (nora.sponsor, nora.invited_by, nora.joined_at) == (cast.owner, cast.host, NOW + timedelta(days=1))
    assert [role.name for role in nora.roles.all()] == ["editor"]
    assert not nora.person.has_usable_password()
    assert {news.membership for news in News.objects.filter(code="member.joined")} == {cast.host, cast.owner}


def test_every_step_is_one_event_without_a_name(cast) -> None:
    invite(cast)
    nora = accept()
    rows = list(Event.objects.order_by("pk").values_list("verb", "about", "by"))
    assert rows == [("member.invited", nora.public, cast.host.pk), ("member.joined", nora.public, nora.pk)]
    assert "ora" not in str(list(Event.objects.values("about", "facts", "verb")))


def test_a_link_serves_once(cast) -> None:
    invite(cast)
    accept()
    with pytest.raises(InvitationRefused):
        accept(email="somebody@example.org")


def test_a_link_runs_out_and_can_be_renewed(cast) -> None:
    invitation = invite(cast)
    late = NOW + timedelta(days=14)
    assert invitation.has_run_out(late)
    with pytest.raises(InvitationRefused):
        invitations.accept(key=hashed("t1"), email="nora@example.org", at=late)
    invitations.invite_again(membership=invitation.membership, by=cast.host, at=late, token="t2", post=True)
    assert letters.delivered()[-1].to == ["nora@example.org"]
    assert invitations.accept(key=hashed("t2"), email="nora@example.org", at=late).name == "Nora Neu"


def test_a_new_link_closes_the_old_one(cast) -> None:
    guest = invite(cast).membership
    again = invitations.invite_again(membership=guest, by=cast.host, at=NOW, token="t2")
    assert again.mailed_at is None, "whoever holds this link need not be whoever reads the address"
    with pytest.raises(InvitationRefused):
        accept("t1")
    assert accept("t2") == guest


def test_several_new_links_at_once(cast) -> None:
    guests = [invite(cast, Guest(name), token=name).membership for name in ("Ada", "Ben")]
    invitations.invite_all_again(memberships=guests, by=cast.host, at=NOW, tokens=["a2", "b2"])
    assert [accept(t, f"{t}@example.org").name for t in ("a2", "b2")] == ["Ada", "Ben"]


def test_withdrawn_means_forgotten(cast) -> None:
    guest = invite(cast).membership
    invitations.withdraw(membership=guest, by=cast.host, at=NOW)
    with pytest.raises(InvitationRefused):
        accept()
    guest = Membership.objects.get(pk=guest.pk)
    assert guest.name == "ehemaliges Mitglied"
    assert [one.email for one in guest.invitations.all()] == [""]
    with pytest.raises(InvitationRefused):
        invitations.withdraw(membership=guest, by=cast.host, at=NOW)


def test_who_never_answers_is_forgotten_but_not_who_was_imported(cast) -> None:
    silent = invite(cast).membership
    imported = Membership.objects.create(space=cast.space, name="Ida Import", joined_at=NOW, outside_id="m7")
    invitations.invite_again(membership=imported, by=cast.host, at=NOW, token="t2", email="ida@example.org")
    invitations.invite_again(membership=_left(cast), by=cast.host, at=NOW, token="t3")
    assert invitations.forget_unanswered(at=NOW + timedelta(days=103)) == 0
    assert invitations.forget_unanswered(at=NOW + timedelta(days=105)) == 1
    assert Membership.objects.get(pk=silent.pk).name == "ehemaliges Mitglied"
    assert Event.objects.latest("pk").verb == "invitation.forgotten"
    assert {m.name for m in Membership.objects.filter(pk__in=[imported.pk, cast.owner.pk])} == {
        "Ida Import",
        "Olga Owner",
    }


def _left(cast) -> Membership:
    leaving.leave(by=cast.owner, at=NOW)
    return cast.owner


def test_an_address_is_asked_once(cast) -> None:
    invite(cast)
    with pytest.raises(InvitationRefused):
        invite(cast, Guest("Noch einmal", "NORA@example.org"), token="t2")


def test_nothing_is_mailed_where_no_address_is_known(cast) -> None:
    guest = invite(cast, Guest("Nora Neu")).membership
    with pytest.raises(InvitationRefused):
        invitations.invite_again(membership=guest, by=cast.host, at=NOW, token="t2", post=True)


def test_a_member_cannot_be_invited_again(cast) -> None:
    with pytest.raises(InvitationRefused):
        invitations.invite_again(membership=cast.owner, by=cast.host, at=NOW, token="t2")


def test_somebody_known_elsewhere_is_the_same_person(cast) -> None:
    invite(cast, Guest("Stella"))
    here = accept(email="STELLA@example.org", name="Stella hier", language="en")
    assert here.person == cast.stranger.person
    assert (here.person.language, here.name) == ("de", "Stella hier")
    assert Person.objects.filter(email__iexact="stella@example.org").count() == 1


def test_a_member_who_takes_an_invitation_stays_who_they_are(cast) -> None:
    guest = invite(cast, Guest("Olga zwei")).membership
    assert accept(email=cast.owner.person.email) == cast.owner
    assert Membership.objects.get(pk=guest.pk).erased_at
    assert Membership.objects.get(pk=cast.owner.pk).name == "Olga Owner"


def test_who_was_imported_has_been_here_longer(cast) -> None:
    since = NOW - timedelta(days=900)
    guest = Membership.objects.create(space=cast.space, name="Ida Import", joined_at=since, outside_id="m7")
    invitations.invite_again(membership=guest, by=cast.host, at=NOW, token="t1", email="ida@example.org", post=True)
    assert letters.delivered()[0].to == ["ida@example.org"]
    assert accept(email="ida@example.org").joined_at == since
