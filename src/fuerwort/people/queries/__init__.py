"""Who may see whom, one file per noun. Every page asks here first."""

from fuerwort.people.queries.here import Here, here_for, member_for, spaces_for

__all__ = ["Here", "here_for", "member_for", "spaces_for"]
