"""The demo has an evening behind it and one ahead, whatever the day."""

from datetime import UTC, datetime

import pytest

from fuerwort.evenings import demo, queries
from fuerwort.evenings.models import Guest
from fuerwort.experiences import demo as community
from fuerwort.people.queries import here_for


@pytest.mark.parametrize("day", [20, 11], ids=["between two", "on a second Wednesday"])
def test_an_evening_that_was_and_one_to_come(db, day: int) -> None:
    at = datetime(2026, 11, day, 8, tzinfo=UTC)
    space = community.open_demo(at=at)
    for _ in range(2):
        demo.open_demo(space, at=at)
    here = here_for(space.memberships.get(outside_id="mehmet").person, space.slug)
    coming, was = queries.ahead(here, at)[0], queries.past(here, at).first()
    assert coming.on.weekday() == was.on.weekday() == 2 and coming.question and was.phase == "over"
    shown = queries.seen_by(here, was)
    assert [pile.group.title for pile in shown.piles if pile.group] == ["Essen", "Begleiten", "Zeigen"]
    assert all(duty.membership for duty in queries.seen_by(here, coming).duties)
    text = queries.written(here, was.public).text
    assert "Wir haben gefragt: **Wie kommen Neue" in text and "Linsensuppe" in text
    assert len(queries.minutes_ready(space)) == 1
    assert not Guest.objects.exists()
