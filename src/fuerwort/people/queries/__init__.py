"""Who may see whom, one file per noun. Every page asks here first."""

from fuerwort.people.queries.here import Here, here_for, member_for, spaces_for
from fuerwort.people.queries.letters import news_for, reader_of

__all__ = ["Here", "here_for", "member_for", "news_for", "reader_of", "spaces_for"]
