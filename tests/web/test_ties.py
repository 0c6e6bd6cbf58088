"""With whom have we worked, and whom two both know."""

import re
from itertools import pairwise

import pytest
import time_machine

from fuerwort.experiences import actions
from fuerwort.experiences.queries import Beyond, Circle, Colleague
from fuerwort.people.models import Membership
from fuerwort.web.circle import draw
from tests.cast import NOW
from tests.web.experiences import recorded

PAGE = "/spaces/kanal/ties/"


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def chain(cast) -> None:
    """Owner - insider - treasurer - newcomer."""
    line = (cast.owner, cast.insider, cast.treasurer, cast.newcomer)
    for one, other in pairwise(line):
        actions.confirm(recorded(one, other), by=other, at=NOW)


def look(client, who, address: str = PAGE) -> str:
    client.force_login(who.person)
    return client.get(address).content.decode()


def test_without_colleagues_it_says_what_to_do(client, cast) -> None:
    assert "Hier ist Platz" in look(client, cast.owner)


def test_colleagues_and_theirs_are_drawn_and_listed(client, cast, chain) -> None:
    page = look(client, cast.owner)
    drawn = page[page.index('<figure class="circle"') : page.index("</figure>")]
    assert re.findall(r'<text x="\d+" y="\d+" text-anchor="\w+">([^<]+)', drawn) == ["Ines Insider", "Theo Treasurer"]
    listed = page[page.index("</figure>") :]
    assert "Ines Insider" in listed and "Gearbeitet · November 2026" in listed
    assert "über Ines Insider" in listed and "Nilo Newcomer" not in page
    assert " style=" not in page


def test_whoever_left_is_not_drawn(client, cast, chain) -> None:
    cast.insider.left_at = NOW
    cast.insider.save()
    page = look(client, cast.owner)
    assert "Ines Insider" not in page and "Theo Treasurer" not in page


def test_how_near_in_words_and_whom_both_know(client, cast, chain) -> None:
    words = {
        cast.insider: "direkt verbunden",
        cast.treasurer: "über andere bekannt",
        cast.newcomer: "im Raum bekannt",
        cast.host: "hier noch nicht bekannt",
    }
    for member, word in words.items():
        page = look(client, cast.owner, f"/spaces/kanal/members/{member.public}/common/")
        assert word in page
        assert ("Ines Insider" in page) == (member in (cast.insider, cast.treasurer))


def test_each_sees_from_where_they_stand(client, cast, chain) -> None:
    page = look(client, cast.newcomer)
    assert "Theo Treasurer" in page and "Olga Owner" not in page


def test_what_is_taken_back_is_gone_at_once(client, cast, chain) -> None:
    found = cast.owner.experiences_recorded.get()
    assert "Ines Insider" in look(client, cast.owner)
    actions.take_back(found, by=cast.insider, at=NOW)
    assert "Ines Insider" not in look(client, cast.owner)


# The drawing


def crowd(near: int, far: int) -> Circle:
    people = [Membership(pk=i, name=f"Maximiliane Mustermann-{i}") for i in range(near + far)]
    times = {"cooperation": 7, "learning": 1, "care": 0}
    return Circle(
        [Colleague(one, times, NOW.date()) for one in people[:near]],
        [Beyond(one, people[i % near]) for i, one in enumerate(people[near:])],
    )


@pytest.mark.parametrize(("near", "far"), [(1, 0), (1, 8), (2, 8), (15, 3), (16, 8), (60, 8)])
def test_no_name_covers_another_and_all_stay_on_the_sheet(near: int, far: int) -> None:
    drawing = draw(crowd(near, far))
    assert len(drawing.spots) <= 24
    rows = {}
    for spot in drawing.spots:
        left, right = sorted((spot.x, spot.end))
        assert left >= 0 and right <= 1000 and 0 < spot.y < drawing.height
        for other in rows.setdefault((spot.y, spot.side), []):
            assert right < other[0] or left > other[1]
        rows[spot.y, spot.side].append((left, right))


def test_the_closest_stand_beside_the_viewer_and_lines_say_how_often() -> None:
    drawing = draw(crowd(3, 0))
    assert [spot.y == drawing.middle for spot in drawing.spots] == [True, True, False]
    assert [line.look for line in drawing.lines] == ["cooperation many", "learning some"] * 3
    assert drawing.spots[0].name == "Maximiliane M."
