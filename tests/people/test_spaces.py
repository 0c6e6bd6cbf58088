"""A space is made, described, and given its fields."""

import pytest

from fuerwort.people.actions import invitations, spaces
from fuerwort.people.actions.invitations import Guest
from fuerwort.people.actions.spaces import SpaceRefused
from fuerwort.people.links import hashed
from fuerwort.people.models import Event, RoleName
from tests import letters
from tests.cast import NOW


def create(name: str = "Häuschen & Söhne", token: str = "first"):
    return spaces.create(name=name, host=Guest("Greta", "greta@example.org"), at=NOW, token=token)


def test_the_first_host_is_invited_not_mailed(db) -> None:
    space = create().space
    assert (space.slug, space.name) == ("haeuschen-soehne", "Häuschen & Söhne")
    assert letters.delivered() == []
    greta = invitations.accept(key=hashed("first"), email="greta@example.org", at=NOW)
    assert greta.roles.get().name == RoleName.HOST
    assert [e.verb for e in Event.objects.order_by("pk")] == ["space.created", "member.invited", "member.joined"]


def test_two_spaces_of_one_name_have_two_addresses(db) -> None:
    assert [create(token=t).space.slug for t in ("a", "b", "c")] == [
        "haeuschen-soehne", "haeuschen-soehne-2", "haeuschen-soehne-3",
    ]  # fmt: skip


def test_a_name_needs_something_to_say(db) -> None:
    with pytest.raises(SpaceRefused):
        create("–!?")


def test_a_space_is_described(cast) -> None:
    spaces.describe(by=cast.host, at=NOW, name=" Raum ", place="Potsdam", about="Wir.")
    cast.space.refresh_from_db()
    assert (cast.space.name, cast.space.place, cast.space.about) == ("Raum", "Potsdam", "Wir.")


def test_fields_come_from_the_catalogue_and_come_back_as_they_were(cast) -> None:
    assert [f.slug for f in spaces.choose_fields(by=cast.host, at=NOW, slugs=["ux-design", "web-design"])] == [
        "ux-design"
    ]
    ux = cast.space.fields.get(slug="ux-design")
    assert (ux.name_de, ux.name_en) == ("UX-Design", "UX design")
    spaces.rename_field(field=ux, by=cast.host, at=NOW, name_de="Bedienung", name_en="Usability")
    spaces.retire_field(field=ux, by=cast.host, at=NOW)
    assert cast.space.fields.get(slug="ux-design").retired_at == NOW
    spaces.choose_fields(by=cast.host, at=NOW, slugs=["ux-design"])
    ux.refresh_from_db()
    assert (ux.retired_at, ux.name_de) == (None, "Bedienung")
    with pytest.raises(SpaceRefused):
        spaces.choose_fields(by=cast.host, at=NOW, slugs=["ux-design", "alchemy"])


def test_a_field_of_its_own(cast) -> None:
    field = spaces.add_field(by=cast.host, at=NOW, name_de="Bienenhaltung", name_en="Bee keeping")
    assert field.slug == "bee-keeping"
    spaces.retire_field(field=field, by=cast.host, at=NOW)
    assert spaces.restore_field(field=field, by=cast.host, at=NOW).retired_at is None
    for name in ("Bee keeping", "Web design", "?"):
        with pytest.raises(SpaceRefused):
            spaces.add_field(by=cast.host, at=NOW, name_de=name, name_en=name)
