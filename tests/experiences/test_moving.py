"""A community moves in from a bundle and out again, the same."""

from datetime import UTC, datetime

import pytest

from fuerwort.bundle.shapes import Availability, Community, Experience, Member
from fuerwort.experiences.moving import move_in, pack
from fuerwort.people.models import Event, Membership, Space
from tests.cast import NOW


def day(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


ADA = Member(
    "ada", "Ada Öz", day("2024-03-01"), ("knotting", "web-design"), ("SEO", "WordPress"), ("de", "en"), "Hallo."
)
BEN = Member("ben", "Ben", day("2025-11-05"), (), (), (), "", Availability.FULL, day("2026-12-31"), "ada")
CEM = Member("cem", "Cem", day("2025-12-01"), ("translation",), available=Availability.LITTLE)
TOGETHER = Experience(
    "e1", day("2025-04-02"), "cooperation", "web-design", 12.5, ("ada", "ben"), ("ada", "ben"), "gebaut"
)
EVENING = Experience("e2", day("2025-05-14"), "learning", "", 2.0, ("ada", "ben", "cem"), ("cem",))
COMMUNITY = Community((ADA, BEN, CEM), (TOGETHER, EVENING))


@pytest.fixture
def space(db) -> Space:
    return Space.objects.create(slug="neu", name="Neuer Raum", created_at=NOW)


def test_what_moves_in_moves_out_the_same(space) -> None:
    moved = move_in(space, COMMUNITY, by=None, at=NOW)
    assert (moved.members, moved.experiences, moved.known_members) == (3, 2, 0)
    assert pack(space) == COMMUNITY


def test_names_of_fields_come_from_the_catalogue_where_it_knows_them(space) -> None:
    move_in(space, COMMUNITY, by=None, at=NOW)
    names = dict(space.fields.values_list("slug", "name_de"))
    assert names == {"web-design": "Webdesign", "translation": "Übersetzung", "knotting": "Knotting"}


def test_moving_in_twice_changes_nothing(space) -> None:
    move_in(space, COMMUNITY, by=None, at=NOW)
    space.memberships.filter(outside_id="ada").update(about="Von Ada selbst geschrieben.")
    again = move_in(space, COMMUNITY, by=None, at=NOW)
    assert (again.members, again.experiences, again.known_members, again.known_experiences) == (0, 0, 3, 2)
    assert space.memberships.get(outside_id="ada").about == "Von Ada selbst geschrieben."


def test_nobody_is_here_before_they_accept(space) -> None:
    move_in(space, COMMUNITY, by=None, at=NOW)
    assert not Membership.objects.active().filter(space=space).exists()
    assert Membership.objects.invited().filter(space=space).count() == 3


def test_the_log_tells_how_many_and_nobody_s_name(space) -> None:
    move_in(space, COMMUNITY, by=None, at=NOW)
    event = Event.objects.get(space=space)
    assert (event.verb, event.facts) == ("space.moved_in", {"members": 3, "experiences": 2})


def test_a_large_community_costs_few_queries(space, django_assert_max_num_queries) -> None:
    members = tuple(Member(f"m{i}", f"Member {i}", day("2025-01-01")) for i in range(400))
    experiences = tuple(
        Experience(f"e{i}", day("2025-02-01"), "care", "", 1.0, (f"m{i}", f"m{i + 1}"), (f"m{i}",)) for i in range(399)
    )
    with django_assert_max_num_queries(40):
        move_in(space, Community(members, experiences), by=None, at=NOW)
