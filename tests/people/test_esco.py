"""Words of ESCO at the fields of a space: found by them, taken in once, replaced by the next."""

from pathlib import Path

import pytest

from fuerwort.fields import esco
from fuerwort.people.actions.esco import changes, take_in
from fuerwort.people.models import EscoWords, Event, Field
from fuerwort.people.queries.fields import closest, findable, suggested
from tests.cast import NOW, Cast

SMALL = Path(__file__).parents[1] / "fields" / "esco"
NEED = "Hallo, wir hätten im Mai gern einen Bienenhalter im Hof"


@pytest.fixture
def bees(cast: Cast) -> Field:
    return cast.space.fields.create(slug="bees", name_de="Imkerin", name_en="Urban honey")


def take(cast: Cast, occupations: list[esco.Occupation] | None = None) -> list:
    return take_in(space=cast.space, occupations=occupations or esco.read(SMALL), by=cast.host, at=NOW)


def test_a_clients_words_find_the_field_and_only_after_the_import(cast: Cast, bees: Field) -> None:
    assert bees not in suggested(NEED, findable(cast.space))
    assert closest("bee rearer", findable(cast.space)) == []
    take(cast)
    assert suggested(NEED, findable(cast.space))[0] == bees
    assert closest("bee rearer", findable(cast.space)) == [bees]
    bees.refresh_from_db()
    assert bees.esco == esco.BEGINS + "00000000-0000-4000-8000-00000000000b"


def test_to_look_changes_nothing_and_the_same_once_more_neither(cast: Cast, bees: Field) -> None:
    assert [(one.field, one.added, one.new_uris) for one in changes(cast.space, esco.read(SMALL))] == [(bees, 4, 1)]
    assert not EscoWords.objects.exists()
    assert len(take(cast)) == 1
    assert take(cast) == []
    event = Event.objects.get(verb="fields.esco_taken_in")
    assert event.facts == {"fields": 1, "words": 4}


def test_the_next_version_replaces_the_words_and_other_spaces_have_none(cast: Cast, bees: Field) -> None:
    there = cast.elsewhere.fields.create(slug="bees", name_de="Imkerin", name_en="Urban honey")
    take(cast)
    kept = [one for one in esco.read(SMALL) if one.preferred["en"] != ("bee breeder",)]
    assert [(one.added, one.dropped) for one in take(cast, kept)] == [(0, 4)]
    assert EscoWords.objects.get(field=bees).words == []
    assert not EscoWords.objects.filter(field=there).exists()


def test_names_of_our_own_come_before_words_of_esco(cast: Cast, bees: Field) -> None:
    own = cast.space.fields.create(slug="rearing", name_de="Bienenhalter", name_en="Bee keeping")
    EscoWords.objects.create(field=bees, words=["Bienenhalter"])
    assert closest("Bienenhalter", findable(cast.space)) == [own]


def test_fields_with_their_words_are_one_query(cast: Cast, bees: Field, django_assert_num_queries) -> None:
    take(cast)
    with django_assert_num_queries(1):
        fields = findable(cast.space)
        suggested(NEED, fields), closest("bee rearer", fields)


def test_hosts_see_the_words_with_their_source(cast: Cast, bees: Field, client) -> None:
    client.force_login(cast.host.person)
    address = f"/spaces/{cast.space.slug}/desk/fields/bees/"
    assert "ESCO" not in client.get(address).content.decode()
    take(cast)
    page = client.get(address).content.decode()
    assert "Bienenhalterin" in page
    assert "Europäischen Kommission" in page
