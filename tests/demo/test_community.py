"""Raum am Kanal is what its code makes, and could be true."""

from collections import Counter
from datetime import date

import pytest

from fuerwort import demo
from fuerwort.bundle.read import read
from fuerwort.bundle.shapes import Availability, Community
from fuerwort.demo.community import ANCHOR, SEED, community
from fuerwort.fields.catalogue import catalogue

ANCHORS = [ANCHOR, date(2027, 1, 1), date(2027, 2, 28), date(2027, 6, 7), date(2027, 8, 31), date(2028, 2, 29)]


@pytest.fixture(params=ANCHORS, ids=str)
def at(request: pytest.FixtureRequest) -> date:
    return request.param


@pytest.fixture
def room(at: date) -> Community:
    return community(at)


def test_the_shipped_bundle_is_what_the_code_makes() -> None:
    assert read(demo.path()) == community()


def test_another_seed_gathers_others() -> None:
    assert community(ANCHOR, SEED) != community(ANCHOR, SEED + 1)


def test_it_is_as_large_as_promised(room: Community) -> None:
    kinds = Counter(e.kind for e in room.experiences if len(e.confirmed_by) > 1)
    assert (len(room.members), len(room.requests)) == (40, 60)
    assert 300 <= kinds.total() <= 320
    assert kinds["cooperation"] > kinds["learning"] > kinds["care"] > 60
    assert len({e.text for e in room.experiences}) >= 150
    unsure = [e for e in room.experiences if len(e.confirmed_by) < 2]
    assert 1 <= len(unsure) <= 10


def test_every_word_of_a_field_is_in_the_catalogue(room: Community) -> None:
    offered = {name for m in room.members for name in m.fields}
    spoken = {e.field for e in room.experiences if e.field} | {r.field for r in room.requests}
    assert spoken <= offered <= set(catalogue())
    assert 25 <= len(offered) <= 28


def test_several_fields_have_three_to_six_competitors(room: Community) -> None:
    offers = Counter(name for m in room.members for name in m.fields)
    assert offers["web-design"] == 5
    assert [offers[name] for name in ("graphic-design", "copywriting", "translation")] == [4, 4, 4]
    assert [offers[name] for name in ("photography", "coaching")] == [3, 3]
    assert offers["tax-advice"] == offers["legal-advice"] == 1


def test_newcomers_have_sponsors_and_few_experiences(room: Community, at: date) -> None:
    shared = Counter(m for e in room.experiences for m in e.participants)
    newcomers = [m for m in room.members if (at - m.joined.date()).days < 365]
    assert len(newcomers) == 5
    for newcomer in newcomers:
        assert newcomer.sponsor in {
            m for e in room.experiences if newcomer.member in e.participants for m in e.participants
        }
        assert 1 <= shared[newcomer.member] <= 3


def test_one_is_on_leave_and_comes_back(room: Community, at: date) -> None:
    away = [m for m in room.members if m.available is Availability.FULL]
    assert [m.member for m in away] == ["katrin"]
    assert away[0].until.date() > at


def test_nobody_takes_part_before_joining_and_nothing_lies_ahead(room: Community, at: date) -> None:
    for e in room.experiences:
        assert all(room.member(m).joined <= e.date for m in e.participants)
        assert 0 < (at - e.date.date()).days <= 2 * 366
    assert all((at - r.date.date()).days <= 366 for r in room.requests)
    assert room.requests[-1].date.date() == at


def test_evenings_are_second_wednesdays_with_six_to_fourteen(room: Community) -> None:
    evenings = [e for e in room.experiences if e.text.startswith("am Kreativabend")]
    assert len(evenings) == 24
    for evening in evenings:
        assert evening.date.weekday() == 2
        assert 8 <= evening.date.day <= 14
        assert 6 <= len(evening.participants) <= 14


def test_work_in_a_field_is_done_by_someone_who_offers_it(room: Community) -> None:
    for e in room.experiences:
        assert not e.field or any(e.field in room.member(m).fields for m in e.participants), e.text
    for r in room.requests:
        assert all(r.field in room.member(m).fields and m != r.asked_by for m in r.served_by), r.text
        assert set(r.skills) <= {skill for m in room.members if r.field in m.fields for skill in m.skills} | {"TYPO3"}


def test_everybody_says_two_to_four_sentences_to_you(room: Community) -> None:
    for m in room.members:
        assert 2 <= m.about.count(". ") + 1 <= 4
        assert m.languages and m.skills
    you = [m for m in room.members if {"du", "dich", "dir", "dein", "deine", "deinen"} & set(m.about.lower().split())]
    assert len(you) > 20
