"""The catalogue is data people will read and extend: what holds for every line of it."""

import re
from collections import Counter

from fuerwort.engine.text import fold
from fuerwort.fields.catalogue import catalogue
from tests.tables import table

FIELDS = catalogue().values()


def test_ids_are_english_words_with_hyphens() -> None:
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", field.field) for field in FIELDS)


def test_every_field_has_both_labels_and_synonyms_in_both_languages() -> None:
    for field in FIELDS:
        assert field.de and field.en and field.group, field.field
        assert len(field.synonyms_de) >= 3 and len(field.synonyms_en) >= 3, field.field


def test_no_two_fields_share_a_label_or_a_synonym() -> None:
    for lang in ("de", "en"):
        said = [{fold(w) for w in (f.label(lang), *getattr(f, f"synonyms_{lang}"))} for f in FIELDS]
        assert not [word for word, times in Counter(w for words in said for w in words).items() if times > 1]


def test_an_esco_occupation_belongs_to_one_field() -> None:
    uris = [uri for field in FIELDS for uri in field.esco]
    assert len(uris) == len(set(uris))


def test_lists_are_written_without_blanks_or_empty_entries() -> None:
    for field in FIELDS:
        for part in (field.de, field.en, *field.synonyms_de, *field.synonyms_en, *field.esco):
            assert part == part.strip() and part, field.field


def test_there_are_as_many_fields_as_a_person_can_still_look_through() -> None:
    assert 80 <= len(FIELDS) <= 150


def test_every_key_of_professional_law_is_explained_and_used() -> None:
    explained = {row["key"] for row in table("fields.md", "## Professional law")}
    assert {field.professional_law for field in FIELDS} - {""} == explained
