"""Who may see what of an evening, one file per noun."""

from fuerwort.evenings.queries.calendars import has_key, own_calendar, public_calendar, single_file
from fuerwort.evenings.queries.evenings import (
    When,
    coming,
    evening_for,
    later,
    next_evening,
    past,
    running,
    series_of,
    standing_dates,
)
from fuerwort.evenings.queries.links import guest_by_link, member_by_link
from fuerwort.evenings.queries.seen import (
    Seen,
    Slot,
    came_to_one,
    duty_for,
    guest_of,
    question_for,
    questions,
    seen_by,
    slots,
)

__all__ = [
    "Seen",
    "Slot",
    "When",
    "came_to_one",
    "coming",
    "duty_for",
    "evening_for",
    "guest_by_link",
    "guest_of",
    "has_key",
    "later",
    "member_by_link",
    "next_evening",
    "own_calendar",
    "past",
    "public_calendar",
    "question_for",
    "questions",
    "running",
    "seen_by",
    "series_of",
    "single_file",
    "slots",
    "standing_dates",
]
