"""Calendar files, read by another library over 36 months: they say what the app says."""

from datetime import UTC, date, datetime, time, timedelta

import icalendar
import pytest
import recurring_ical_events
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fuerwort.evenings import queries
from fuerwort.evenings.actions.calendars import drop_key, renew_key
from fuerwort.evenings.actions.planning import Meeting, Rhythm, cancel, change, open_date, plan, set_series
from fuerwort.evenings.actions.replies import invite_guest, reply
from fuerwort.evenings.actions.telling import tell_due
from fuerwort.evenings.models import Evening, Series
from fuerwort.people.errors import Missing
from tests.cast import NOW, Cast
from tests.evenings.conftest import RHYTHM, meeting

SINCE, UNTIL = date(2026, 11, 1), date(2029, 11, 1)


def read(file: bytes) -> list[tuple[datetime, datetime]]:
    """What a calendar shows, without what was called off."""
    calendar = icalendar.Calendar.from_ical(file)
    found = recurring_ical_events.of(calendar).between(SINCE, UNTIL)
    shown = [event for event in found if event.get("STATUS") != "CANCELLED"]
    return sorted((e["DTSTART"].dt.astimezone(UTC), e["DTEND"].dt.astimezone(UTC)) for e in shown)


def said(cast: Cast) -> list[tuple[datetime, datetime]]:
    found = queries.standing_dates(cast.space, SINCE, UNTIL)
    return sorted((one.begins.astimezone(UTC), one.ends.astimezone(UTC)) for one in found)


def moved(series: Series, day: date, cast: Cast, **by: int) -> Evening:
    evening = open_date(series, day, by=cast.host, at=NOW)
    shift = timedelta(**by)
    new = Meeting(evening.name, evening.begins_at + shift, evening.ends_at + shift, evening.zone, evening.place)
    return change(evening, new, by=cast.host, at=NOW)


def test_three_years_with_everything_that_can_happen(cast: Cast, series: Series) -> None:
    host = cast.host
    moved(series, date(2027, 3, 10), cast, days=21)  # over the night in which the clocks go forward
    moved(series, date(2027, 10, 13), cast, days=20, hours=-2)
    cancel(open_date(series, date(2027, 7, 14), by=host, at=NOW), by=host, at=NOW)
    plan(meeting(datetime(2027, 8, 20, 16, tzinfo=UTC)), by=host, at=NOW)
    told = series.evenings.told().get()
    cancel(told, by=host, at=NOW)
    assert len(said(cast)) == 35 - 2 + 1
    assert read(queries.public_calendar(cast.space)) == said(cast)
    assert {17, 18} <= {begins.hour for begins, _ in said(cast)}  # seven in summer, seven in winter


def test_another_rule_ends_the_one_before_and_keeps_what_was_announced(cast: Cast, series: Series) -> None:
    rhythm = Rhythm("Salon", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", date(2026, 11, 26), time(20, 30), 90, "Europe/Lisbon")
    new = set_series(rhythm, by=cast.host, at=NOW)
    series.refresh_from_db()
    assert (series.ends_on, new.starts_on) == (date(2026, 12, 9), date(2026, 12, 10))
    assert read(queries.public_calendar(cast.space)) == said(cast)
    assert said(cast)[0][0] == datetime(2026, 12, 9, 18, tzinfo=UTC)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_hosts_do_both_say_the_same(cast: Cast, data: st.DataObject) -> None:
    Series.objects.all().delete()
    Evening.objects.all().delete()
    rules = ["FREQ=MONTHLY;BYDAY=2WE", "FREQ=WEEKLY;INTERVAL=3;BYDAY=SU", "FREQ=MONTHLY;BYDAY=-1SU"]
    zone = data.draw(st.sampled_from(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe"]))
    at = data.draw(st.times(time(5), time(21)).map(lambda t: t.replace(second=0, microsecond=0)))
    rhythm = Rhythm("Abend", data.draw(st.sampled_from(rules)), date(2026, 12, 1), at, 120, zone)
    series = set_series(rhythm, by=cast.host, at=NOW)
    days = [one.day for one in queries.standing_dates(cast.space, SINCE, UNTIL)]
    for day in data.draw(st.lists(st.sampled_from(days), max_size=6, unique=True)):
        if data.draw(st.booleans()):
            moved(series, day, cast, hours=data.draw(st.integers(-20, 200)))
        else:
            cancel(open_date(series, day, by=cast.host, at=NOW), by=cast.host, at=NOW)
    assert read(queries.public_calendar(cast.space)) == said(cast)


def test_one_evening_is_the_same_event_in_its_own_file_and_changes_count(cast: Cast, series: Series) -> None:
    evening = series.evenings.told().get()
    alone, among = single(evening, cast), in_calendar(evening, cast)
    assert alone["UID"] == among["UID"] and alone["RECURRENCE-ID"].dt == among["RECURRENCE-ID"].dt
    assert alone["SEQUENCE"] == 0 and alone["STATUS"] == "CONFIRMED"
    later = meeting(evening.begins_at + timedelta(days=1))
    change(evening, later, by=cast.host, at=NOW)
    cancel(evening, by=cast.host, at=NOW)
    again = single(evening, cast)
    assert again["UID"] == alone["UID"] and again["RECURRENCE-ID"].dt == alone["RECURRENCE-ID"].dt
    assert again["SEQUENCE"] == 2 and again["STATUS"] == "CANCELLED"


def single(evening: Evening, cast: Cast) -> icalendar.Event:
    return icalendar.Calendar.from_ical(queries.single_file(cast.space, evening.public)).events[0]


def in_calendar(evening: Evening, cast: Cast) -> icalendar.Event:
    events = icalendar.Calendar.from_ical(queries.public_calendar(cast.space)).events
    return next(one for one in events if "RECURRENCE-ID" in one)


def test_a_file_brings_its_time_zone_along(cast: Cast, series: Series) -> None:
    calendar = icalendar.Calendar.from_ical(queries.public_calendar(cast.space))
    (zone,) = calendar.timezones
    assert zone.tz_name == "Europe/Berlin"
    assert {part.name for part in zone.subcomponents} == {"STANDARD", "DAYLIGHT"}


def test_the_public_calendar_names_nobody(cast: Cast, series: Series) -> None:
    evening = series.evenings.told().get()
    reply(evening, "yes", by=cast.owner, at=NOW)
    invite_guest(evening, "Gesine Gast", by=cast.owner, at=NOW)
    for file in (queries.public_calendar(cast.space), queries.single_file(cast.space, evening.public)):
        assert b"Owner" not in file and b"Gesine" not in file and b"ATTENDEE" not in file and b"@example" not in file


def test_ones_own_calendar_says_what_one_said_until_its_key_is_renewed(cast: Cast, series: Series) -> None:
    reply(series.evenings.told().get(), "yes", by=cast.owner, at=NOW)
    renew_key(by=cast.owner, at=NOW, token="one")
    assert "Du kommst." in icalendar.Calendar.from_ical(queries.own_calendar("one")).to_ical().decode().replace(
        "\r\n ", ""
    )
    renew_key(by=cast.owner, at=NOW, token="two")
    with pytest.raises(Missing):
        queries.own_calendar("one")
    assert read(queries.own_calendar("two")) == said(cast)
    drop_key(by=cast.owner)
    with pytest.raises(Missing):
        queries.own_calendar("two")


def test_whoever_left_has_no_calendar(cast: Cast, series: Series) -> None:
    renew_key(by=cast.owner, at=NOW, token="one")
    cast.owner.left_at = NOW
    cast.owner.save()
    with pytest.raises(Missing):
        queries.own_calendar("one")


def test_tomorrow_more_is_announced_and_nothing_twice(cast: Cast, series: Series) -> None:
    assert tell_due(at=NOW) == 0
    assert tell_due(at=NOW + timedelta(days=30)) == 1
    assert tell_due(at=NOW + timedelta(days=30)) == 0
    assert RHYTHM.rule == series.rule
