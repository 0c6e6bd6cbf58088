"""The sentences of docs/rules/fields.md, what must suggest nothing, and the held-out labels of ESCO."""

import doctest
from time import perf_counter

import pytest
from benchmarks import fields as measured

from fuerwort.fields import suggest as module
from fuerwort.fields.catalogue import catalogue
from fuerwort.fields.suggest import suggest
from tests.tables import table

WORKED = table("fields.md")
FURTHER = table("fields.md", "## Further sentences")


def right(row: dict[str, str]) -> frozenset[str]:
    return frozenset(row["field"].split(" or "))


def ids(text: str, limit: int = 3) -> list[str]:
    return [field.field for field in suggest(text, limit)]


@pytest.mark.parametrize("row", WORKED, ids=lambda row: row["request"][:40])
def test_a_worked_sentence_finds_its_field(row: dict[str, str]) -> None:
    assert right(row) <= set(catalogue())
    assert right(row) & set(ids(row["request"]))


def test_nine_worked_sentences_in_ten_find_it_first() -> None:
    first, _ = measured.shares(ids, [(row["request"], right(row)) for row in WORKED])
    assert first >= 0.9


def test_further_sentences_find_it_nearly_as_often() -> None:
    first, three = measured.shares(ids, [(row["request"], right(row)) for row in FURTHER])
    assert first >= 0.8
    assert three >= 0.95


@pytest.mark.parametrize("lang", measured.LANGUAGES)
def test_held_out_labels_of_esco_find_their_field(lang: str) -> None:
    esco = measured.folder()
    if esco is None:
        pytest.skip("ESCO files are not at hand: set FUERWORT_DATA")
    asked = measured.cases(esco, lang)
    first, three = measured.shares(ids, asked)
    assert len(asked) > 200
    assert first >= 0.70
    assert three >= 0.85


@pytest.mark.parametrize("text", ["", "  ", "?!", "asdf", "hallo", "Hallo zusammen, kann uns jemand helfen?", "日本"])
def test_where_nothing_is_named_nothing_is_suggested(text: str) -> None:
    assert suggest(text) == []


def test_every_field_is_found_by_its_own_labels() -> None:
    for field in catalogue().values():
        assert ids(field.de, 1) == [field.field]
        assert ids(field.en, 1) == [field.field]


@pytest.mark.parametrize("form", ["Lektorin", "Lektor:in", "Lektor*innen", "LEKTORIN", "lektorin gesucht!!"])
def test_forms_of_a_person_find_the_work(form: str) -> None:
    assert ids(form)[0] == "editing"


def test_the_limit_is_kept_and_the_best_comes_first() -> None:
    three = ids("Website, Logo und Fotos", 3)
    assert len(three) == 3
    assert ids("Website, Logo und Fotos", 1) == three[:1]


def test_it_answers_while_somebody_types() -> None:
    suggest("warm")
    text = " ".join(row["request"] for row in WORKED[:10])
    start = perf_counter()
    for _ in range(10):
        suggest(text)
    assert (perf_counter() - start) / 10 < 0.2  # 2 ms on a free machine; the bound is for a crowded one


def test_the_examples_in_the_docstring_are_true() -> None:
    result = doctest.testmod(module)
    assert result.attempted == 3
    assert result.failed == 0
