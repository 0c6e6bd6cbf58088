"""Creative evenings: when they are, who comes, what is asked, what is thought of, what is written down."""

from fuerwort.evenings.models.dates import AgendaItem, CalendarKey, Evening, Evenings, Phase, Series
from fuerwort.evenings.models.ideas import Author, Group, Idea, Ideas, Question, Session, SessionKind
from fuerwort.evenings.models.minutes import Minutes, Revision
from fuerwort.evenings.models.people import CheckIn, Duty, Guest, Reply, Says, Task, Willing

__all__ = [
    "AgendaItem",
    "Author",
    "CalendarKey",
    "CheckIn",
    "Duty",
    "Evening",
    "Evenings",
    "Group",
    "Guest",
    "Idea",
    "Ideas",
    "Minutes",
    "Phase",
    "Question",
    "Reply",
    "Revision",
    "Says",
    "Series",
    "Session",
    "SessionKind",
    "Task",
    "Willing",
]
