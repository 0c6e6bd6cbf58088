"""Tokens: of a member, for themself only; and whose one is that somebody holds."""

from datetime import datetime

from fuerwort.people import links
from fuerwort.people.errors import Missing
from fuerwort.people.models import Token
from fuerwort.people.models.tokens import Tokens
from fuerwort.people.queries.here import Here


def tokens_of(here: Here) -> Tokens:
    """One's own in this space, newest first."""
    return Token.objects.filter(membership=here.membership).order_by("-created_at", "-pk")


def token_of(here: Here, prefix: str) -> Token:
    """One of one's own.

    Raises
    ------
    Missing
        There is none, or it is somebody else's.
    """
    found = tokens_of(here).filter(prefix=prefix).first()
    if found is None:
        raise Missing
    return found


def opened_by(token: str, at: datetime) -> Token | None:
    """The token somebody holds. Unknown, run out, revoked, of somebody who left: all look alike."""
    rows = Token.objects.open(at).filter(hash=links.hashed(token))
    return rows.select_related("membership__person", "membership__space").first()
