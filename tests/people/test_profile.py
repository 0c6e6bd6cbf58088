"""docs/rules/consent.md: who sees what; and what a member may put down about themselves."""

from dataclasses import replace

import pytest

from fuerwort.people import queries
from fuerwort.people.actions import profile
from fuerwort.people.actions.profile import ProfileRefused, Told
from fuerwort.people.errors import Missing
from fuerwort.people.models import Consent, Event, Item, Membership, Seen
from fuerwort.people.queries.profile import Profile, Work, profile_for, public_profile
from tests.cast import NOW
from tests.tables import table

NOTHING = {"about": "", "work": [], "availability": "", "languages": (), "email": "", "phone": "", "website": ""}
"""What a profile holds of each item that may not be seen, by its own name."""
PART = {"fields": "work"}


@pytest.fixture
def told(cast) -> Told:
    return Told(
        name="Olga Owner", about="Ich baue\nWebsites.", work={cast.web_design: ["Vereine", "Figma"], None: ["Platt"]},
        languages=["de", "tr"], website="https://olga.example", email="olga@work.example", phone="+49 30 1234567",
        seen_by={},
    )  # fmt: skip


def look(cast, who: Membership | None, **how: bool) -> Profile | None:
    try:
        if who is None:
            return public_profile(cast.owner.public, NOW)
        return profile_for(queries.here_for(who.person, who.space.slug), cast.owner.public, NOW, **how)
    except Missing:
        return None


def shows(found: Profile | None, item: str) -> bool:
    if found is None:
        return False
    return bool(found.name if item == "name" else getattr(found, PART.get(item, item)))


ROWS = [(row, "members") for row in table("consent.md")]
ROWS += [(row, "public") for row in table("consent.md", "## Worked table with a public name")]


@pytest.mark.parametrize(("row", "name"), ROWS, ids=lambda x: x if isinstance(x, str) else " ".join(x.values()))
def test_each_item_is_seen_as_its_consent_allows(cast, told: Told, row: dict[str, str], name: str) -> None:
    said = {Item.NAME: name} | ({row["item"]: row["said"]} if row["said"] else {})
    profile.change(replace(told, seen_by=said), by=cast.owner, at=NOW)
    kept = Membership.objects.get(pk=cast.owner.pk)
    seen = {
        "the member": bool(kept.name if row["item"] == "name" else _own(kept, row["item"])),
        "another member": shows(look(cast, cast.insider), row["item"]),
        "everybody": shows(look(cast, None), row["item"]),
    }
    assert seen == {who: row[who] == "yes" for who in seen}


def _own(member: Membership, item: str) -> object:
    return member.fields.exists() if item == "fields" else getattr(member, {"email": "contact_email"}.get(item, item))


def test_a_stranger_and_somebody_who_left_find_nobody(cast, told: Told) -> None:
    profile.change(replace(told, seen_by={Item.NAME: Seen.PUBLIC}), by=cast.owner, at=NOW)
    assert look(cast, cast.stranger) is None
    cast.owner.left_at = NOW
    cast.owner.save()
    assert [look(cast, who) for who in (cast.insider, None)] == [None, None]


def test_whoever_hid_their_name_is_seen_by_themselves_alone(cast) -> None:
    Consent.objects.create(membership=cast.owner, item=Item.NAME, seen_by=Seen.NOBODY, given_at=NOW)
    assert [look(cast, who) for who in (cast.insider, cast.host, None)] == [None, None, None]
    assert look(cast, cast.owner).name == ""


def test_a_guest_who_never_came_has_no_profile(cast) -> None:
    guest = Membership.objects.create(space=cast.space, name="Gast", joined_at=NOW)
    Consent.objects.create(membership=guest, item=Item.NAME, seen_by=Seen.PUBLIC, given_at=NOW)
    with pytest.raises(Missing):
        public_profile(guest.public, NOW)


def test_members_learn_a_newcomers_sponsor_and_everybody_does_not(cast) -> None:
    here = queries.here_for(cast.owner.person, "kanal")
    Consent.objects.create(membership=cast.newcomer, item=Item.NAME, seen_by=Seen.PUBLIC, given_at=NOW)
    assert profile_for(here, cast.newcomer.public, NOW).sponsor == cast.host
    assert public_profile(cast.newcomer.public, NOW).sponsor is None
    cast.host.left_at = NOW
    cast.host.save()
    assert profile_for(here, cast.newcomer.public, NOW).sponsor is None


def test_one_sees_oneself_with_others_eyes_and_what_they_do_not_see(cast, told: Told) -> None:
    profile.change(replace(told, seen_by={Item.PHONE: Seen.MEMBERS}), by=cast.owner, at=NOW)
    as_member = look(cast, cast.owner)
    assert (as_member.phone, as_member.email, as_member.hidden) == ("+49 30 1234567", "", ["E-Mail"])
    as_anybody = look(cast, cast.owner, as_anybody=True)
    assert (as_anybody.name, as_anybody.about, as_anybody.phone) == ("", "", "")
    assert len(as_anybody.hidden) == 7
    assert look(cast, cast.insider, as_anybody=True).hidden == (), "others have no such switch"


def test_skills_stand_under_their_field_once(cast, told: Told) -> None:
    work = {cast.web_design: ["Figma", " figma ", "Vereine"], cast.translation: ["FIGMA", ""], None: ["Platt"]}
    profile.change(replace(told, work=work), by=cast.owner, at=NOW)
    assert look(cast, cast.insider).work == [
        Work("translation", "Übersetzung", []),
        Work("web-design", "Webdesign", ["Figma", "Vereine"]),
        Work("", "", ["Platt"]),
    ]
    profile.change(replace(told, work={}), by=cast.owner, at=NOW)
    assert look(cast, cast.insider).work == []


def test_contact_data_is_sealed_at_rest(cast, told: Told, django_assert_num_queries) -> None:
    profile.change(told, by=cast.owner, at=NOW)
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute("SELECT contact_email, phone FROM people_membership WHERE id = %s", [cast.owner.pk])
        stored = cursor.fetchone()
    assert not any("olga" in text or "1234567" in text for text in stored)
    assert Membership.objects.get(pk=cast.owner.pk).phone == "+49 30 1234567"


def test_the_log_keeps_consents_that_changed_and_no_text(cast, told: Told) -> None:
    for _ in range(2):
        profile.change(replace(told, seen_by={Item.PHONE: Seen.MEMBERS}), by=cast.owner, at=NOW)
    first, second = Event.objects.order_by("pk")
    assert (first.verb, first.facts) == ("profile.changed", {"seen_by": {"phone": "members"}})
    assert second.facts == {"seen_by": {}}


WRONG = {
    "an empty name": ("name", {"name": "  "}),
    "a long name": ("name", {"name": "x" * 121}),
    "a name nobody sees": ("name", {"seen_by": {"name": "nobody"}}),
    "a long text": ("about", {"about": "x" * 2001}),
    "an unknown language": ("languages", {"languages": ["de", "klingon!"]}),
    "a website without https": ("website", {"website": "javascript:alert(1)"}),
    "many skills": ("fields", {"work": {None: [str(n) for n in range(13)]}}),
    "a long skill": ("fields", {"work": {None: ["x" * 61]}}),
}


@pytest.mark.parametrize(("part", "change"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_leaves_all_as_it_was(cast, told: Told, part: str, change: dict) -> None:
    with pytest.raises(ProfileRefused) as refused:
        profile.change(replace(told, **change), by=cast.owner, at=NOW)
    assert refused.value.part == part
    assert Membership.objects.get(pk=cast.owner.pk).about == "Ich baue Websites für Vereine."
    assert not Event.objects.exists()


def test_fields_come_from_the_own_space_and_retired_ones_only_stay(cast, told: Told) -> None:
    foreign = cast.elsewhere.fields.create(slug="web-design", name_de="Webdesign", name_en="Web design")
    cast.translation.retired_at = NOW
    cast.translation.save()
    for field in (foreign, cast.translation):
        with pytest.raises(ProfileRefused):
            profile.change(replace(told, work={field: []}), by=cast.owner, at=NOW)
    profile.change(replace(told, work={cast.translation: []}), by=cast.insider, at=NOW)
    assert list(cast.insider.fields.all()) == [cast.translation]


def test_nobody_offers_everything(cast, told: Told) -> None:
    many = [cast.space.fields.create(slug=f"f{n}", name_de=f"F{n}", name_en=f"F{n}") for n in range(9)]
    with pytest.raises(ProfileRefused):
        profile.change(replace(told, work={field: [] for field in many}), by=cast.owner, at=NOW)


def test_first_steps_are_hidden_and_come_back(cast) -> None:
    profile.hide_steps(by=cast.newcomer, at=NOW)
    assert Membership.objects.get(pk=cast.newcomer.pk).steps_hidden_at == NOW
    profile.hide_steps(by=cast.newcomer, at=NOW, hidden=False)
    assert Membership.objects.get(pk=cast.newcomer.pk).steps_hidden_at is None
    assert [e.verb for e in Event.objects.order_by("pk")] == ["steps.hidden", "steps.shown"]
