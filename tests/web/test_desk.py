"""The host desk: what hosts see and do, page by page. Who may open it at all: docs/rules/access.md."""

import ast
import csv
import io
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from fuerwort.fields.catalogue import catalogue
from fuerwort.people.actions import erasing, invitations, leaving
from fuerwort.people.actions.invitations import Guest
from fuerwort.people.models import Event, Membership
from fuerwort.people.queries.events import SUBJECTS
from fuerwort.pilot.actions.states import SINCE
from fuerwort.web.forms.desk import GROUPS
from fuerwort.web.views.desk.events import SENTENCES
from tests import letters
from tests.cast import member

DESK = "/spaces/kanal/desk/"


@pytest.fixture
def host(client, cast):
    client.force_login(cast.host.person)
    return client


def guest(cast, name: str = "Greta Gast", email: str = "") -> Membership:
    made = invitations.invite(guest=Guest(name, email), by=cast.host, at=timezone.now(), token=f"token of {name}")
    return made.membership


def text(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_desk_says_what_needs_a_host(host, cast) -> None:
    assert "Nichts wartet auf dich." in text(host.get(DESK))
    guest(cast)
    late = guest(cast, "Lars Langsam")
    late.invitations.update(expires_at=timezone.now() - timedelta(days=1))
    Membership.objects.create(space=cast.space, name="Ida Import", joined_at=timezone.now(), outside_id="m1")
    Membership.objects.filter(pk=cast.newcomer.pk).update(joined_at=timezone.now(), sponsor=None)
    page = text(host.get(DESK))
    for said in (
        "1 Einladung ist abgelaufen.", "1 Einladung wartet auf Antwort.", "1 neues Mitglied hat keine Pat:in.",
        "1 Person wurde übernommen und noch nicht eingeladen.", "5 Mitglieder", "3 Gäste",
    ):  # fmt: skip
        assert said in page


def test_members_are_listed_by_standing_and_found_by_name(host, cast) -> None:
    guest(cast)
    leaving.leave(by=cast.insider, at=timezone.now())
    listed = {
        standing: text(host.get(f"{DESK}members/?standing={standing}")) for standing in ("active", "invited", "left")
    }
    for name, where in (("Olga Owner", "active"), ("Greta Gast", "invited"), ("Ines Insider", "left")):
        assert [standing for standing, page in listed.items() if name in page] == [where]
    assert "Stella" not in "".join(listed.values())
    found = text(host.post(f"{DESK}members/", {"name": "olga"}))
    assert "Olga Owner" in found
    assert "Theo Treasurer" not in found
    assert "Pat:in: Hanne Host" in listed["active"]


def test_a_member_is_arranged(host, cast) -> None:
    page = f"{DESK}members/{cast.owner.public}/"
    assert "Olga Owner" in text(host.get(page))
    answer = host.post(page, {"roles": ["editor"], "sponsor": cast.insider.pk})
    assert answer.status_code == 302
    cast.owner.refresh_from_db()
    assert (cast.owner.sponsor, cast.owner.has_desk) == (cast.insider, False)
    assert [role.name for role in cast.owner.roles.all()] == ["editor"]


def test_the_last_host_reads_why_the_role_stays(host, cast) -> None:
    answer = host.post(f"{DESK}members/{cast.host.public}/", {"has_desk": "on"})
    assert "mindestens eine Gastgeber:in" in text(answer)


def test_a_stranger_cannot_be_arranged_nor_sponsor(host, cast) -> None:
    assert host.get(f"{DESK}members/{cast.stranger.public}/").status_code == 404
    text(host.post(f"{DESK}members/{cast.owner.public}/", {"sponsor": cast.stranger.pk, "has_desk": "on"}))
    cast.owner.refresh_from_db()
    assert cast.owner.sponsor is None


def test_a_guest_is_invited_by_mail(host, cast) -> None:
    sent = {"name": "Greta Gast", "email": "greta@example.org", "sponsor": cast.owner.pk, "roles": ["treasurer"]}
    answer = host.post(f"{DESK}invitations/new/", sent)
    greta = Membership.objects.get(name="Greta Gast")
    assert answer.headers["Location"] == f"{DESK}members/{greta.public}/"
    assert letters.delivered()[0].to == ["greta@example.org"]
    assert (greta.sponsor, [role.name for role in greta.roles.all()]) == (cast.owner, ["treasurer"])
    assert "Greta Gast" in text(host.get(f"{DESK}invitations/"))
    twice = host.post(f"{DESK}invitations/new/", {**sent, "name": "Greta G."})
    assert "noch offen" in text(twice)
    assert 'value="Greta G."' in text(twice)


def test_several_are_invited_one_after_the_other(host, cast) -> None:
    answer = host.post(f"{DESK}invitations/new/", {"name": "Greta Gast", "another": "1"})
    assert answer.headers["Location"] == f"{DESK}invitations/new/"


def test_a_link_is_shown_once_and_lets_in(host, cast, client) -> None:
    greta = guest(cast)
    page = text(host.post(f"{DESK}members/{greta.public}/link/"))
    (link,) = re.findall(r"https?://[^<\s]+(/i/[^<\s]+/)", page)
    assert page.count('aria-label="QR-Code"') == 1
    client.logout()
    assert "Greta Gast" in text(client.get(link))


def test_a_sheet_has_a_code_for_each(host, cast, client) -> None:
    names = ("Ada", "Ben", "Cem")
    publics = [guest(cast, name).public for name in names]
    page = text(host.post(f"{DESK}invitations/sheet/", {"guest": [*publics, cast.owner.public, cast.stranger.public]}))
    links = re.findall(r"https?://[^<\s]+(/i/[^<\s]+/)", page)
    assert len(links) == len(set(links)) == page.count('aria-label="QR-Code"') == 3
    assert "style=" not in page
    client.logout()
    for name, link in zip(names, links, strict=True):
        assert name in text(client.get(link))


def test_a_sheet_for_nobody_says_so(host, cast) -> None:
    answer = host.post(f"{DESK}invitations/sheet/", {}, follow=True)
    assert "Bitte kreuz an" in text(answer)


def test_an_invitation_is_sent_again_to_another_address(host, cast) -> None:
    greta = guest(cast)
    host.post(f"{DESK}members/{greta.public}/again/", {"email": "greta@example.org"})
    assert letters.delivered()[-1].to == ["greta@example.org"]
    host.post(f"{DESK}members/{greta.public}/again/", {"email": "nonsense"})
    assert len(letters.delivered()) == 1


def test_an_invitation_is_withdrawn(host, cast) -> None:
    greta = guest(cast)
    host.post(f"{DESK}members/{greta.public}/withdraw/")
    assert host.get(f"{DESK}members/{greta.public}/").status_code == 404
    assert "Greta" not in text(host.get(f"{DESK}invitations/"))


@pytest.mark.parametrize("deed", ["again", "link", "withdraw"])
def test_a_member_is_no_guest(host, cast, deed: str) -> None:
    sent = {"email": "olga@example.org"}
    assert host.post(f"{DESK}members/{cast.owner.public}/{deed}/", sent).status_code == 404


def test_somebody_is_noted_as_left_and_told_why(host, cast) -> None:
    page = f"{DESK}members/{cast.owner.public}/left/"
    assert "Ist Olga Owner gegangen?" in text(host.get(page))
    assert "aria-invalid" in text(host.post(page, {"reason": ""}))
    host.post(page, {"reason": "Der Vertrag ist zu Ende.\nAlles Gute!"})
    assert "Alles Gute!" in letters.delivered()[0].body
    left = text(host.get(f"{DESK}members/{cast.owner.public}/"))
    assert "Gegangen am" in left
    host.post(f"{DESK}members/{cast.owner.public}/again/", {"email": ""})
    assert letters.delivered()[-1].to == ["olga@example.org"]
    left += text(host.get(f"{DESK}members/{cast.owner.public}/"))
    assert "olga@example.org" not in left, "a host need not learn the address somebody logs in with"


def test_settings(host, cast) -> None:
    assert 'value="Raum am Kanal"' in text(host.get(f"{DESK}settings/"))
    host.post(f"{DESK}settings/", {"name": "Raum am Fluss", "place": "Berlin", "about": "Wir."})
    cast.space.refresh_from_db()
    assert (cast.space.name, cast.space.about) == ("Raum am Fluss", "Wir.")
    assert "aria-invalid" in text(host.post(f"{DESK}settings/", {"name": ""}))


def test_fields_are_chosen_added_renamed_retired(host, cast) -> None:
    page = text(host.get(f"{DESK}fields/"))
    assert "Webdesign" in page
    assert 'value="web-design"' not in page, "what is offered is not in the list of what could be"
    host.post(f"{DESK}fields/", {"slugs": ["ux-design", "illustration"]})
    host.post(f"{DESK}fields/new/", {"name_de": "Bienen", "name_en": "Bees"})
    host.post(f"{DESK}fields/ux-design/", {"name_de": "Bedienung", "name_en": "Usability"})
    host.post(f"{DESK}fields/web-design/retire/")
    fields = {f.slug: (f.name_de, bool(f.retired_at)) for f in cast.space.fields.all()}
    assert fields == {
        "web-design": ("Webdesign", True), "translation": ("Übersetzung", False), "ux-design": ("Bedienung", False),
        "illustration": ("Illustration", False), "bees": ("Bienen", False),
    }  # fmt: skip
    host.post(f"{DESK}fields/web-design/retire/")
    assert not cast.space.fields.get(slug="web-design").retired_at
    assert "gibt es schon" in text(host.post(f"{DESK}fields/new/", {"name_de": "Bienen", "name_en": "Bees"}))


def test_the_log_speaks_in_sentences_and_forgets_names(host, cast) -> None:
    greta = guest(cast)
    host.post(f"{DESK}fields/", {"slugs": ["ux-design"]})
    leaving.leave(by=cast.owner, at=timezone.now())
    page = text(host.get(f"{DESK}events/"))
    for said in (
        "Hanne Host hat Greta Gast eingeladen.",
        "Olga Owner ist gegangen.",
        "Fachgebiete ausgewählt: UX-Design.",
    ):
        assert said in page
    erasing.erase(person=cast.owner.person, at=timezone.now())
    page = text(host.get(f"{DESK}events/"))
    assert "Olga" not in page
    assert "ehemaliges Mitglied ist gegangen." in page
    assert "Jemand hat das Konto gelöscht." in page
    narrowed = text(host.get(f"{DESK}events/?subject=space"))
    assert "UX-Design" in narrowed
    assert "Greta" not in narrowed
    about = text(host.get(f"{DESK}events/?member={greta.public}"))
    assert "Hanne Host hat Greta Gast eingeladen." in about
    assert "UX-Design" not in about
    assert host.get(f"{DESK}events/?member={cast.stranger.public}").status_code == 404


def test_the_log_is_narrowed_by_day_and_handed_out_as_a_file(host, cast, django_assert_max_num_queries) -> None:
    named = member(cast.space, "=1+1")
    days = [datetime(2026, 11, day, 12, tzinfo=UTC) for day in (1, 2, 3)]
    for at, by in zip(days, (cast.owner, named, cast.insider), strict=True):
        Event.objects.create(space=cast.space, at=at, by=by, verb="space.described")
    page = text(host.get(f"{DESK}events/?since=2026-11-02&until=2026-11-02"))
    assert "=1+1 hat" in page
    assert "Olga Owner" not in page
    assert "Ines Insider" not in page
    assert host.get(f"{DESK}events/?since=2026-13-99&until=x").status_code == 200
    with django_assert_max_num_queries(12):
        answer = host.get(f"{DESK}events.csv?since=2026-11-02")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="kanal-log.csv"'
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0] == ["at", "verb", "about", "sentence"]
    assert [row[0][:10] for row in rows[1:]] == ["2026-11-03", "2026-11-02"]
    assert rows[2][3].startswith("'=1+1 hat")  # a spreadsheet reads it as text
    assert host.get(f"{DESK}events.csv?member={cast.stranger.public}").status_code == 404


def test_every_verb_belongs_to_one_subject_of_the_log() -> None:
    for verb in SENTENCES:
        assert sum(verb.startswith(prefixes) for prefixes in SUBJECTS.values()) == 1, verb


def test_every_verb_that_is_recorded_has_a_sentence() -> None:
    found = set()
    for path in (Path(__file__).parents[2] / "src" / "fuerwort").rglob("actions/*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {"record", "log"}:
                said = [part for k in node.keywords if k.arg == "verb" for part in ast.walk(k.value)]
                found |= {part.value for part in said if isinstance(part, ast.Constant)}
    found = (found | {f"pilot.{state}" for state in SINCE}) - {"pilot."}
    assert found > {"pilot.drawn"}
    assert found - set(SENTENCES) == set()


def test_every_group_of_the_catalogue_has_a_name() -> None:
    assert {field.group for field in catalogue().values()} == set(GROUPS)


def test_a_verb_nobody_knows_is_still_a_line(host, cast) -> None:
    Event.objects.create(space=cast.space, at=timezone.now(), by=cast.host, verb="moon.landed")
    assert "Hanne Host hat etwas geändert: moon.landed." in text(host.get(f"{DESK}events/"))


@pytest.mark.parametrize(
    "page",
    ["", "members/", "members/?standing=alone", "invitations/", "invitations/new/", "fields/", "events/", "member"],
)
def test_with_five_hundred_members_a_page_takes_few_queries(
    host, cast, django_assert_max_num_queries, page: str
) -> None:
    for number in range(60):
        member(cast.space, f"M{number} Mitglied", "editor", sponsor=cast.host)
        guest(cast, f"G{number} Gast")
    address = f"{DESK}members/{cast.owner.public}/" if page == "member" else DESK + page
    with django_assert_max_num_queries(12):
        text(host.get(address))
