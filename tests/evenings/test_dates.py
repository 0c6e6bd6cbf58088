"""Dates by a rule: docs/rules/evenings.md, and rules that give none."""

from datetime import date, time, timedelta
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fuerwort.evenings import dates
from fuerwort.evenings.models import Series
from tests.tables import table


def series(rule: str, start: date) -> Series:
    return Series(rule=rule, starts_on=start, time=time(19), minutes=150, zone="Europe/Berlin")


@pytest.mark.parametrize("row", table("evenings.md", "## Dates"), ids=lambda row: row["rule"])
def test_the_worked_table(row: dict[str, str]) -> None:
    start = date.fromisoformat(row["from"])
    rule = dates.checked(row["rule"], start)
    found = islice(dates.days(series(rule, start), start, date(2030, 1, 1)), 4)
    assert ", ".join(day.isoformat() for day in found) == row["the next four"]


@pytest.mark.parametrize(
    "rule",
    ["", "often", "FREQ=MINUTELY", "FREQ=HOURLY;BYDAY=WE", "BYDAY=2WE", "FREQ=MONTHLY;BYDAY=2XX", "FREQ=DAILY;COUNT=3",
     "FREQ=MONTHLY;BYDAY=2WE\nDTSTART:20100101", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=WEEKLY;INTERVAL=0",
     "FREQ=MONTHLY;FREQ=DAILY", "FREQ=WEEKLY;INTERVAL=x"],
)  # fmt: skip
def test_what_is_no_rule_is_refused_with_a_sentence(rule: str) -> None:
    with pytest.raises(dates.RuleRefused, match=r"Regel"):
        dates.checked(rule, date(2027, 1, 1))


def test_the_time_is_that_of_the_clock_on_the_wall() -> None:
    """Seven in the evening is 18:00 UTC in winter and 17:00 in summer."""
    one = series("FREQ=MONTHLY;BYDAY=2WE", date(2027, 3, 1))
    assert [dates.begins(one, day).hour for day in dates.days(one, date(2027, 3, 1), date(2027, 4, 30))] == [18, 17]
    assert dates.ends(one, date(2027, 3, 10)) - dates.begins(one, date(2027, 3, 10)) == timedelta(minutes=150)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(["FREQ=MONTHLY;BYDAY=2WE", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", "FREQ=MONTHLY;BYDAY=-1FR"]),
    st.dates(date(2026, 1, 1), date(2028, 1, 1)),
    st.integers(0, 500),
    st.integers(0, 500),
)
def test_a_window_shows_what_the_whole_shows(rule: str, start: date, skip: int, length: int) -> None:
    one, since = series(rule, start), start + timedelta(days=skip)
    until = since + timedelta(days=length)
    whole = dates.days(one, start, date(2031, 1, 1))
    assert list(dates.days(one, since, until)) == [day for day in whole if since <= day <= until]
