"""A member for the address book: as vCard and as QR code, and no more of them than these eyes may see."""

import json
import re

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from icalendar.parser import Contentlines

from fuerwort.people.models import Consent, Space
from fuerwort.people.queries.profile import Profile, Work
from fuerwort.people.vcards import vcard
from tests import codes
from tests.cast import NOW, Cast
from tests.shape.things.evenings import running


def parsed(card: str) -> dict[str, str]:
    """The lines of a card, by icalendar's reader of content lines, which both standards share."""
    lines = [line for line in Contentlines.from_ical(card) if line]
    return {name: value for name, _more, value in (line.parts() for line in lines)}


@pytest.fixture
def olga(cast: Cast):
    cast.owner.contact_email, cast.owner.phone = "olga@privat.example", "+49 30 1234"
    cast.owner.save()
    return cast.owner


def let(member, **seen: str) -> None:
    for item, by in seen.items():
        Consent.objects.create(membership=member, item=item, seen_by=by, given_at=NOW)


def test_a_member_sees_what_members_see(client, cast: Cast, olga) -> None:
    let(olga, email="members")
    client.force_login(cast.insider.person)
    answer = client.get(f"/spaces/kanal/members/{olga.public}/card.vcf")
    card = answer.content.decode()
    assert answer["Content-Type"].startswith("text/vcard")
    said = parsed(card)
    assert (said["VERSION"], said["FN"], said["ORG"], said["EMAIL"]) == (
        "4.0", "Olga Owner", "Raum am Kanal", "olga@privat.example",
    )  # fmt: skip
    assert "1234" not in card and "Webdesign" in card


def test_everybody_sees_what_everybody_sees(client, cast: Cast, olga) -> None:
    address = f"/members/{olga.public}/card.vcf"
    assert client.get(address).status_code == 404
    let(olga, name="public", email="members")
    card = client.get(address).content.decode()
    assert "Olga Owner" in card and "privat.example" not in card
    page = client.get(f"/members/{olga.public}/").content.decode()
    linked = json.loads(re.search(r'ld\+json">(.*?)</script>', page)[1])
    assert linked["@type"] == "Person" and linked["name"] == "Olga Owner" and "email" not in linked


def test_a_space_says_to_machines_what_it_says_to_everybody(client, cast: Cast) -> None:
    Space.objects.filter(pk=cast.space.pk).update(about="</script><b>Wir</b>")
    page = client.get("/spaces/kanal/about/").content.decode()
    linked = json.loads(re.search(r'ld\+json">(.*?)</script>', page)[1])
    assert (linked["@type"], linked["name"]) == ("Organization", "Raum am Kanal")
    assert linked["description"] == "</script><b>Wir</b>"


def test_ones_code_is_read_by_a_camera(client, cast: Cast, olga) -> None:
    let(olga, phone="members")
    client.force_login(olga.person)
    said = parsed(codes.read(client.get("/spaces/kanal/profile/code/").content.decode()))
    assert (said["FN"], said["TEL"]) == ("Olga Owner", "+49 30 1234")
    assert 'class="qr"' not in client.get("/spaces/kanal/profile/code/?as=anybody").content.decode()
    let(olga, name="public")
    anybody = codes.read(client.get("/spaces/kanal/profile/code/?as=anybody").content.decode())
    assert "Olga Owner" in anybody and "1234" not in anybody


def test_the_door_on_the_wall_is_read_by_a_camera(client, cast: Cast) -> None:
    made = running(cast, timezone.now())
    client.force_login(cast.host.person)
    page = client.get(f"/spaces/kanal/evenings/{made['running']}/wall/").content.decode()
    assert codes.read(page).endswith(f"/e/{made['door']}/")


TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=120).map(lambda text: f"{text}x")


@given(name=TEXT, about=TEXT, phone=TEXT, field=TEXT)
def test_whatever_somebody_writes_stays_in_its_line(name: str, about: str, phone: str, field: str) -> None:
    profile = Profile(who=None, name=name, space=Space(name="Raum"), has_desk=True, sponsor=None, about=about,
                      phone=phone, work=[Work("x", field, [])], languages=["de"])  # fmt: skip
    card = vcard(profile, "https://example.org/members/x/")
    assert card.startswith("BEGIN:VCARD\r\nVERSION:4.0\r\n") and card.endswith("\r\nEND:VCARD\r\n")
    assert all(len(line.encode()) <= 75 for line in card.split("\r\n"))
    lines = card.replace("\r\n ", "").split("\r\n")
    assert [line.split(":")[0].split(";")[0] for line in lines[:-1]] == [
        "BEGIN", "VERSION", "KIND", "FN", "ORG", "TEL", "URL", "LANG", "CATEGORIES", "NOTE", "END",
    ]  # fmt: skip
