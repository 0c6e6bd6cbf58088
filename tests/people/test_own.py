"""Whoever asks gets all that is kept about them, readable, and nothing that only others may read."""

import io
import json
import re
import zipfile

import pytest
from django.apps import apps
from django.utils import timezone

from fuerwort.evenings import demo as evenings
from fuerwort.evenings import demo_votes
from fuerwort.experiences import demo as community
from fuerwort.experiences.models import Vouch
from fuerwort.fund import demo as fund
from fuerwort.magazine import demo as magazine
from fuerwort.people import own, own_file, own_words
from fuerwort.people.archive.belongs import LEFT_OUT as NOT_KEPT
from fuerwort.people.models import Membership, Person
from tests.cast import NOW, Cast
from tests.pilot import asked
from tests.referrals.conftest import shared


def opened(person: Person) -> tuple[dict, str]:
    with zipfile.ZipFile(io.BytesIO(own_file.pack(person, NOW))) as packed:
        return json.loads(packed.read("data.json")), packed.read("index.html").decode()


def test_every_relation_to_a_person_is_handed_out_or_says_why_not() -> None:
    related = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        if model._meta.label not in NOT_KEPT
        for field in model._meta.concrete_fields
        if field.is_relation and field.related_model in (Person, Membership)
    }
    given = {f"{shelf.model}.{shelf.way.split('__')[0]}" for shelf in own.SHELVES}
    assert not related - given - set(own.LEFT_OUT)
    assert not set(own.LEFT_OUT) - related, "it is there no more"


@pytest.mark.parametrize("shelf", own.SHELVES, ids=lambda shelf: f"{shelf.model}.{shelf.way}")
def test_each_column_is_there_and_has_a_word(shelf: own.Shelf) -> None:
    for column in shelf.columns:
        name = column if isinstance(column, str) else column[0]
        assert own_words.word(name)
        model = apps.get_model(shelf.model)
        steps = column.split(".") if isinstance(column, str) else []
        for step in steps:
            field = next((f for f in model._meta.get_fields() if f.name == step), None)
            assert field or hasattr(model, step), (shelf.model, column)
            model = field.related_model if field and field.is_relation else model


def test_the_file_is_whole_and_readable(cast: Cast) -> None:
    shared(cast.owner, cast.insider, hours=3.0, field=cast.web_design, text="Wir bauten <b>Zäune</b>.")
    experience = cast.owner.participations.get().experience
    kept = {"experience": experience, "given_at": NOW}
    Vouch.objects.create(by=cast.insider, about=cast.owner, text="Sie baut gute Zäune.", **kept)
    Vouch.objects.create(by=cast.insider, about=cast.host, text="Nur für Hanne.", **kept)
    pilot = asked.pilot(cast.space, cast.host)
    for one in asked.drawn(pilot, [cast.owner, cast.insider], cast.host):
        asked.agreed(one)
    data, page = opened(cast.owner.person)
    account, space = data["places"]
    assert account["rows"]["people.Person.pk"][0]["email"] == "olga@example.org"
    rows = space["rows"]
    assert rows["experiences.Participation.membership"][0]["with"] == ["Ines Insider"]
    assert rows["pilot.Participant.membership"][0]["arm"] == "drawn"
    assert "Sie baut gute Zäune." in page and "Nur für Hanne." not in page
    assert "Wir bauten &lt;b&gt;Zäune&lt;/b&gt;." in page
    assert '<html lang="de">' in page and "Was Fürwort über dich weiß" in page
    assert not re.search(r"(src|href)=.?(https?:)?//|<script", page), "it needs nothing from outside"
    assert "ines@example.org" not in page + json.dumps(data)


def test_it_is_in_the_language_of_its_reader(cast: Cast) -> None:
    Person.objects.filter(pk=cast.owner.person_id).update(language="en")
    _data, page = opened(Person.objects.get(pk=cast.owner.person_id))
    assert "What Fürwort knows about you" in page


def test_in_a_lived_in_house_nobody_gets_the_address_of_another(db) -> None:
    at = timezone.now()
    space = community.open_demo(at=at)
    for part in (fund, evenings, demo_votes, magazine):
        part.open_demo(space, at=at)
    for one in space.memberships.all():
        one.phone, one.contact_email = f"+49 30 {one.pk:07}", f"privat-{one.pk}@example.net"
        one.save()
    people = list(Person.objects.filter(memberships__space=space))
    sealed = [word for one in space.memberships.all() for word in (one.phone, one.contact_email) if word]
    assert len(people) > 30 and sealed
    filled = set()
    for person in people[:12]:
        data, page = opened(person)
        filled |= {shelf for place in data["places"] for shelf in place["rows"]}
        own_words_ = {person.email, *(w for m in person.memberships.all() for w in (m.phone, m.contact_email))}
        told = {other.email for other in people} | set(sealed)
        assert not [word for word in told - own_words_ if word in page], person
    assert len(filled) > 20
