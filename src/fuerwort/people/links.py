"""Links that are keys: signed ones (one purpose each, expiring, public ids only), and tokens kept as hashes only."""

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.urls import reverse

from fuerwort.people.errors import Missing


def sign(purpose: str, **facts: str) -> str:
    """Facts as a token that only :func:`unsign` with the same purpose opens."""
    return signing.dumps(facts, salt=f"fuerwort.{purpose}", compress=True)


def unsign(purpose: str, token: str, valid: timedelta) -> dict[str, str]:
    """Read a token back.

    Raises
    ------
    Missing
        It was made for another purpose, was changed, or is older than ``valid``.
    """
    try:
        facts: dict[str, str] = signing.loads(token, salt=f"fuerwort.{purpose}", max_age=valid)
    except signing.BadSignature as bad:
        raise Missing from bad
    return facts


def new_token() -> str:
    """192 bits nobody guesses, for a link that is handed out once."""
    return secrets.token_urlsafe(24)


def hashed(token: str) -> str:
    """What is kept of a token; enough to recognise it, useless to whoever reads the database."""
    return hashlib.sha256(token.encode()).hexdigest()


def address(name: str, *args: Any, **kwargs: Any) -> str:
    """The whole address of a page, for mails and print."""
    return str(settings.ADDRESS) + reverse(name, args=args or None, kwargs=kwargs or None)
