"""Dates of the demo follow from its anchor alone."""

from datetime import date
from random import Random

import pytest

from fuerwort.demo.when import month_before, second_wednesdays, some_day, with_months

FRIDAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("months", "first"), [(0, "2026-11-01"), (10, "2026-01-01"), (11, "2025-12-01"), (-2, "2027-01-01")]
)
def test_months_are_counted_across_the_year(months: int, first: str) -> None:
    assert month_before(FRIDAY, months).isoformat() == first


def test_evenings_are_the_second_wednesdays_before_the_anchor() -> None:
    assert [str(day) for day in second_wednesdays(FRIDAY, 3)] == ["2026-09-09", "2026-10-14", "2026-11-11"]
    assert str(second_wednesdays(date(2026, 11, 11), 3)[-1]) == "2026-10-14"


@pytest.mark.parametrize(
    ("when", "earliest", "latest"),
    [
        ("0", "2026-11-20", "2026-11-20"),
        ("1", "2026-11-09", "2026-11-13"),
        ("Oktober", "2026-10-01", "2026-10-28"),
        ("November", "2025-11-01", "2025-11-28"),
        ("Dezember", "2025-12-01", "2025-12-28"),
        ("Juni davor", "2025-06-01", "2025-06-28"),
    ],
)
def test_a_when_is_a_day_in_that_week_or_season(when: str, earliest: str, latest: str) -> None:
    days = {str(some_day(FRIDAY, when, Random(seed))) for seed in range(200)}
    assert min(days) == earliest
    assert max(days) == latest


def test_months_are_named_as_seen_from_the_day() -> None:
    assert with_months("Seit {-3} und bis {+6}.", FRIDAY) == "Seit August und bis Mai."
