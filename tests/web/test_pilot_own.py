"""Own questions come into a plan by a page: looked at first, taken whole or not at all, as by the command."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from fuerwort.people.models import Event
from fuerwort.pilot.asking import items_of
from fuerwort.pilot.items import core
from fuerwort.pilot.items.own import LARGEST, read_csv
from tests.cast import Cast
from tests.pilot.life import Life, life
from tests.pilot.test_own_items import written
from tests.web.test_pilot import HERE, client, text

KEPT = re.compile(r'name="kept" value="([^"]+)"')


@pytest.fixture
def one(cast: Cast) -> Life:
    return life(cast, more=0)


def page(one: Life) -> str:
    return f"{HERE}{one.pilot.public}/desk/questions/"


def look(one: Life, data: str | bytes, language: str = "en"):
    file = SimpleUploadedFile("own.csv", data if isinstance(data, bytes) else data.encode())
    return client(one.cast.host, language).post(page(one), {"file": file})


def test_a_file_is_looked_at_in_both_languages_and_nothing_is_kept(one: Life) -> None:
    said = text(look(one, written({}, {"id": "CALM2", "answers_de": "nie|immer", "answers_en": "never|always"})))
    assert "30 questions would be asked: the 28 bundled ones and 2 of your own" in said
    for words in ("Wie ruhig waren Sie", "How calm were you", "0: gar nicht · 1: etwas · 2: sehr",
                  "0: never … 2: always", "CC-BY-NC-4.0", "Example 2020"):  # fmt: skip
        assert words in said
    assert items_of(one.now) == core()


def test_what_was_looked_at_is_taken_over_and_replaces_what_was_there(one: Life) -> None:
    host = client(one.cast.host, "en")
    for rows in ([{"id": "OLD"}], [{}, {"id": "CALM2"}]):
        looked = look(one, "\ufeff" + written(*rows))
        taken = host.post(page(one) + "take/", {"kept": KEPT.search(looked.content.decode()).group(1)})
        assert taken.url == page(one)
    assert items_of(one.now) == (*core(), *read_csv(written({}, {"id": "CALM2"})))
    assert [event.facts["number"] for event in Event.objects.filter(verb="pilot.questions-brought")] == [1, 2]
    assert "Questions of our own : 2, each third month" in text(host.get(f"{HERE}{one.pilot.public}/desk/"))
    host.post(page(one) + "take/", {"none": "1"})
    assert items_of(one.now) == core()


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (written({"licence": ""}, {"id": "CALM2"}, {"id": "ONS1"}),
         ["2 Leer: licence.", "4 Zwei Fragen heißen ONS1."]),
        ("schön".encode("latin-1"), ["die Datei Diese Datei ist kein Text in UTF-8."]),
        (b" " * (LARGEST + 1), ["Diese Datei ist größer als 256 KB"]),
    ],
    ids=["lines", "latin", "large"],
)  # fmt: skip
def test_every_bad_line_is_named_and_nothing_comes_in(one: Life, data: str | bytes, wanted: list[str]) -> None:
    answer = look(one, data, "de")
    for words in wanted:
        assert words in text(answer)
    assert not KEPT.search(answer.content.decode())
    assert items_of(one.now) == core()


def test_what_was_not_looked_at_is_not_taken(one: Life) -> None:
    answer = client(one.cast.host).post(page(one) + "take/", {"kept": "made up"})
    assert answer.status_code == 404
    assert items_of(one.now) == core()


def test_the_file_to_begin_with_may_be_sent_back(one: Life) -> None:
    file = client(one.cast.host).get(page(one) + "example.csv")
    assert "30 questions would be asked" in text(look(one, file.content))
    one.registered()
    assert look(one, file.content).status_code == 404
