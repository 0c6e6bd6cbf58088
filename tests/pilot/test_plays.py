"""Questions to the lab: asked once, kept, bounded, forgotten; and from where the lab starts for a space."""

from datetime import timedelta
from itertools import pairwise

import pytest

from fuerwort.experiences.models import Answer, Experience, Kind, Participation
from fuerwort.lab.whatif.asked import PRESETS, Asked
from fuerwort.people.actions import profile
from fuerwort.people.models import Membership
from fuerwort.pilot import jobs
from fuerwort.pilot.actions import plays
from fuerwort.pilot.models import Play
from fuerwort.pilot.queries.beginning import beginning
from fuerwort.pilot.queries.plays import known
from tests.cast import NOW, Cast, member

pytestmark = pytest.mark.django_db
TINY = Asked(members=8, fields=2, months=1)


def test_a_question_is_played_once_and_kept() -> None:
    assert known("regimes", TINY).play is None
    play, new = plays.ask(kind="regimes", asked=TINY, at=NOW)
    assert new
    assert plays.ask(kind="regimes", asked=TINY, at=NOW) == (play, False)
    assert known("regimes", TINY).play.works
    jobs.play.func(play.key)
    seen = known("regimes", TINY)
    assert (seen.play.step, seen.play.share) == ("done", 1)
    assert len(seen.found["spread"]["output"]["home"]["usual"]) == 20
    assert plays.ask(kind="regimes", asked=TINY, at=NOW + plays.KEPT)[1] is False
    jobs.play.func(play.key)
    assert Play.objects.get().read_on == seen.play.read_on


def test_what_is_shipped_needs_no_worker() -> None:
    for asked in PRESETS.values():
        assert known("regimes", asked).found
    assert known("pilot", Asked()).found is None
    assert not Play.objects.exists()


def test_a_question_that_failed_or_was_left_is_asked_anew(monkeypatch) -> None:
    play, _ = plays.ask(kind="regimes", asked=TINY, at=NOW)
    monkeypatch.setitem(plays.KINDS, "regimes", lambda asked, tell: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        jobs.play.func(play.key)
    assert known("regimes", TINY).play.step == "failed"
    assert plays.ask(kind="regimes", asked=TINY, at=NOW)[1]
    assert plays.ask(kind="regimes", asked=TINY, at=NOW)[1] is False
    assert plays.ask(kind="regimes", asked=TINY, at=NOW + plays.STUCK + timedelta(minutes=1))[1]


def test_only_so_many_wait() -> None:
    for euros in range(plays.WAITING):
        plays.ask(kind="regimes", asked=Asked(euros=euros), at=NOW)
    with pytest.raises(plays.PlayRefused):
        plays.ask(kind="pilot", asked=Asked(), at=NOW)
    assert plays.ask(kind="pilot", asked=Asked(), at=NOW + plays.STUCK + timedelta(minutes=1))[1]


def test_what_nobody_reads_is_forgotten() -> None:
    play, _ = plays.ask(kind="regimes", asked=TINY, at=NOW)
    plays.read(play=play, at=NOW + timedelta(days=100))
    assert plays.forget(at=NOW + plays.KEPT) == 0
    assert plays.forget(at=NOW + plays.KEPT + timedelta(days=101)) == 1


@pytest.fixture
def people(cast: Cast) -> list[Membership]:
    """Ten more members; all of them met in pairs, each met two."""
    return [member(cast.space, f"Number{at} Person") for at in range(10)]


def together(cast: Cast, *those: Membership, days: int = 10) -> None:
    made = Experience.objects.create(
        space=cast.space, kind=Kind.LEARNING, hours=2, on=(NOW - timedelta(days=days)).date(),
        text="A workshop", recorded_by=those[0], recorded_at=NOW,
    )  # fmt: skip
    for one in those:
        Participation.objects.create(experience=made, membership=one, answer=Answer.CONFIRMED, answered_at=NOW)


def agree(people: list[Membership]) -> None:
    for one in people:
        profile.be_counted(by=one, at=NOW)


def test_below_five_who_agreed_nothing_is_said(cast: Cast, people: list[Membership]) -> None:
    for one, other in pairwise(people):
        together(cast, one, other)
    agree(people[:4])
    assert beginning(cast.space, NOW).counted is None
    assert beginning(cast.space, NOW).values == ()
    agree(people[4:5])
    assert beginning(cast.space, NOW).counted == 5
    profile.be_counted(by=people[0], at=NOW, counted=False)
    assert beginning(cast.space, NOW).counted is None


def test_only_those_who_agreed_are_counted(cast: Cast, people: list[Membership]) -> None:
    for one, other in pairwise(people):
        together(cast, one, other)
    agree(people[:6])
    values = {one.name: one for one in beginning(cast.space, NOW).values}
    assert values["members"].seen == 15
    assert values["known"].seen == pytest.approx(1000 * 5 / 15, rel=0.02)
    assert values["meets"].seen == pytest.approx(11 / 6, rel=0.05)
    together(cast, cast.owner, cast.host, days=180)
    slower = {one.name: one for one in beginning(cast.space, NOW).values}
    assert slower["meets"].seen == pytest.approx(11 / 36, rel=0.05)
    people[0].left_at = NOW
    people[0].save()
    assert beginning(cast.space, NOW).counted == 5


def test_a_figure_that_rests_on_too_few_is_left_out(cast: Cast, people: list[Membership]) -> None:
    together(cast, *people[:4])
    agree(people)
    names = {one.name for one in beginning(cast.space, NOW).values}
    assert names == {"members", "fields"}
    together(cast, people[4], people[5])
    values = {one.name: one for one in beginning(cast.space, NOW).values}
    assert set(values) == {"members", "fields", "known", "meets"}
    for one in people[6:]:
        together(cast, one, people[0], days=500)
    assert "freeriders" not in {one.name for one in beginning(cast.space, NOW).values}


def test_a_value_outside_the_range_goes_to_its_end(cast: Cast, people: list[Membership]) -> None:
    agree(people)
    together(cast, *people[:5])
    free = next(one for one in beginning(cast.space, NOW).values if one.name == "freeriders")
    assert (free.seen, free.taken, free.usual) == (0.5, 0.33, 0.25)
    asked = beginning(cast.space, NOW).asked
    assert (asked.members, asked.changes["freeriders"]) == (15, 0.33)
    assert 1 <= asked.fields <= 15
