"""Erasure: nothing that says who it was stays anywhere in the database; what others did stays theirs."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.backends.db import SessionStore

from fuerwort.people import mail
from fuerwort.people.actions import agreements, availability, erasing, invitations, leaving
from fuerwort.people.actions.invitations import Guest
from fuerwort.people.actions.members import MemberRefused
from fuerwort.people.links import hashed
from fuerwort.people.models import Agreement, Consent, Event, Membership, News, Person, Skill
from tests.cast import NOW, Cast
from tests.traces import whole_database

TRACES = ("olga", "owner", "0170 5551", "vereine", "siebdruck")


def live_fully(cast: Cast) -> None:
    """Leave a trace wherever one can be left."""
    olga = cast.owner
    olga.contact_email, olga.phone, olga.website = "olga@example.org", "0170 5551", "https://olga.example.org"
    olga.languages, olga.outside_id = ["de"], "olga-7"
    olga.save()
    Skill.objects.create(membership=olga, name="Siebdruck")
    Consent.objects.create(membership=olga, item="phone", seen_by="members", given_at=NOW)
    News.objects.create(membership=olga, at=NOW, code="hello", facts={"name": "Olga"})
    Agreement.objects.create(
        space=cast.space,
        field=cast.web_design,
        proposer=cast.insider,
        neighbour=olga,
        text="Olga und Ines",
        proposed_at=NOW,
    )
    EmailAddress.objects.create(user=olga.person, email="olga@example.org", verified=True, primary=True)
    for data in ({"_auth_user_id": str(olga.person.pk)}, {"account_login": {"email": "Olga@example.org"}}, {"a": 1}):
        session = SessionStore()
        session.update(data)
        session.create()
    mail.post("olga@example.org", "code", "de", {"code": "ABCD-EFGH"})
    mail.post("hanne@example.org", "code", "de", {"code": "STAY-HERE"})
    invitations.invite(guest=Guest("Olga Owner", "olga@example.org"), by=cast.stranger, at=NOW, token="kiel")


def test_no_trace_is_left(cast) -> None:
    live_fully(cast)
    before = whole_database()
    assert [trace for trace in TRACES if trace not in before] == []
    erasing.erase(person=cast.owner.person, at=NOW)
    after = whole_database()
    assert [trace for trace in TRACES if trace in after] == []
    assert "stay-here" in after
    assert "hanne@example.org" in after


def test_letters_that_name_somebody_are_dropped_whatever_their_letters(db) -> None:
    for name in ("Jürgen Groß", "Jörg Klein"):
        mail.post("hanne@example.org", "left", "de", {"name": name, "reason": "–"})
    assert mail.drop("Jürgen Groß") == 1
    assert mail.drop("JÖRG KLEIN") == 1


def test_a_nameless_member_stays(cast) -> None:
    erasing.erase(person=cast.owner.person, at=NOW)
    stays = Membership.objects.get(pk=cast.owner.pk)
    assert (stays.name, stays.person, stays.public, stays.erased_at) == (
        "ehemaliges Mitglied", None, cast.owner.public, NOW,
    )  # fmt: skip
    assert stays not in Membership.objects.active()
    assert stays not in Membership.objects.invited()
    stays.save()
    assert Membership.objects.filter(pk=stays.pk, name="").exists(), "what is read instead of a name is never stored"
    row = Event.objects.get()
    assert (row.verb, row.about, row.by, row.facts) == ("member.erased", stays.public, None, {})


def test_nobody_is_led_to_an_agreement_that_is_gone(cast) -> None:
    made = agreements.propose(
        neighbour=cast.insider, field=cast.web_design, text="Wir rufen an.", by=cast.owner, at=NOW
    )
    availability.say(by=cast.owner, at=NOW, availability="full")
    erasing.erase(person=cast.owner.person, at=NOW)
    assert not Agreement.objects.filter(pk=made.pk).exists()
    assert not News.objects.exists()
    stays = Membership.objects.get(pk=cast.owner.pk)
    assert (stays.availability, stays.available_until, stays.availability_at) == ("free", None, None)


def test_the_address_is_free_for_somebody_new(cast) -> None:
    erasing.erase(person=cast.owner.person, at=NOW)
    invitations.invite(guest=Guest("Olga Owner"), by=cast.host, at=NOW, token="again")
    new = invitations.accept(key=hashed("again"), email="olga@example.org", at=NOW + timedelta(days=1))
    assert new.pk != cast.owner.pk
    assert Person.objects.filter(email="olga@example.org").count() == 1


def test_who_left_before_can_be_erased_and_who_was_the_only_host_cannot(cast) -> None:
    leaving.leave(by=cast.owner, at=NOW)
    erasing.erase(person=cast.owner.person, at=NOW + timedelta(days=1))
    assert Membership.objects.get(pk=cast.owner.pk).left_at == NOW
    with pytest.raises(MemberRefused):
        erasing.erase(person=cast.host.person, at=NOW)
    assert Person.objects.filter(pk=cast.host.person.pk).exists()
