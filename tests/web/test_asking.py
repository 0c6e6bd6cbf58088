"""A client asks: without an account, with everything kept that was typed, and only once for each form."""

from datetime import timedelta

import pytest
import time_machine

from fuerwort.people.models import Field, Space
from fuerwort.referrals.models import Need, Request
from fuerwort.referrals.queries import asking
from tests.cast import LONG_AGO, NOW, Cast
from tests.letters import delivered, link
from tests.web.asking import ASK, SECRETS, TEXT, TYPED, send, stamp


def test_the_form_shows_the_space_and_its_fields_and_nobody(client, cast: Cast) -> None:
    page = client.get(ASK).content.decode()
    assert "Raum am Kanal" in page and "Webdesign" in page and "Übersetzung" in page
    assert not [one.name for one in cast.everybody.values() if one.name in page]


@pytest.mark.parametrize("why", ["no such space", "no field", "no host"])
def test_where_nobody_can_answer_nobody_can_ask(client, cast: Cast, why: str) -> None:
    if why == "no field":
        Field.objects.update(retired_at=NOW)
    if why == "no host":
        cast.host.roles.all().delete()
    address = "/spaces/nowhere/ask/" if why == "no such space" else ASK
    assert client.get(address).status_code == 404


def test_it_becomes_one_request_for_each_field_and_waits_for_the_link(client, cast: Cast) -> None:
    answer = send(client, field=["web-design", "translation"])
    assert (answer.status_code, answer.url) == (302, "/spaces/kanal/ask/sent/")
    assert "Ein Klick fehlt" in client.get(answer.url).content.decode()
    need = Need.objects.get()
    assert (need.client, need.email, need.phone, need.language) == (*SECRETS, "de")
    rows = list(Request.objects.order_by("field__slug").values_list("field__slug", "text", "state", "owner"))
    assert rows == [("translation", TEXT, "unconfirmed", None), ("web-design", TEXT, "unconfirmed", None)]
    one = Request.objects.first()
    assert (one.skills, one.languages, one.on_site, one.place, one.until) == (
        ["WordPress", "Typo3"], ["de"], True, "Berlin", "bis Mai",
    )  # fmt: skip
    letter = delivered()[-1]
    assert letter.to == [SECRETS[1]] and "/a/needs/" in link(letter, "/a/needs/")


def test_each_field_has_its_own_words_where_the_client_gives_them(client, cast: Cast) -> None:
    chosen = {"look": "1", "text": TEXT, "field": ["web-design", "translation"]}
    page = client.post(ASK, chosen, headers={"hx-request": "true"}).content.decode()
    assert 'name="text-translation"' in page and 'name="text-web-design"' in page
    assert 'name="text-' not in client.post(ASK, chosen | {"field": ["web-design"]}).content.decode()
    words = {"text-translation": "Drei Seiten ins Polnische, mit Ruderwörtern."}
    refused = send(client, field=chosen["field"], email="petra", **words).content.decode()
    assert words["text-translation"] in refused, "what was typed stays"
    long = send(client, field=chosen["field"], **{"text-translation": "x" * 2001})
    assert set(long.context["form"].errors) == {"text-translation"}
    assert not Need.objects.exists()
    send(client, field=chosen["field"], **words)
    rows = dict(Request.objects.values_list("field__slug", "text"))
    assert rows == {"translation": words["text-translation"], "web-design": TEXT}


def test_while_one_types_fields_are_suggested(client, cast: Cast) -> None:
    for number in range(12):
        names = {"name_de": f"Anderes {number}", "name_en": f"Other {number}"}
        Field.objects.create(space=cast.space, slug=f"other-{number}", **names)
    page = client.post(ASK, {"look": "1", "text": TEXT}, headers={"hx-request": "true"}).content.decode()
    assert "<form" not in page and page.index("Webdesign") < page.index("<details>") < page.index("Anderes 3")
    whole = client.post(ASK, {"look": "1", "text": TEXT}).content.decode()
    assert "<form" in whole and TEXT in whole and "noch nicht abgeschickt" not in whole
    nothing = client.post(ASK, {"look": "1", "text": "Hallo!"}).content.decode()
    assert "erkennen" in nothing


def test_sent_without_a_field_it_suggests_one(client, cast: Cast) -> None:
    page = send(client, field=[]).content.decode()
    assert "Bitte wähle mindestens eins" in page and 'value="web-design"' in page
    assert not Need.objects.exists()


@pytest.mark.parametrize(
    ("part", "wrong"),
    [
        ("text", ""), ("text", "x" * 2001), ("name", ""), ("email", "petra"), ("phone", "Mobil"), ("consent", None),
        ("name", "Gewinne jetzt: https://werbung.example"), ("name", "www.werbung.example"), ("name", "a@b.example"),
        ("text", "a\0b"), ("place", "a\0b"), ("field", ["noth\0ing"]),
        ("field", ["nothing"]), ("size", "huge"), ("languages", ["xx-yy"]), ("skills", "x" * 301), ("site", "moon"),
    ],
)  # fmt: skip
def test_errors_keep_what_was_typed_and_nothing_is_stored(client, cast: Cast, part: str, wrong: object) -> None:
    page = send(client, **{part: wrong}).content.decode()
    assert "noch nicht abgeschickt" in page
    assert all(text in page for key, text in TYPED.items() if isinstance(text, str) and key not in (part, "consent"))
    assert not Need.objects.exists() and not delivered()


def test_more_than_five_fields_are_refused(client, cast: Cast) -> None:
    slugs = [f"other-{number}" for number in range(6)]
    for slug in slugs:
        Field.objects.create(space=cast.space, slug=slug, name_de=slug, name_en=slug)
    assert "ein bis fünf" in send(client, field=slugs).content.decode() and not Need.objects.exists()


def test_a_field_of_another_space_cannot_be_asked_for(client, cast: Cast) -> None:
    Field.objects.create(space=cast.elsewhere, slug="pottery", name_de="Töpfern", name_en="Pottery")
    send(client, field=["pottery"])
    assert not Need.objects.exists()


def test_what_is_typed_is_text_and_never_markup(client, cast: Cast) -> None:
    evil = "<script>alert(1)</script>"
    page = send(client, text=evil, place=evil, consent=None).content.decode()
    assert evil not in page and "&lt;script&gt;" in page


def test_a_line_break_in_an_address_writes_no_header(client, cast: Cast) -> None:
    send(client, email="petra@example.org\nBcc: all@example.org")
    send(client, name="Petra\r\nBcc: all@example.org")
    assert not Need.objects.exists()
    send(client, name="Petra\r\nPaddel")
    assert Need.objects.get().client == "Petra Paddel"
    letter = delivered()[-1]
    assert letter.recipients() == [SECRETS[1]] and "\n" not in letter.subject


def test_a_giant_form_costs_nothing(client, cast: Cast) -> None:
    giant = "Website " * 100_000
    answer = client.post(ASK, {"look": "1", "text": giant}, headers={"hx-request": "true"})
    assert answer.status_code == 200
    assert send(client, text=giant, name=giant, place=giant).status_code == 200
    assert not Need.objects.exists()


def test_a_forged_form_is_refused(cast: Cast) -> None:
    from django.test import Client  # noqa: PLC0415 - the one client that checks

    strict = Client(enforce_csrf_checks=True)
    assert send(strict).status_code == 403 and not Need.objects.exists()


# Machines


def test_the_box_nobody_sees_must_stay_empty(client, cast: Cast) -> None:
    page = send(client, homepage="https://werbung.example").content.decode()
    assert "schicke es noch einmal" in page and "werbung.example" not in page and not Need.objects.exists()


def test_nobody_types_that_fast(client, cast: Cast) -> None:
    assert "sehr schnell" in send(client, after=timedelta(seconds=2)).content.decode()
    assert not Need.objects.exists()


@pytest.mark.parametrize("forged", ["", "forged", "x" * 10_000])
def test_without_a_stamp_of_ours_a_new_one_comes(client, cast: Cast, forged: str) -> None:
    with time_machine.travel(NOW, tick=False):
        answer = client.post(ASK, TYPED | {"stamp": forged})
    assert not Need.objects.exists()
    fresh = answer.context["form"]["stamp"].value()
    with time_machine.travel(NOW + timedelta(seconds=5), tick=False):
        client.post(ASK, TYPED | {"stamp": fresh})
    assert Need.objects.count() == (0 if len(forged) > 500 else 1)


def test_a_form_open_for_days_is_stamped_anew(client, cast: Cast) -> None:
    page = send(client, after=timedelta(days=2))
    assert "lange offen" in page.content.decode() and not Need.objects.exists()


def test_a_form_sent_twice_asks_once(client, cast: Cast) -> None:
    with time_machine.travel(NOW, tick=False):
        once = stamp(client)
    with time_machine.travel(NOW + timedelta(seconds=9), tick=False):
        for _ in range(2):
            assert client.post(ASK, TYPED | {"stamp": once}).status_code == 302
    assert Need.objects.count() == 1


def test_three_an_hour_for_one_address_ten_from_one_computer(client, cast: Cast) -> None:
    for _ in range(4):
        last = send(client)
    assert Need.objects.count() == 3 and "zu oft" in last.content.decode()
    for number in range(10):
        send(client, email=f"p{number}@example.org")
    assert Need.objects.count() < 11


def test_under_attack_one_works_or_waits(client, cast: Cast) -> None:
    with time_machine.travel(NOW, tick=False):
        assert "data-work" not in client.get(ASK).content.decode()
        for number in range(asking.FLOOD + 1):
            email = f"x{number}@example.org"
            Need.objects.create(space=cast.space, kind="client", asked_at=NOW, client="x", email=email)
        assert "data-work" in client.get(ASK).content.decode()
        typed = TYPED | {"stamp": stamp(client)}
    with time_machine.travel(NOW + timedelta(seconds=30), tick=False):
        page = client.post(ASK, typed).content.decode()
        assert "30 Sekunden" in page and TEXT in page
        assert client.post(ASK, typed | {"work": work(typed["stamp"])}).status_code == 302
    assert send(client, after=timedelta(seconds=61), email="other@example.org").status_code == 302


def work(typed: str) -> str:
    from fuerwort.web.guard import has_worked  # noqa: PLC0415

    return next(str(number) for number in range(2**22) if has_worked(typed, str(number)))


def test_the_first_page_leads_there_where_one_can_ask(client, cast: Cast) -> None:
    assert ASK in client.get("/").content.decode()
    cast.host.roles.all().delete()
    assert ASK not in client.get("/").content.decode()
    Space.objects.create(slug="leer", name="Leer", created_at=LONG_AGO)
    assert "/spaces/leer/ask/" not in client.get("/").content.decode()
