"""Evenings of the cast."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest

from fuerwort.evenings.actions.planning import Meeting, Rhythm, plan, set_series
from fuerwort.evenings.models import Evening, Series
from tests.cast import NOW, Cast

RHYTHM = Rhythm("Kreativabend", "FREQ=MONTHLY;BYDAY=2WE", date(2026, 11, 20), time(19), 150, "Europe/Berlin", "Küche")


@pytest.fixture
def series(cast: Cast) -> Series:
    return set_series(RHYTHM, by=cast.host, at=NOW)


def meeting(begins: datetime, **more: object) -> Meeting:
    facts = {"name": "Kreativabend", "zone": "Europe/Berlin", "place": "Küche"} | more
    return Meeting(begins_at=begins, ends_at=begins + timedelta(hours=2), **facts)


@pytest.fixture
def planned(cast: Cast) -> Callable[..., Evening]:
    """An extra evening in so many days."""
    return lambda days=10, **more: plan(meeting(NOW + timedelta(days=days), **more), by=cast.host, at=NOW)
