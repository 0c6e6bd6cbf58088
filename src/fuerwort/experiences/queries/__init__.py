"""Who may see what of what was shared, one file per noun."""

from fuerwort.experiences.queries.answers import asked_by_link
from fuerwort.experiences.queries.desk import Settling, dispute_for, disputes, waiting, waiting_for
from fuerwort.experiences.queries.evenings import (
    ENOUGH,
    PLENTY,
    Progress,
    evening_for,
    evenings,
    progress,
    running_evening,
)
from fuerwort.experiences.queries.experiences import (
    Shown,
    experience_for,
    mine,
    open_questions,
    shared,
    shown,
)
from fuerwort.experiences.queries.members import choices, field_of_mine, found, recent
from fuerwort.experiences.queries.ties import Beyond, Circle, Colleague, Nearness, circle, nearness
from fuerwort.experiences.queries.to_do import decisions, has_experience, in_the_space, to_do
from fuerwort.experiences.queries.together import together
from fuerwort.experiences.queries.vouches import vouch_for, vouches_for, vouches_on

__all__ = [
    "ENOUGH",
    "PLENTY",
    "Beyond",
    "Circle",
    "Colleague",
    "Nearness",
    "Progress",
    "Settling",
    "Shown",
    "asked_by_link",
    "choices",
    "circle",
    "decisions",
    "dispute_for",
    "disputes",
    "evening_for",
    "evenings",
    "experience_for",
    "field_of_mine",
    "found",
    "has_experience",
    "in_the_space",
    "mine",
    "nearness",
    "open_questions",
    "progress",
    "recent",
    "running_evening",
    "shared",
    "shown",
    "to_do",
    "together",
    "vouch_for",
    "vouches_for",
    "vouches_on",
    "waiting",
    "waiting_for",
]
