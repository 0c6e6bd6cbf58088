"""The pages of an evening, as each sees them."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from fuerwort.evenings import notices
from fuerwort.evenings.actions import agenda, leading, planning, sessions
from fuerwort.evenings.models import CheckIn, Evening, Idea, Reply, Series
from fuerwort.people.models import public_id
from tests.cast import Cast

FORM = {"name": "Kreativabend", "often": "FREQ=MONTHLY;BYDAY=2WE", "starts_on": "2026-12-01", "time": "19:00",
        "minutes": "150", "place": "Küche", "zone": "Europe/Berlin"}  # fmt: skip


@pytest.fixture
def running(cast: Cast) -> Evening:
    at = timezone.now()
    meeting = planning.Meeting("Kreativabend", at - timedelta(hours=1), at + timedelta(hours=2), "Europe/Berlin", "")
    evening = planning.plan(meeting, by=cast.host, at=at)
    agenda.choose_question(evening, agenda.ask("Was ist Coworking?", by=cast.owner, at=at), by=cast.host, at=at)
    return leading.lead_to(evening, "writing", by=cast.host, at=at)


def guest(running: Evening, name: str = "Gesine") -> Client:
    phone = Client()
    phone.post(f"/e/{running.door}/check-in/", {"name": name})
    return phone


def test_a_host_says_the_rule_and_members_answer_with_one_tap(client, cast: Cast) -> None:
    client.force_login(cast.host.person)
    today = timezone.localdate()
    page = client.post("/spaces/kanal/evenings/rule/", FORM | {"starts_on": today.isoformat()}, follow=True)
    assert page.status_code == 200 and Series.objects.get().rule == "FREQ=MONTHLY;BYDAY=2WE"
    evening = Evening.objects.told().first()
    client.force_login(cast.owner.person)
    assert "Kommst du?" in client.get("/spaces/kanal/").content.decode()
    client.post(f"/spaces/kanal/evenings/{evening.public}/reply/", {"says": "yes"})
    assert "Kommst du?" not in client.get("/spaces/kanal/").content.decode()


def test_a_wrong_rule_is_said_beside_the_field_and_nothing_typed_is_lost(client, cast: Cast) -> None:
    client.force_login(cast.host.person)
    page = client.post("/spaces/kanal/evenings/rule/", FORM | {"often": "own", "rule": "manchmal"})
    text = page.content.decode()
    assert "Das ist keine Regel für Tage." in text and 'value="manchmal"' in text and not Series.objects.exists()


def test_a_link_in_a_letter_answers_without_logging_in_and_looking_changes_nothing(cast: Cast, running) -> None:
    address = notices.answer_address(running, cast.insider).removeprefix("http://localhost:8000")
    anybody = Client()
    assert anybody.get(address).status_code == 200 and not Reply.objects.exists()
    anybody.post(address, {"says": "yes"})
    assert Reply.objects.get().membership == cast.insider
    anybody.post(f"{address}here/")
    assert CheckIn.objects.get().membership == cast.insider
    assert "Ines Insider" in anybody.get(f"/e/{running.door}/").content.decode()


def test_a_guest_writes_and_the_same_form_twice_is_one_idea(cast: Cast, running) -> None:
    phone, once = guest(running), public_id()
    for _ in range(2):
        phone.post(f"/e/{running.door}/ideas/", {"text": "Mehr Pausen", "once": once})
    assert Idea.objects.get().text == "Mehr Pausen"
    assert "Mehr Pausen" in phone.get(f"/e/{running.door}/").content.decode()
    assert "Mehr Pausen" not in guest(running, "Gert").get(f"/e/{running.door}/").content.decode()


def test_in_the_closing_round_nobody_is_asked_about_nothing(client, cast: Cast, running) -> None:
    phone, asked = guest(running), "Hat dir jemand etwas gezeigt?"
    evening = leading.lead_to(running, "closing", by=cast.host, at=timezone.now())
    assert asked not in phone.get(f"/e/{running.door}/").content.decode()
    client.force_login(cast.owner.person)
    client.post(f"/e/{running.door}/check-in/")
    assert asked in client.get(f"/e/{running.door}/").content.decode()  # who may say that they showed something
    seat = evening.check_ins.get(membership=cast.owner)
    sessions.hold(evening, "Löten", "learning", by=seat.membership, at=timezone.now())
    assert asked in phone.get(f"/e/{running.door}/").content.decode()


def test_what_was_refused_stands_in_the_form(cast: Cast, running) -> None:
    phone = guest(running)
    leading.lead_to(running, "arriving", by=cast.host, at=timezone.now())
    page = phone.post(f"/e/{running.door}/ideas/", {"text": "Zu früh getippt"}, headers={"HX-Request": "true"})
    assert "Zu früh getippt</textarea>" in page.content.decode() and "bleibt hier stehen" in page.content.decode()


def test_a_phone_that_knows_everything_is_told_nothing(cast: Cast, running) -> None:
    phone = guest(running)
    page = phone.get(f"/e/{running.door}/").content.decode()
    stamp = page.split("live/?v=")[1].split('"')[0]
    assert phone.get(f"/e/{running.door}/live/?v={stamp}").status_code == 204
    phone.post(f"/e/{running.door}/ideas/", {"text": "Neu"})
    assert phone.get(f"/e/{running.door}/live/?v={stamp}").status_code == 200
    leading.lead_to(running, "cards", by=cast.host, at=timezone.now())
    assert phone.get(f"/e/{running.door}/live/?v={stamp}")["HX-Refresh"] == "true"


def test_one_leads_and_sorts_without_a_script(client, cast: Cast, running) -> None:
    phone = guest(running)
    for text in ("Mehr Pausen", "Pausen", "Ein Garten"):
        phone.post(f"/e/{running.door}/ideas/", {"text": text})
    client.force_login(cast.host.person)
    base = f"/spaces/kanal/evenings/{running.public}"
    client.post(f"{base}/lead/", {"phase": "cards", "minutes": "10"})
    first, second, third = Idea.objects.order_by("pk")
    client.post(f"{base}/sort/", {"idea": [first.public], "title": "Ruhe"})
    client.post(f"{base}/sort/", {"idea": [second.public], "into": first.public})
    client.post(f"{base}/sort/", {"idea": [third.public], "title": "Grün"})
    wall = client.get(f"{base}/wall/").content.decode()
    assert (
        wall.index("Ruhe") < wall.index("Mehr Pausen") < wall.index('class="under">Pausen') < wall.index("Ein Garten")
    )
    assert "Gesine" not in wall


def test_an_idea_costs_few_queries(cast: Cast, running, django_assert_max_num_queries) -> None:
    """Pages: test_evenings_size.py. Sixty phones send this, and ask what is new every three seconds."""
    phone = guest(running)
    with django_assert_max_num_queries(8):
        phone.post(f"/e/{running.door}/ideas/", {"text": "Schnell"}, headers={"HX-Request": "true"})
    page = phone.get(f"/e/{running.door}/").content.decode()
    stamp = page.split("live/?v=")[1].split('"')[0]
    with django_assert_max_num_queries(4):
        assert phone.get(f"/e/{running.door}/live/?v={stamp}").status_code == 204
    with django_assert_max_num_queries(5):
        assert phone.get(f"/e/{running.door}/live/?v=writing.").status_code == 200


def test_a_conflict_shows_both_texts_and_saving_again_brings_them_together(client, cast: Cast, running) -> None:
    client.force_login(cast.owner.person)
    base = f"/spaces/kanal/evenings/{running.public}/minutes/"
    client.post(base)
    form = {"title": "Was ist Coworking?", "base": "1"}
    client.post(f"{base}write/", form | {"text": "Von Olga"})
    client.force_login(cast.insider.person)
    page = client.post(f"{base}write/", form | {"text": "Von <Ines>"}).content.decode()
    assert "Von Olga\n</pre>" in page and "Von &lt;Ines&gt;</textarea>" in page and 'name="base" value="2"' in page
    client.post(f"{base}write/", form | {"text": "Von beiden", "base": "2"})
    assert "<p>Von beiden</p>" in client.get(base).content.decode()


def test_a_member_without_a_session_is_shown_the_way_and_comes_back_to_the_door(cast: Cast, running) -> None:
    phone, door = Client(), f"/e/{running.door}/"
    page = phone.get(door).content.decode()
    assert f'href="/account/login/?next={door}"' in page and "Olga" not in page
    phone.force_login(cast.owner.person)  # the mailed code itself: tests/web/test_accounts.py
    assert "Olga Owner" in phone.get(door).content.decode() and not CheckIn.objects.exists()
    phone.post(f"{door}check-in/")
    assert CheckIn.objects.get().membership == cast.owner
    phone.post(f"{door}ideas/", {"text": "Mit meinem Namen"})
    assert "Mit meinem Namen" in phone.get(door).content.decode()
