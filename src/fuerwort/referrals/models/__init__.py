"""What is asked, whom the engine suggests, what the books say, and what became of it."""

from fuerwort.referrals.models.books import Balance, Book, Entry, Line, SpaceRule, Verb
from fuerwort.referrals.models.lists import Answer, Change, Explanation, Introduction, Placing, Suggestion
from fuerwort.referrals.models.needs import ENDED, Duty, Kind, Need, Request, Requests, Size, State
from fuerwort.referrals.models.outcomes import Contest, Good, Outcome, Said, Thanks

__all__ = [
    "ENDED", "Answer", "Balance", "Book", "Change", "Contest", "Duty", "Entry", "Explanation", "Good", "Introduction",
    "Kind", "Line", "Need", "Outcome", "Placing", "Request", "Requests", "Said", "Size", "SpaceRule", "State",
    "Suggestion", "Thanks", "Verb",
]  # fmt: skip
