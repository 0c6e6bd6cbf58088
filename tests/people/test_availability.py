"""docs/rules/availability.md: what was said, how long it holds, and who is told when it ends."""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from fuerwort.people.actions import availability
from fuerwort.people.actions.availability import AvailabilityRefused
from fuerwort.people.models import Event, Membership, News
from tests.cast import NOW
from tests.tables import table


def day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None


def morning(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, time(3)))


@pytest.mark.parametrize("row", table("availability.md"), ids=lambda row: " ".join(row.values()))
def test_what_was_said_ends_by_itself(cast, row: dict[str, str]) -> None:
    today = date.fromisoformat(row["day"])
    cast.owner.availability, cast.owner.available_until = row["said"], day(row["until"])
    cast.owner.save()
    assert cast.owner.availability_on(today) == row["counts as"]
    for _ in range(2):
        availability.expire(at=morning(today))
    cast.owner.refresh_from_db()
    assert cast.owner.availability == row["counts as"]
    assert [n.facts for n in News.objects.all()] == ([{"was": row["said"]}] if row["told on that day"] == "yes" else [])


@pytest.mark.parametrize("row", table("availability.md", "## How long"), ids=lambda row: " ".join(row.values()))
def test_a_little_time_and_full_have_an_end(cast, row: dict[str, str]) -> None:
    said = {"by": cast.owner, "at": NOW, "availability": row["said"], "until": day(row["until"])}
    if row["kept until"] == "refused":
        with pytest.raises(AvailabilityRefused):
            availability.say(**said)
        assert Membership.objects.get(pk=cast.owner.pk).availability == "free"
        assert not Event.objects.exists()
    else:
        availability.say(**said)
        kept = Membership.objects.get(pk=cast.owner.pk)
        assert (kept.availability, kept.available_until) == (row["said"], day(row["kept until"]))
        assert kept.availability_at == NOW


def test_the_log_keeps_that_it_was_said_and_never_what(cast) -> None:
    availability.say(by=cast.owner, at=NOW, availability="full")
    event = Event.objects.get()
    assert (event.verb, event.by, event.facts) == ("availability.said", cast.owner, {})


def test_who_is_not_here_is_told_nothing(cast) -> None:
    for member in (cast.owner, cast.insider, cast.host):
        availability.say(by=member, at=NOW, availability="full", until=date(2026, 11, 25))
    cast.owner.left_at = NOW
    cast.insider.person = None
    for member in (cast.owner, cast.insider):
        member.save()
    assert availability.expire(at=NOW + timedelta(days=9)) == 3
    assert [n.membership for n in News.objects.all()] == [cast.host]
