"""Creative evenings: when they are, who comes, what is asked, what is thought of, what is written down."""

from fuerwort.evenings.models.dates import AgendaItem, CalendarKey, Evening, Evenings, Phase, Series
from fuerwort.evenings.models.decisions import Decision, Fate, Wording
from fuerwort.evenings.models.ideas import Author, Group, Idea, Ideas, Question, Session, SessionKind
from fuerwort.evenings.models.minutes import Minutes, Revision
from fuerwort.evenings.models.people import CheckIn, Duty, Guest, Reply, Says, Task, Willing
from fuerwort.evenings.models.votes import (
    Ballot,
    Effect,
    Electorate,
    Method,
    Objection,
    Proposal,
    Receipt,
    State,
    Vote,
    Voted,
)

__all__ = [
    "AgendaItem",
    "Author",
    "Ballot",
    "CalendarKey",
    "CheckIn",
    "Decision",
    "Duty",
    "Effect",
    "Electorate",
    "Evening",
    "Evenings",
    "Fate",
    "Group",
    "Guest",
    "Idea",
    "Ideas",
    "Method",
    "Minutes",
    "Objection",
    "Phase",
    "Proposal",
    "Question",
    "Receipt",
    "Reply",
    "Revision",
    "Says",
    "Series",
    "Session",
    "SessionKind",
    "State",
    "Task",
    "Vote",
    "Voted",
    "Willing",
    "Wording",
]
