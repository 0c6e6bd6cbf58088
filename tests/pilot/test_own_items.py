"""Questions that a space brings itself: read whole, or refused with the line and the reason."""

import csv
import io
import json
from dataclasses import asdict

import pytest
from django.utils import translation

from fuerwort.pilot.analysis.data import scales
from fuerwort.pilot.items import Scale, core, pulse
from fuerwort.pilot.items.own import (
    COLUMNS,
    LARGEST,
    LONGEST,
    MOST,
    ProblemsError,
    item_from,
    read_csv,
    read_file,
    sample,
)
from fuerwort.pilot.reasons import SENTENCES, sentence

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


def refused(data: str | bytes) -> list[str]:
    """Why a file is not taken in, in English."""
    with pytest.raises(ProblemsError) as error, translation.override("en"):
        read_file(data.encode() if isinstance(data, str) else data)
    with translation.override("en"):
        return [sentence(problem) for problem in error.value.problems]


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
        *(({name: " "}, f"Empty: {name}.") for name in COLUMNS),
        ({"de": "", "source": ""}, "Empty: de, source."),
        ({"en": "a" * (LONGEST + 1)}, "Longer than 300 characters: en."),
        ({"id": "CALM-2"}, "An id is at most twelve letters and digits."),
        ({"id": "C" * 13}, "An id is at most twelve letters and digits."),
        ({"id": "CALM1"}, "Two questions are called CALM1."),
        ({"id": "ONS1"}, "Two questions are called ONS1."),
        ({"id": "trust"}, "Two questions are called trust."),
        ({"measures": "trust"}, "trust is measured already, by questions that go together."),
        ({"measures": "seen.strain"}, "seen.strain is measured already, by questions that go together."),
        ({"lowest": "1", "highest": "3"}, "Questions about calm need the same lowest and highest answer."),
        ({"lowest": "none"}, "lowest and highest are whole numbers."),
        ({"highest": "2.5"}, "lowest and highest are whole numbers."),
        ({"highest": "0"}, "A scale has two to 11 answers."),
        ({"highest": "11"}, "A scale has two to 11 answers."),
        ({"answers_de": "nein|etwas|mehr|ja"}, "3 answers need 3 words with a | between them, or two for both ends."),
        ({"answers_en": "no"}, "3 answers need 3 words with a | between them, or two for both ends."),
        ({"answers_en": "no|yes"}, "The answers differ between German and English."),
    ],
)
def test_it_names_the_line_and_what_is_wrong(wrong: dict[str, str], message: str) -> None:
    assert refused(written({}, {"id": "CALM2", **wrong})) == [f"Line 3: {message}"]


def test_every_bad_line_is_named_at_once() -> None:
    said = refused(written({"licence": ""}, {"id": "CALM2"}, {"id": "ONS1"}, {"id": "CALM2"}))
    assert said == [
        "Line 2: Empty: licence.", "Line 4: Two questions are called ONS1.", "Line 5: Two questions are called CALM2.",
    ]  # fmt: skip


def test_the_line_is_that_of_the_file() -> None:
    text = written({"source": "Example\r\n2020"}, {"id": "CALM2", "licence": ""})
    assert refused(text) == ["Line 4: Empty: licence."]


def test_a_comma_without_quotes_is_said() -> None:
    (said,) = refused(written({}).replace('"', ""))
    assert said.startswith("Line 2: More cells than columns.")


def test_a_cell_longer_than_a_file_may_have_is_said() -> None:
    before = csv.field_size_limit(1000)  # whatever another reader of this process has set
    try:
        assert refused(written({"de": "a" * 1001})) == ["Line 2: From here on this is no CSV file."]
    finally:
        csv.field_size_limit(before)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "The first line does not name these columns: id, measures, lowest"),
        ("nonsense", "The first line does not name these columns: id, measures, lowest"),
        (written({}).replace("licence,", "terms,"), "The first line does not name these columns: licence."),
        (written(), f"A file brings 1 to {MOST} questions, not 0."),
        (written(*({"id": f"CALM{n}"} for n in range(MOST + 1))), f"A file brings 1 to {MOST} questions, not 21."),
        ("schön".encode("latin-1"), "This file is no text in UTF-8."),
        (b" " * (LARGEST + 1), "This file is larger than 256 KB"),
    ],
    ids=["empty", "no file of questions", "no licence", "no question", "too many", "latin", "large"],
)
def test_a_whole_file_is_refused(text: str | bytes, message: str) -> None:
    (said,) = refused(text)
    assert said.startswith(message)


@pytest.mark.parametrize("code", SENTENCES)
def test_every_reason_is_said_in_german(code: str) -> None:
    with translation.override("de"):
        german = str(SENTENCES[code])
    with translation.override("en"):
        assert german != str(SENTENCES[code])


def test_the_file_to_begin_with_can_be_read() -> None:
    first, second = read_file(("\ufeff" + sample()).encode())
    assert (first.measures, first.scale.en[0], first.scale.en[1]) == (second.measures, "never", "rarely")
    assert (second.scale.de, second.reversed) == (("gar nicht", "", "", "", "sehr"), True)


def test_as_many_as_may_be_are_read() -> None:
    assert len(read_csv(written(*({"id": f"CALM{n}"} for n in range(MOST))))) == MOST
