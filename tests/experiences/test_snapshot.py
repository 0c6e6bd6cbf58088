"""Rows and files say the same to the engine."""

import random
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from fuerwort.bundle.shapes import Community, Experience, Member
from fuerwort.bundle.snapshot import Timeline
from fuerwort.engine.moment import Rules
from fuerwort.engine.shapes import KINDS, TieRule
from fuerwort.experiences import snapshot
from fuerwort.experiences.models import Participation, Review
from fuerwort.experiences.moving import move_in
from fuerwort.people.models import Space
from tests.cast import NOW

END = datetime(2026, 11, 20, tzinfo=UTC)
TIES = TieRule(learning=0.5, care=2.0)


def community(people: int = 12, occasions: int = 150) -> Community:
    draw = random.Random(4)
    ids = [f"m{i:02}" for i in range(people)]

    def occasion(i: int) -> Experience:
        took_part = tuple(draw.sample(ids, draw.choice([2, 2, 2, 3, 5])))
        confirmed = tuple(m for m in took_part if draw.random() < 0.7)
        day = END - timedelta(days=draw.randrange(1, 900))
        return Experience(f"e{i}", day, draw.choice(KINDS), "", draw.uniform(0.5, 20), took_part, confirmed)

    return Community(tuple(Member(m, m) for m in ids), tuple(occasion(i) for i in range(occasions)))


@pytest.fixture
def space(db) -> Space:
    return Space.objects.create(slug="neu", name="Neuer Raum", created_at=NOW)


def test_rows_give_the_ties_that_the_files_give(space) -> None:
    files = community()
    move_in(space, files, by=None, at=NOW)
    timeline = Timeline(files, Rules(ties=TIES))
    timeline.walk(END)
    members, net = snapshot.pairs(space).network(END.date(), TIES)
    number = {key: at for at, key in enumerate(members.tolist())}
    at = {m.outside_id: number[m.pk] for m in space.memberships.all() if m.pk in number}
    known = timeline.number
    ties = [(net.tie(at[a], at[b]), timeline.net.tie(known[a], known[b])) for a in at for b in at if a < b]
    assert any(one for one, _ in ties)
    for one, other in ties:
        assert one == pytest.approx(other, rel=1e-12)
    view, seen = net.view(at["m03"]), timeline.net.view(known["m03"])
    here, there = [at[m] for m in at], [known[m] for m in at]
    apart = np.abs(net.reach(view, here) - timeline.net.reach(seen, there))
    assert (apart <= net.error_bound(view, here) + timeline.net.error_bound(seen, there)).all()


def test_two_queries_whatever_the_size(space, django_assert_num_queries) -> None:
    move_in(space, community(), by=None, at=NOW)
    with django_assert_num_queries(2):
        snapshot.pairs(space)


def test_nothing_shared_is_no_ties(space) -> None:
    members, net = snapshot.pairs(space).network(END.date(), TieRule())
    assert len(members) == net.n == 0


def test_what_waits_for_a_host_gives_no_tie_and_still_took_part(space) -> None:
    three = Experience("e", END, "cooperation", "", 6.0, ("a", "b", "c"), ("a", "b", "c"))
    move_in(space, Community(tuple(Member(m, m) for m in "abc"), (three,)), by=None, at=NOW)
    assert snapshot.pairs(space).hours.tolist() == [3.0, 3.0, 3.0]
    waiting = Participation.objects.filter(membership__outside_id="c")
    for review, pairs in ((Review.WAITS, 1), (Review.REFUSED, 1), (Review.RELEASED, 3)):
        waiting.update(review=review)
        assert snapshot.pairs(space).hours.tolist() == [3.0] * pairs


def test_a_kind_that_weighs_nothing_ties_nobody(space) -> None:
    care = Experience("e", END, "care", "", 6.0, ("a", "b"), ("a", "b"))
    move_in(space, Community(tuple(Member(m, m) for m in "ab"), (care,)), by=None, at=NOW)
    rule = TieRule(care=0.0)
    assert snapshot.pairs(space).network(END.date(), TieRule())[1].n == 2
    assert snapshot.pairs(space).network(END.date(), rule)[1].n == 0


def test_some_read_anew_are_as_all_read_anew(space) -> None:
    move_in(space, community(), by=None, at=NOW)
    before = snapshot.pairs(space)
    some = list(space.experiences.values_list("pk", flat=True)[10:30])
    Participation.objects.filter(experience__in=some[:10]).update(answer="denied", answered_at=NOW)
    space.experiences.filter(pk__in=some[10:]).delete()
    fresh, patched = snapshot.pairs(space), before.replaced(np.array(some), snapshot.pairs(space, only=some))
    assert sorted(zip(fresh.experience, fresh.a, fresh.b, fresh.hours, strict=True)) == sorted(
        zip(patched.experience, patched.a, patched.b, patched.hours, strict=True)
    )
