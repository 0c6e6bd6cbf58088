"""The questions: both languages, the licence of each, and as many as promised."""

import pytest

from fuerwort.pilot.items import FREE, ItemError, core, pulse, read
from tests.tables import table

SHORT = """
[scales.yes]
lowest = 1
de = ["nein", "ja"]
en = ["no", "yes"]
[instruments.X]
licence = "CC0-1.0"
source = "us"
basis = "our own"
[[items]]
id = "X1"
instrument = "X"
measures = "x"
asked = "monthly"
scale = "yes"
de = "Ja?"
en = "Yes?"
"""


@pytest.mark.parametrize("item", core(), ids=lambda item: item.id)
def test_each_item_is_whole_in_both_languages_and_free(item) -> None:
    assert item.licence in FREE
    assert item.basis
    assert item.de != item.en
    assert item.de[-1] == item.en[-1]
    assert len(item.scale.de) == len(item.scale.en)
    assert item.scale.lowest < item.scale.highest
    assert (item.de, item.en) == (item.de.strip(), item.en.strip())
    assert max(len(item.de), len(item.en)) < 110


def test_no_wording_comes_twice() -> None:
    for language in ("de", "en"):
        assert len({getattr(item, language) for item in core()}) == len(core())


def test_a_pulse_has_nine_answers_a_quarter_twenty_eight() -> None:
    monthly, quarterly = pulse(core(), "monthly"), pulse(core(), "quarterly")
    assert [item.id for item in monthly] == ["ONS1", "ONS2", "ONS3", "ONS4", "S1", "O2", "SEC", "HOURS1", "HOURS2"]
    assert len(quarterly) == 28
    assert set(monthly) < set(quarterly) < set(pulse(core(), "ends"))
    assert [item.id for item in pulse(core(), "ends") if item not in quarterly] == ["L1"]


def test_the_page_lists_them_with_their_licences() -> None:
    rows = table("questions.md", "## Items")
    assert [(row["item"], row["asked"], row["measures"], row["licence"]) for row in rows] == [
        (item.id + (" (R)" if item.reversed else ""), item.asked, item.measures, item.licence) for item in core()
    ]


def test_what_agreeing_means_is_turned_round() -> None:
    items = {item.id: item for item in core()}
    assert [items["KUSIV2"].scored(answer) for answer in (1, 3, 5)] == [5, 3, 1]
    assert items["ONS4"].scored(0) == 0
    assert items["HOURS1"].scored(37.5) == 37.5
    assert {item.id for item in core() if item.reversed} == {"KUSIV2", "A3", "S3"}
    with pytest.raises(ItemError, match="from 1 to 5, not 0"):
        items["A1"].scored(0)


@pytest.mark.parametrize("licence", ["CC-BY-NC-4.0", "CC-BY-ND-4.0", "CC-BY-NC-ND-4.0", "CC-BY-SA-4.0", "all rights"])
def test_what_is_not_free_can_be_imported_but_not_bundled(licence: str) -> None:
    text = SHORT.replace("CC0-1.0", licence)
    assert read(text)[0].licence == licence
    with pytest.raises(ItemError, match="nobody may ship it"):
        read(text, bundled=True)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('de = "Ja?"', 'de = " "', "needs German, English, a licence and a source"),
        ('licence = "CC0-1.0"', 'licence = ""', "needs German, English, a licence and a source"),
        ('de = "Ja?"\n', "", "not a questionnaire"),
        ('source = "us"\n', "", "not a questionnaire"),
        ('["no", "yes"]', '["no"]', "other answers in German"),
        ('["no", "yes"]', '["", "yes"]', "other answers in German"),
        ('asked = "monthly"', 'asked = "daily"', "monthly, quarterly or at both ends"),
        ('scale = "yes"', 'scale = "no"', "not a questionnaire"),
        ("[[items]]", "[[items", "not a questionnaire"),
    ],
)
def test_it_refuses(old: str, new: str, message: str) -> None:
    assert old in SHORT
    with pytest.raises(ItemError, match=message):
        read(SHORT.replace(old, new))


def test_an_id_comes_once() -> None:
    with pytest.raises(ItemError, match="same id"):
        read(SHORT + SHORT[SHORT.index("[[items]]") :])
