"""What a space says to machines of others: its next evenings, and its profile for maps where hosts want one."""

import json
import re
from datetime import timedelta
from typing import Any

import jsonschema_rs
import pytest
from django.test import Client
from django.utils import timezone

from fuerwort.evenings.actions import agenda, planning
from fuerwort.evenings.models import Evening
from fuerwort.people.actions import spaces
from fuerwort.people.models import Event, Space
from tests.cast import NOW, Cast

PROFILE = "/spaces/kanal/about/murmurations.json"
WEB = {"type": "string", "maxLength": 2000, "pattern": "^https?://.*"}
ORGANIZATION = {
    "type": "object",
    "properties": {
        "linked_schemas": {
            "type": "array", "minItems": 1, "uniqueItems": True, "contains": {"const": "organizations_schema-v1.0.0"},
            "items": {"type": "string", "pattern": r"^[a-z_][a-z0-9_]{4,95}-v[0-9]+\.[0-9]+\.[0-9]+$"},
        },
        "name": {"type": "string", "minLength": 1},
        "primary_url": WEB,
        "description": {"type": "string", "minLength": 1},
        "full_address": {"type": "string", "minLength": 1},
    },
    "required": ["linked_schemas", "name", "primary_url"],
    "additionalProperties": False,
}  # fmt: skip
"""organizations_schema-v1.0.0 as far as we fill it; an index also asks for the address that tells two spaces apart."""
VALIDATOR = jsonschema_rs.Draft7Validator(ORGANIZATION)


def linked(space: str = "kanal") -> list[dict[str, Any]]:
    """What a stranger's machine reads on the page of the space."""
    page = Client().get(f"/spaces/{space}/about/").content.decode()
    return [json.loads(block) for block in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)]


def plan(cast: Cast, days: int, name: str = "Kreativabend", place: str = "Küche") -> Evening:
    begins = timezone.now() + timedelta(days=days)
    meeting = planning.Meeting(name, begins, begins + timedelta(hours=2), "Europe/Berlin", place)
    return planning.plan(meeting, by=cast.host, at=timezone.now())


def test_a_stranger_reads_when_the_next_evenings_are(cast: Cast) -> None:
    assert [one["@type"] for one in linked()] == ["Organization"]
    evening = plan(cast, 7)
    asked = agenda.ask("Was ist geheim?", by=cast.owner, at=timezone.now())
    agenda.choose_question(evening, asked, by=cast.host, at=timezone.now())
    organization, evenings = linked()
    assert evenings["@context"] == "https://schema.org"
    about = organization["url"]
    assert evenings["@graph"] == [{
        "@type": "Event", "name": "Kreativabend", "startDate": evening.begins.isoformat(),
        "endDate": evening.ends.isoformat(), "eventStatus": "https://schema.org/EventScheduled", "url": about,
        "organizer": {"@type": "Organization", "name": "Raum am Kanal", "url": about},
        "location": {"@type": "Place", "name": "Küche", "address": "Berlin"},
    }]  # fmt: skip
    page = Client().get("/spaces/kanal/about/").content.decode()
    assert "Kreativabend" in page and "geheim" not in page and "Olga" not in page


def test_machines_read_the_evenings_that_people_read(cast: Cast) -> None:
    Evening.objects.filter(pk=plan(cast, 1, "Still").pk).update(told_at=None)
    Evening.objects.filter(pk=plan(cast, 2, "Vorbei").pk).update(
        begins_at=timezone.now() - timedelta(hours=3), ends_at=timezone.now() - timedelta(hours=1)
    )
    plan(cast, 3, "</script><b>Fest</b>", "")
    planning.cancel(plan(cast, 4, "Abgesagt"), by=cast.host, at=timezone.now())
    plan(cast, 5, "Dritter")
    plan(cast, 6, "Vierter")
    evenings = linked()[1]["@graph"]
    assert [one["name"] for one in evenings] == ["</script><b>Fest</b>", "Abgesagt", "Dritter"]
    assert evenings[0]["location"] == {"@type": "Place", "name": "Raum am Kanal", "address": "Berlin"}
    assert [one["eventStatus"].rsplit("/", 1)[1] for one in evenings] == [
        "EventScheduled", "EventCancelled", "EventScheduled",
    ]  # fmt: skip
    assert len(linked("hafen")) == 1


def test_maps_read_a_profile_once_hosts_let_them(client: Client, cast: Cast) -> None:
    spaces.describe(by=cast.host, at=NOW, name="Raum am Kanal", place="Berlin", about='Wir "teilen" <Tische>.')
    client.force_login(cast.host.person)
    settings = "/spaces/kanal/desk/settings/"
    assert Client().get(PROFILE).status_code == client.get(PROFILE).status_code == 404
    assert PROFILE not in client.get(settings).content.decode()
    for _twice in range(2):
        assert client.post(f"{settings}maps/", {"maps": "on"}).status_code == 302
    page = client.get(settings).content.decode()
    assert PROFILE in page and "index-updater" in page
    answer = Client().get(PROFILE)
    said = answer.json()
    assert answer["Content-Type"] == "application/json"
    assert not list(VALIDATOR.iter_errors(said))
    assert said["primary_url"].endswith("/spaces/kanal/about/")
    assert (said["name"], said["full_address"], said["description"]) == (
        "Raum am Kanal", "Berlin", 'Wir "teilen" <Tische>.',
    )  # fmt: skip
    client.post(f"{settings}maps/", {"maps": "off"})
    assert Client().get(PROFILE).status_code == 404
    log = Event.objects.filter(space=cast.space, verb__endswith="_maps").order_by("pk")
    assert [(one.verb, one.by) for one in log] == [("space.on_maps", cast.host), ("space.off_maps", cast.host)]
    assert "Karten und Verzeichnisse" in client.get("/spaces/kanal/desk/events/").content.decode()


def test_what_a_space_does_not_say_is_not_in_its_profile(cast: Cast) -> None:
    spaces.let_maps_read(by=cast.host, at=NOW, wanted=True)
    Space.objects.filter(pk=cast.space.pk).update(place="", about="")
    said = Client().get(PROFILE).json()
    assert set(said) == {"linked_schemas", "name", "primary_url"}
    assert not list(VALIDATOR.iter_errors(said))


@pytest.mark.parametrize("broken", [{"name": ""}, {"primary_url": "kanal"}, {"linked_schemas": ["organizations"]}])
def test_the_check_of_a_profile_fails_on_a_broken_one(cast: Cast, broken: dict[str, Any]) -> None:
    spaces.let_maps_read(by=cast.host, at=NOW, wanted=True)
    said = Client().get(PROFILE).json()
    assert not VALIDATOR.is_valid(said | broken)
