"""The lab's pages: its address is the question, nothing is computed by looking, every answer says what made it."""

import csv
import io
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.cache import cache
from django.test import Client
from django_tasks_db.models import DBTaskResult
from pypdf import PdfReader

from fuerwort.lab.whatif.asked import PRESETS, Asked
from fuerwort.lab.whatif.parameters import table
from fuerwort.people.models import Membership
from fuerwort.pilot import jobs
from fuerwort.pilot.models import Play
from fuerwort.web.forms.lab import LabForm, address
from fuerwort.web.lab_words import PARTS
from tests.cast import Cast, member

pytestmark = pytest.mark.django_db
TINY = {"members": "8", "in_fields": "2", "months": "1"}


@pytest.fixture
def anybody(settings) -> Client:
    cache.clear()
    return Client(headers={"accept-language": "en"})


def words(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("name", PRESETS)
def test_a_question_worth_asking_is_answered_at_once(anybody: Client, name: str) -> None:
    text = words(anybody, f"/lab/?{address(PRESETS[name])}")
    assert text.count("<svg") >= 24
    for said in ("mechanics", "assumption", "What nobody has measured", "Fischbacher", "only a pilot can say"):
        assert said in text
    assert text.count('aria-current="page"') >= 2
    assert not Play.objects.exists()
    assert "style=" not in text


def test_every_assumption_stands_there_with_range_and_source(anybody: Client) -> None:
    text = words(anybody, "/lab/")
    for one in table().values():
        assert f'name="{one.name}"' in text
        assert f"<code>{one.name}</code>" in text


def test_beside_every_chart_stands_what_it_rests_on_and_how_well_that_is_known(anybody: Client) -> None:
    text = words(anybody, "/lab/")
    rests = re.findall(r'(?s)<div class="rests">.*?</div>', text)
    assert len(rests) == sum(len(outputs) for _, outputs in PARTS)
    openness = next(one for one in rests if "Security makes" in one)
    assert ">assumption<" in openness or ">only the direction is known<" in openness
    assert "usual 0.05, range" in openness
    for one in rests:
        assert 'href="#parameters"' in one
        assert one.count("<li>") == one.count("range ") >= 1


def test_whoever_asks_is_led_to_the_address_of_the_question_and_a_worker_plays_it(anybody: Client) -> None:
    sent = anybody.post("/lab/", {**TINY, "fame": "0.1", "learn": str(table()["learn"].default)})
    assert sent.status_code == 302
    assert {name: value[0] for name, value in parse_qs(urlsplit(sent.url).query).items()} == {**TINY, "fame": "0.1"}
    assert "It waits for its turn" in words(anybody, sent.url)
    part = anybody.get(f"{sent.url}&poll=1", headers={"hx-request": "true"}).content.decode()
    assert part.lstrip().startswith('<div id="found"')
    assert "hx-get" in part
    assert DBTaskResult.objects.get().queue_name == "long", "letters have a worker of their own"
    anybody.post("/lab/", {**TINY, "fame": "0.1"})
    assert DBTaskResult.objects.count() == 1
    jobs.play.func(Play.objects.get().key)
    text = words(anybody, sent.url)
    assert "hx-get" not in text.split('id="found"')[1][:200]
    assert text.count("<svg") >= 24
    assert "fame 0.1 (0.5)" in text
    anybody.post("/lab/", {**TINY, "fame": "0.1"})
    assert DBTaskResult.objects.count() == 1


def test_looking_computes_nothing(anybody: Client) -> None:
    assert "Nobody has asked this before" in words(anybody, "/lab/?euros=333")
    assert "Nobody has asked this before" in words(anybody, "/lab/pilot/?members=60")
    assert not Play.objects.exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"euros": "9999"}, "2500"),
        ({"fame": "7"}, "between 0 and 1"),
        ({"members": "8", "in_fields": "9"}, "no more fields than members"),
        ({"months": "many"}, "whole number"),
        ({"months": "2000"}, "36"),
    ],
)
def test_what_nobody_can_play_is_said_and_stays_typed(anybody: Client, typed: dict[str, str], said: str) -> None:
    answer = anybody.post("/lab/", typed)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert said in text
    assert f'value="{next(iter(typed.values()))}"' in text
    assert not Play.objects.exists()
    assert anybody.get("/lab/report.pdf", typed).status_code == 404


def test_an_effect_may_be_switched_off(anybody: Client) -> None:
    assert anybody.post("/lab/", {**TINY, "desperate": "0"}).status_code == 302
    assert Play.objects.get().asked["changes"] == {"desperate": 0.0}


def test_too_many_questions_are_refused_kindly(anybody: Client, settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"lab": "1/h/ip"}
    assert anybody.post("/lab/", TINY).status_code == 302
    sent = anybody.post("/lab/", {**TINY, "euros": "5"})
    assert "a little too often" in words(anybody, sent.url)
    assert Play.objects.count() == 1


def test_the_report_is_pdf_ua_and_says_the_honest_paragraph(anybody: Client) -> None:
    sheet = anybody.get("/lab/report.pdf", headers={"accept-language": "de"}).content
    read = PdfReader(io.BytesIO(sheet))
    text = " ".join(" ".join(page.extract_text() for page in read.pages).split())
    assert "Was niemand gemessen hat" in text
    assert "Fischbacher" in text
    assert b"pdfuaid" in sheet
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_the_figures_are_a_sheet(anybody: Client) -> None:
    rows = list(csv.DictReader(io.StringIO(anybody.get("/lab/figures.csv").content.decode())))
    assert {row["kind"] for row in rows} == {"level", "difference"}
    assert {row["made_by"] for row in rows if row["kind"] == "difference"} >= {"mechanics", "assumption"}
    assert all(float(row["low"]) <= float(row["mean"]) <= float(row["high"]) for row in rows if row["kind"] == "level")


def test_a_form_and_its_address_are_the_same_question() -> None:
    for asked in (*PRESETS.values(), Asked(recipients=500, known=55, public=True, changes={"hours_inc": -0.07})):
        from django.http import QueryDict  # noqa: PLC0415

        form = LabForm(QueryDict(address(asked) or "members=100"))
        assert form.is_valid()
        assert form.asked() == asked


def test_a_space_starts_from_its_own_figures_once_five_agreed(cast: Cast, anybody: Client) -> None:
    insider = Client(headers={"accept-language": "en"})
    insider.force_login(cast.insider.person)
    ours = f"/spaces/{cast.space.slug}/lab/"
    assert "Fewer than five members have agreed" in words(insider, ours)
    assert "nothing to start from" in insider.post(ours, {"verb": "start"}, follow=True).content.decode()
    insider.post(ours, {"verb": "count"})
    assert Membership.objects.get(pk=cast.insider.pk).counted_at
    assert "Count me no more" in words(insider, ours)
    assert "Fewer than five members have agreed" in words(insider, ours)
    for at in range(5):
        other = Client()
        other.force_login(member(cast.space, f"Number{at} Person").person)
        other.post(ours, {"verb": "count"})
    assert "6 members agreed" in words(insider, ours)
    for verb, page in (("start", "/lab/"), ("pilot", "/lab/pilot/")):
        sent = insider.post(ours, {"verb": verb})
        assert sent.url.startswith(f"{page}?")
        assert parse_qs(urlsplit(sent.url).query)["members"] == ["10"]
        assert anybody.get(sent.url).status_code == 200
    insider.post(ours, {"verb": "uncount"})
    assert Membership.objects.get(pk=cast.insider.pk).counted_at is None


def test_a_rehearsed_pilot_says_what_it_would_see(anybody: Client, monkeypatch) -> None:
    monkeypatch.setattr("fuerwort.pilot.modelled.WORLDS", 3)
    monkeypatch.setattr("fuerwort.pilot.modelled.DRAWS", 19)
    for members, said in (("40", "of twenty pilots"), ("20", "Below forty people")):
        sent = anybody.post("/lab/pilot/", {"members": members, "in_fields": "2", "months": "2"})
        jobs.play.func(Play.objects.latest("pk").key)
        text = words(anybody, sent.url)
        assert said in text
        assert "only a pilot can say" in text
        assert text.count("<svg") >= 8
