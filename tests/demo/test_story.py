"""The last request is the story of the first page: computed, and told as it is."""

from datetime import date

import pytest

from fuerwort.demo.community import ANCHOR, community
from fuerwort.engine.recommend import Shortlist
from fuerwort.lab.replay import books_sum, replay
from fuerwort.referrals.headless import suggest


@pytest.fixture(
    scope="module", params=[ANCHOR, date(2027, 3, 1), date(2027, 6, 7), date(2027, 8, 31), date(2028, 2, 29)], ids=str
)
def story(request: pytest.FixtureRequest) -> Shortlist:
    room = community(request.param)
    return suggest(room, room.requests[-1])


def codes(story: Shortlist, member: str) -> set[str]:
    return {reason.code for reason in story.reasons[member]}


def test_three_of_five_are_named(story: Shortlist) -> None:
    assert story.ask.field == "web-design"
    assert story.decision.shown == ("amira", "tom", "linh")


def test_the_first_is_the_one_whose_turn_it_is(story: Shortlist) -> None:
    assert {"fit.proof", "tie.direct", "turn.owed"} <= codes(story, "amira")


def test_the_second_came_first_often_and_says_so(story: Shortlist) -> None:
    assert {"fit.proof", "tie.direct", "turn.paid"} <= codes(story, "tom")


def test_the_third_is_a_newcomer_with_a_sponsor_whose_words_fit_best(story: Shortlist) -> None:
    assert {"fit.text", "sponsor", "newcomer"} <= codes(story, "linh")
    facts = {reason.code: dict(reason.facts) for reason in story.reasons["linh"]}
    assert facts["sponsor"]["with"] == ("hanne",)
    assert facts["fit.text"]["best"]


def test_the_fourth_was_good_enough_and_reads_when_it_is_his_turn(story: Shortlist) -> None:
    assert set(story.others) == {"mehmet"}
    assert [reason.code for reason in story.others["mehmet"]] == ["turn.later"]
    assert dict(story.others["mehmet"][0].facts)["after"] >= 1
    assert story.decision.after["mehmet"] > story.decision.before["mehmet"]


def test_the_fifth_is_on_leave(story: Shortlist) -> None:
    assert {m: reason.code for m, reason in story.gates.items()} == {"katrin": "gate.available"}


def test_all_requests_can_be_answered_again_and_the_books_sum_to_zero() -> None:
    steps = list(replay(community()))
    assert len(steps) == 60
    assert all(found.decision.shown for _, found in steps)
    assert books_sum(steps[-1][0]) == 0
