"""docs/rules/directory.md: who is found, and in which order."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest

from fuerwort.people import queries
from fuerwort.people.models import Consent, Item, Membership, Seen, Skill
from fuerwort.people.queries.directory import Directory, Wanted, directory_for, drawn
from tests.cast import NOW
from tests.tables import table


def say(member: Membership, item: str, seen_by: str) -> None:
    Consent.objects.create(membership=member, item=item, seen_by=seen_by, given_at=NOW)


@pytest.fixture
def look(cast):
    """The directory as the host sees it."""
    Skill.objects.create(membership=cast.insider, field=cast.translation, name="Türkisch")
    cast.treasurer.about = "Ich zähle gern"
    cast.treasurer.save()
    say(cast.treasurer, Item.ABOUT, Seen.NOBODY)
    here = queries.here_for(cast.host.person, "kanal")

    def search(**wanted) -> Directory:
        return directory_for(here, Wanted(**wanted), NOW)

    return search


def names(found: Directory) -> list[str]:
    return sorted(card.name.split()[0] for card in found.cards)


@pytest.mark.parametrize("row", table("directory.md"), ids=lambda row: row["words"])
def test_words_find_whom_the_table_says(look, row: dict[str, str]) -> None:
    assert names(look(words=row["words"])) == [name for name in row["found"].split(", ") if name]


def test_everybody_is_there_and_nobody_else(cast, look) -> None:
    Membership.objects.create(space=cast.space, name="Gast, der nie kam", joined_at=NOW)
    cast.owner.left_at = NOW
    cast.owner.save()
    assert names(look()) == ["Hanne", "Ines", "Nilo", "Theo"]


def test_whoever_hid_their_name_is_not_there(cast, look) -> None:
    say(cast.owner, Item.NAME, Seen.NOBODY)
    assert "Olga" not in names(look())


def test_filters(cast, look) -> None:
    cast.owner.availability, cast.owner.available_until = "full", NOW.date()
    cast.owner.languages, cast.owner.has_desk = ["tr"], False
    cast.owner.save()
    assert names(look(field="translation")) == ["Ines"]
    assert "Olga" not in names(look(has_time=True))
    assert names(look(language="tr")) == ["Olga"]
    assert names(look(desk="without")) == ["Olga"]
    assert "Olga" not in names(look(desk="with"))
    assert names(look(field="translation", language="tr")) == []
    found = look()
    assert ([f.slug for f in found.fields], found.languages) == (["translation", "web-design"], ["tr"])


def test_what_nobody_may_see_is_found_by_no_word_and_no_filter(cast, look) -> None:
    cast.owner.languages = ["tr"]
    cast.owner.save()
    for item in (Item.FIELDS, Item.LANGUAGES, Item.AVAILABILITY, Item.ABOUT):
        say(cast.owner, item, Seen.NOBODY)
    assert names(look(words="Webdesign")) == ["Ines"]
    assert names(look(field="web-design")) == ["Ines"]
    assert names(look(language="tr")) == names(look(words="vereine")) == []
    assert "Olga" not in names(look(has_time=True))
    card = next(card for card in look(words="Olga").cards)
    assert (card.about, card.fields, card.languages, card.availability) == ("", (), (), "")


def test_contact_data_is_neither_shown_nor_found(cast, look) -> None:
    cast.owner.phone = "0301234567"
    cast.owner.save()
    say(cast.owner, Item.PHONE, Seen.PUBLIC)
    assert names(look(words="0301234567")) == names(look(words="olga@example.org")) == []


def test_nothing_found_offers_what_the_words_may_be_about(look) -> None:
    found = look(words="Wir brauchen eine neue Seite im Internet")
    assert (found.cards, [f.slug for f in found.perhaps]) == ([], ["web-design"])
    assert look(words="Olga").perhaps == ()


def test_newcomers_are_marked_with_their_sponsor(cast, look) -> None:
    sponsors = {card.name: card.sponsor for card in look().cards if card.sponsor}
    assert sponsors == {"Nilo Newcomer": "Hanne Host"}


def test_everybody_is_first_about_equally_often() -> None:
    publics = [f"member{n:06}" for n in range(5)]
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(1000)]
    first = Counter(min(publics, key=lambda public: drawn(public, day)) for day in days)
    assert all(150 < first[public] < 250 for public in publics)


def test_the_order_is_the_same_for_everybody_and_another_tomorrow(cast) -> None:
    here, other = (queries.here_for(who.person, "kanal") for who in (cast.owner, cast.insider))

    def order(eyes, at) -> list[str]:
        return [card.public for card in directory_for(eyes, Wanted(), at).cards]

    assert order(here, NOW) == order(other, NOW) == sorted(order(here, NOW), key=lambda p: drawn(p, NOW.date()))
    assert {tuple(order(here, NOW + timedelta(days=n))) for n in range(5)} != {tuple(order(here, NOW))}


def test_it_takes_the_same_few_queries_however_many_there_are(cast, django_assert_num_queries) -> None:
    here = queries.here_for(cast.owner.person, "kanal")
    with django_assert_num_queries(5):
        directory_for(here, replace(Wanted(), words="web"), NOW)
