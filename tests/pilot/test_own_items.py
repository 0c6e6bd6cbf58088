"""Questions that a space brings itself: read whole, or refused with the line and the reason."""

import csv
import io
import json
from dataclasses import asdict

import pytest

from fuerwort.pilot.analysis.data import scales
from fuerwort.pilot.items import ItemError, Scale, core, pulse
from fuerwort.pilot.items.own import COLUMNS, LONGEST, MOST, item_from, read_csv

CALM = {
    "id": "CALM1", "measures": "calm", "lowest": "0", "highest": "2",
    "de": "Wie ruhig waren Sie, alles in allem?", "en": "How calm were you, all in all?",
    "answers_de": "gar nicht|etwas|sehr", "answers_en": "not at all | a little | very",
    "licence": "CC-BY-NC-4.0", "source": "Example 2020", "reversed": "",
}  # fmt: skip


def written(*rows: dict[str, str], delimiter: str = ",") -> str:
    file = io.StringIO()
    write = csv.DictWriter(file, [*COLUMNS, "reversed"], delimiter=delimiter, lineterminator="\r\n")
    write.writeheader()
    write.writerows({**CALM, **row} for row in rows)
    return file.getvalue()


def test_a_question_is_read_whole() -> None:
    (item,) = read_csv(written({}))
    assert item.scale == Scale(0, 2, ("gar nicht", "etwas", "sehr"), ("not at all", "a little", "very"), open=False)
    assert (item.de, item.en) == (CALM["de"], CALM["en"])
    assert (item.instrument, item.licence, item.source) == ("own", "CC-BY-NC-4.0", "Example 2020")
    assert not pulse((item,), "monthly")
    assert pulse((item,), "quarterly") == (item,)
    assert scales((*core(), item)) == {**scales(core()), "calm": (item,)}


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("delimiter", [",", ";"])
def test_files_of_any_spreadsheet_say_the_same(delimiter: str, mark: str) -> None:
    assert read_csv(mark + written({}, delimiter=delimiter)) == read_csv(written({}))


def test_two_words_stand_at_both_ends() -> None:
    (item,) = read_csv(written({"highest": "4", "answers_de": "nie|immer", "answers_en": "never|always"}))
    assert item.scale.de == ("nie", "", "", "", "immer")
    assert item.scale.en == ("never", "", "", "", "always")


@pytest.mark.parametrize(("said", "turned"), [("yes", True), ("Ja", True), ("x", True), ("no", False), ("", False)])
def test_agreeing_may_mean_less(said: str, turned: bool) -> None:
    (item,) = read_csv(written({"reversed": said}))
    assert item.scored(0) == (2 if turned else 0)


@pytest.mark.parametrize("item", [*core()[:2], *read_csv(written({}))], ids=lambda item: item.id)
def test_an_item_comes_back_from_the_database_as_it_was(item) -> None:
    assert item_from(json.loads(json.dumps(asdict(item)))) == item


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        *(({name: " "}, f"{name} is empty") for name in COLUMNS),
        ({"de": "", "source": ""}, "de, source is empty"),
        ({"en": "a" * (LONGEST + 1)}, "en is longer than 300 characters"),
        ({"id": "CALM-2"}, "an id is at most twelve letters and digits"),
        ({"id": "C" * 13}, "an id is at most twelve letters and digits"),
        ({"id": "CALM1"}, "two questions are called CALM1"),
        ({"id": "ONS1"}, "two questions are called ONS1"),
        ({"id": "trust"}, "two questions are called trust"),
        ({"measures": "trust"}, "trust is measured already"),
        ({"measures": "seen.strain"}, "seen.strain is measured already"),
        ({"lowest": "1", "highest": "3"}, "questions about calm need the same lowest and highest answer"),
        ({"lowest": "none"}, "lowest and highest are whole numbers"),
        ({"highest": "2.5"}, "lowest and highest are whole numbers"),
        ({"highest": "0"}, "a scale has two to 11 answers"),
        ({"highest": "11"}, "a scale has two to 11 answers"),
        ({"answers_de": "nein|etwas|mehr|ja"}, "3 answers need 3 words, or two for both ends"),
        ({"answers_en": "no"}, "3 answers need 3 words, or two for both ends"),
        ({"answers_en": "no|yes"}, "the answers differ between German and English"),
    ],
)
def test_it_names_the_line_and_what_is_wrong(wrong: dict[str, str], message: str) -> None:
    with pytest.raises(ItemError, match=rf"^line 3: {message}"):
        read_csv(written({}, {"id": "CALM2", **wrong}))


def test_the_line_is_that_of_the_file() -> None:
    text = written({"source": "Example\r\n2020"}, {"id": "CALM2", "licence": ""})
    with pytest.raises(ItemError, match=r"^line 4: licence is empty"):
        read_csv(text)


def test_a_comma_without_quotes_is_said() -> None:
    with pytest.raises(ItemError, match=r"^line 2: more cells than columns"):
        read_csv(written({}).replace('"', ""))


def test_a_cell_longer_than_a_file_may_have_is_said() -> None:
    with pytest.raises(ItemError, match=r"^line 2: field larger"):
        read_csv(written({"de": "a" * (csv.field_size_limit() + 1)}))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "needs the columns id, measures, lowest"),
        ("nonsense", "needs the columns id, measures, lowest"),
        (written({}).replace("licence,", "terms,"), "needs the columns licence$"),
        (written(), f"1 to {MOST} questions, not 0"),
        (written(*({"id": f"CALM{n}"} for n in range(MOST + 1))), f"1 to {MOST} questions, not {MOST + 1}"),
    ],
    ids=["empty", "no file of questions", "no licence", "no question", "too many"],
)
def test_a_whole_file_is_refused(text: str, message: str) -> None:
    with pytest.raises(ItemError, match=message):
        read_csv(text)


def test_as_many_as_may_be_are_read() -> None:
    assert len(read_csv(written(*({"id": f"CALM{n}"} for n in range(MOST))))) == MOST
