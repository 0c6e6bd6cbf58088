"""Moving in and out at the desk: first what would happen, then, on the host's word, that it happens."""

import io
import re
import time
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from fuerwort import demo
from fuerwort.bundle import packed
from fuerwort.bundle.read import read
from fuerwort.experiences.moving import move_in, pack
from fuerwort.people.models import Membership, Space
from fuerwort.web.accounts import PROVED_AT
from tests.cast import NOW

COBOT = (
    "id,name,email,published,aboutMe,birthday\n"
    "m1,Ada Öz,ada@example.net,true,Ich baue Websites.,1980-01-01\n"
    "m2,,ben@example.net,true,,\n"
    "m3,Cem,cem(at)example.net,true,,\n"
    "m4,Dia,dia@example.net,neulich,,\n"
)


@pytest.fixture
def desk(client, cast):
    client.force_login(cast.host.person)
    return client


def upload(client, data: bytes, name: str = "members.csv") -> str:
    answer = client.post(
        "/spaces/kanal/desk/move-in/", {"file": SimpleUploadedFile(name, data)}, headers={"accept-language": "de"}
    )
    assert answer.status_code == 200
    return answer.content.decode()


def pressed(page: str, **more: str) -> dict[str, list[str]]:
    """What the browser sends of the form on the page."""
    fields: dict[str, list[str]] = {}
    for tag in re.findall(r'<input type="hidden"[^>]*>', page):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        fields.setdefault(name.group(1), []).append(value.group(1))
    for name, body in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', body)
        fields[name] = [chosen.group(1) if chosen else ""]
    return fields | {name: [value] for name, value in more.items()}


def test_nothing_is_written_before_the_host_says_so(desk, cast) -> None:
    page = upload(desk, COBOT.encode())
    assert "Ada Öz" in page
    assert "Der Name fehlt." in page
    assert "„cem(at)example.net“ ist keine Mailadresse." in page
    assert not Membership.objects.invited().exists()


def test_rows_with_problems_are_left_out_only_knowingly(desk, cast) -> None:
    page = upload(desk, COBOT.encode())
    again = desk.post("/spaces/kanal/desk/move-in/roster/", pressed(page, **{"take-in": "1"}))
    assert again.status_code == 200
    assert not Membership.objects.invited().exists()
    done = desk.post("/spaces/kanal/desk/move-in/roster/", pressed(page, **{"take-in": "1", "without": "1"}))
    assert done.status_code == 302
    guests = Membership.objects.invited().filter(space=cast.space)
    assert [(g.name, g.about, g.outside_id) for g in guests.order_by("name")] == [
        ("Ada Öz", "Ich baue Websites.", "m1"),
        ("Dia", "", "m4"),
    ]
    assert guests[0].invitations.pending().count() == 1


def test_whoever_is_here_stays_as_they_are(desk, cast) -> None:
    page = upload(desk, b"Name,Email\nOlga Other,OLGA@example.org\n")
    assert "Olga Other" not in page


def test_the_host_says_what_the_columns_mean(desk, cast) -> None:
    page = upload(desk, b"Wer,Wohin\nAda,ada@example.net\n")
    sent = pressed(page) | {"column-0": ["name"], "column-1": ["email"], "again": ["1"]}
    looked = desk.post("/spaces/kanal/desk/move-in/roster/", sent).content.decode()
    assert "ada@example.net" in looked
    desk.post("/spaces/kanal/desk/move-in/roster/", pressed(looked, **{"take-in": "1"}))
    assert Membership.objects.invited().get().name == "Ada"


@pytest.mark.parametrize("data", [b" ", b"PKnonsense", b"\xff\xfeN\x00"])
def test_what_is_no_list_is_said_and_changes_nothing(desk, cast, data: bytes) -> None:
    assert "Es wurde nichts übernommen." in upload(desk, data)


def test_the_file_between_two_steps_cannot_be_forged(desk, cast) -> None:
    sent = {"kept": "forged", "take-in": "1"}
    assert desk.post("/spaces/kanal/desk/move-in/roster/", sent).status_code == 404


def test_a_bundle_moves_in_and_out_the_same(desk, cast) -> None:
    data = packed.pack(read(demo.path()))
    page = upload(desk, data, "bundle.zip")
    assert not Membership.objects.invited().exists()
    assert desk.post("/spaces/kanal/desk/move-in/bundle/", pressed(page)).status_code == 302
    assert Membership.objects.invited().filter(space=cast.space).count() == 40
    taken = desk.post("/spaces/kanal/desk/move-out/")
    assert taken["Content-Type"] == "application/zip"
    out = packed.unpack(taken.content)
    fresh = Space.objects.create(slug="neu", name="Neu", created_at=NOW)
    move_in(fresh, out, by=None, at=NOW + timedelta(days=1))
    assert pack(fresh) == pack(cast.space)


def test_a_broken_bundle_names_file_line_and_reason(desk, cast) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("members.csv", "member,name\na,\n")
    page = upload(desk, made.getvalue(), "bundle.zip")
    assert "name is empty" in page
    assert not Membership.objects.invited().exists()


def test_a_host_takes_the_archive_after_showing_who_they_are(desk, cast) -> None:
    assert "/account/again/" in desk.post("/spaces/kanal/desk/archive/")["Location"]
    session = desk.session
    session[PROVED_AT] = time.time()
    session.save()
    taken = desk.post("/spaces/kanal/desk/archive/")
    data = taken.getvalue()
    assert "kanal-" in taken["Content-Disposition"] and taken["Cache-Control"] == "no-store"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        inside = b"".join(archive.read(name) for name in archive.namelist())
    assert b"fuerwort restore" in inside and b"Olga" not in inside and b"olga@" not in inside
    assert cast.space.events.filter(verb="space.archived", by=cast.host).count() == 1
