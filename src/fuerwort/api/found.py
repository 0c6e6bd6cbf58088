"""What a body names by its slug or public id, in the space of the token; what is not there looks missing."""

from collections.abc import Iterable

from fuerwort.people.errors import Missing
from fuerwort.people.models import Field, Membership
from fuerwort.people.queries import Here, member_for
from fuerwort.people.queries.fields import offered


def field(here: Here, slug: str | None) -> Field | None:
    """A field that the space offers, or none where none is named."""
    return the_field(here, slug) if slug else None


def the_field(here: Here, slug: str) -> Field:
    for one in offered(here.space):
        if one.slug == slug:
            return one
    raise Missing


def members(here: Here, publics: Iterable[str]) -> list[Membership]:
    return [member_for(here, public) for public in dict.fromkeys(publics)]
