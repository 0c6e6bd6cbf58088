"""Signed links: one purpose each, expiring, carrying public ids only. The object's state says whether one was used."""

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


def address(name: str, *args: Any, **kwargs: Any) -> str:
    """The whole address of a page, for mails and print."""
    return str(settings.ADDRESS) + reverse(name, args=args or None, kwargs=kwargs or None)
