"""Which field somebody means."""

import pytest

from fuerwort.people.queries.fields import closest, meant, offered, suggested
from tests.cast import NOW


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("Homepage", "web-design"), ("website", "web-design"), ("webdes", "web-design"), ("translator", "translation"),
        ("Übersetzer", "translation"), ("uebersetz", "translation"), ("UBERSETZ", "translation"),
    ],
)  # fmt: skip
def test_a_field_is_found_by_what_people_call_it(cast, typed: str, slug: str) -> None:
    assert [field.slug for field in closest(typed, offered(cast.space))] == [slug]


def test_a_field_of_ones_own_is_found_by_its_names(cast) -> None:
    cast.space.fields.create(slug="beekeeping", name_de="Imkerei für Städte", name_en="Urban beekeeping")
    for typed in ("imker", "städte", "staedte", "beekeeping"):
        assert [field.slug for field in meant(typed, offered(cast.space))] == ["beekeeping"]


def test_the_best_fit_comes_first_and_only_it_is_closest(cast) -> None:
    cast.space.fields.create(slug="web-development", name_de="Webentwicklung", name_en="Web development")
    found = [field.slug for field in meant("Website", offered(cast.space))]
    assert found == ["web-design", "web-development"]
    assert [field.slug for field in closest("Website", offered(cast.space))] == ["web-design"]


@pytest.mark.parametrize("typed", ["", "   ", "xyzzy"])
def test_nothing_is_meant_by_nothing(cast, typed: str) -> None:
    assert meant(typed, offered(cast.space)) == closest(typed, offered(cast.space)) == []


def test_retired_fields_are_not_offered(cast) -> None:
    cast.translation.retired_at = NOW
    cast.translation.save()
    assert offered(cast.space) == [cast.web_design]


def test_a_sentence_is_guessed_among_what_the_space_offers(cast) -> None:
    fields = offered(cast.space)
    assert suggested("Wir brauchen bis Mai eine neue Seite im Internet", fields) == [cast.web_design]
    assert suggested("Wer macht unsere Steuererklärung?", fields) == []
