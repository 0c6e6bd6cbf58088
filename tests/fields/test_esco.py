"""Which words of ESCO a field is found by: the table of docs/rules/fields.md, bad files, and the real ones."""

import doctest
from pathlib import Path
from shutil import copytree

import pytest
from benchmarks import fields as measured

from fuerwort.fields import esco, phrases
from fuerwort.fields.catalogue import catalogue
from fuerwort.fields.phrases import Heard, key
from fuerwort.fields.suggest import ranked
from tests.tables import table

SMALL = Path(__file__).parent / "esco"
FIELDS = [
    esco.Known("photography", "Fotografie", "Photography"),
    esco.Known("bees", "Imkerin", "Urban honey"),
    esco.Known("crier", "Stadtschreier", "Town crier"),
]
ZEROS = "00000000-0000-4000-8000-00000000000"
LETTERS = {"A": "66542dd6-05a6-4d9e-97ff-3f4858c31ff9", "B": f"{ZEROS}b", "C": f"{ZEROS}c"}


@pytest.mark.parametrize("row", table("fields.md", "## Words of ESCO"), ids=lambda row: row["word"])
def test_a_word_finds_its_field_or_none(row: dict[str, str]) -> None:
    occupations = esco.read(SMALL)
    bearers = {one.uri.removeprefix(esco.BEGINS) for one in occupations if key(row["word"]) in map(key, one.words())}
    released = row["borne by"] != "D"
    assert bearers == ({LETTERS[letter] for letter in row["borne by"].split(", ")} if released else set())
    found = {slug for slug, one in esco.enrich(FIELDS, occupations).items() if key(row["word"]) in map(key, one.words)}
    assert found == ({row["finds"]} - {"–"})


def test_a_field_of_ones_own_gets_the_address_and_one_without_an_occupation_gets_nothing() -> None:
    found = esco.enrich(FIELDS, esco.read(SMALL))
    assert found["bees"].uris == (esco.BEGINS + LETTERS["B"],)
    assert set(found) == {"photography", "bees"}


def test_an_occupation_that_two_fields_claim_is_nobodys() -> None:
    other = esco.Known("honey", "Honig", "Honey", (esco.BEGINS + LETTERS["B"],))
    assert set(esco.enrich([*FIELDS, other], esco.read(SMALL))) == {"photography"}


def test_a_name_that_fits_two_occupations_fits_none() -> None:
    both = esco.Known("bees", "Imkerin", "Head of imaging")
    assert esco.enrich([both], esco.read(SMALL)) == {}


@pytest.mark.parametrize(
    ("clause", "weight"),
    [("Bienenhalterin", 1), ("BIENENHALTERINNEN", 1), ("zwei Bienenhalter für Mai", 0.5), ("Bienen", 0), ("", 0)],
)
def test_a_clause_counts_by_the_phrase_it_is_or_holds(clause: str, weight: float) -> None:
    assert Heard(clause).weight(frozenset({key("Bienenhalterin")})) == weight


def test_the_example_in_the_docstring_is_true() -> None:
    assert doctest.testmod(phrases) == (0, 1)


A = esco.BEGINS + LETTERS["A"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (f"Occupation,{A}", "Occupation,http://example.org/1", "2: conceptUri"),
        ("Imker/Imkerin,", ",", "7: preferredLabel is empty"),
        (esco.BEGINS + LETTERS["B"], A, f"7: {A} stands here twice, first in line 2"),
        ("Imker/Imkerin,", "Imker,Imkerin,", "7: 15 cells where the first line has 14"),
        ("Imker/Imkerin", "I" * 201, "7: a label is longer than 200 letters"),
        ("preferredLabel", "label", "1: no column preferredLabel"),
        (LETTERS["C"], f"{ZEROS}1", f"9: {esco.BEGINS}{ZEROS}1 is not in occupations_en.csv"),
        ('"Bienenhalterin', '"Bienen"halterin', "7: no CSV"),
        ("Imker", "\0", "1: no CSV file in UTF-8"),
    ],
)  # fmt: skip
def test_a_bad_line_is_named_with_its_reason(tmp_path, old: str, new: str, said: str) -> None:
    file = copytree(SMALL, tmp_path / "esco") / "occupations_de.csv"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(esco.EscoError) as refused:
        esco.read(file.parent)
    assert str(refused.value).startswith(f"occupations_de.csv:{said}")


def test_both_files_tell_all_their_problems_at_once(tmp_path) -> None:
    copytree(SMALL, tmp_path / "esco")
    for lang in esco.LANGUAGES:
        file = tmp_path / "esco" / f"occupations_{lang}.csv"
        file.write_text(file.read_text(encoding="utf-8") + "x\n", encoding="utf-8")
    with pytest.raises(esco.EscoError) as refused:
        esco.read(tmp_path / "esco")
    assert [problem.file for problem in refused.value.problems] == ["occupations_de.csv", "occupations_en.csv"]


def test_with_the_real_files_more_is_found_and_nothing_less() -> None:
    folder = measured.folder()
    if folder is None:
        pytest.skip("ESCO files are not at hand: set FUERWORT_DATA")
    occupations = esco.read(folder)
    assert len(occupations) > 3000
    fields = [esco.Known(one.field, one.de, one.en) for one in catalogue().values()]
    found = esco.enrich(fields, occupations)
    called = {slug: frozenset(map(key, one.words)) for slug, one in found.items()}
    rows = [*table("fields.md"), *table("fields.md", "## Further sentences")]
    sentences = [(row["request"], frozenset(row["field"].split(" or "))) for row in rows]
    before = measured.shares(lambda text: ranked(text, {}, 3), sentences)
    after = measured.shares(lambda text: ranked(text, called, 3), sentences)
    assert after[0] >= before[0] and after[1] >= before[1]
    said = [
        (f"Wir suchen {word} für Mai", frozenset({slug})) for slug, one in found.items() for word in one.words[::10]
    ]
    assert len(said) > 200
    plain, better = (measured.shares(lambda text, p=p: ranked(text, p, 3), said) for p in ({}, called))
    assert better[0] > 0.9 > plain[0] and better[1] > 0.95 > plain[1]
