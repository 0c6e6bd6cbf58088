"""Who may see whom, one file per noun. Every page asks here first."""

from fuerwort.people.queries.here import (
    Here,
    here_for,
    here_or_not,
    host_of,
    lives_beside,
    member_for,
    slugs,
    space_at,
    spaces_for,
)
from fuerwort.people.queries.letters import news_for, reader_of
from fuerwort.people.queries.persons import address_is_new, foretold, passkeys, person_at

__all__ = [
    "Here", "address_is_new", "foretold", "here_for", "here_or_not", "host_of", "lives_beside", "member_for",
    "news_for", "passkeys", "person_at", "reader_of", "slugs", "space_at", "spaces_for",
]  # fmt: skip
