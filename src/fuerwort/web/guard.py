"""Against forms that nobody typed, without asking anybody else for help; docs/rules/asking.md.

A form carries a signed stamp: when it was opened, and which one it is. Whoever sends it faster than one can read, or
fills in the box that people do not see, is asked to send it again. So many are taken from one computer and for one
address in an hour. Only under attack a browser has to work for a second before it may send; without JavaScript one
waits a minute instead.
"""

import hashlib
from datetime import datetime, timedelta

from allauth.core import ratelimit
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext as _

from fuerwort.people import links
from fuerwort.people.errors import Missing, Refused

READING = timedelta(seconds=3)
PATIENCE = timedelta(seconds=60)
"""How long a form has been open at least: usually, and under attack without work."""
VALID = timedelta(days=1)
BITS = 15
"""Zeros at the front of the hash that work has to find: about a second in a browser."""


class GuardRefused(Refused):
    """The form was not taken; ``again``: it needs a new stamp."""

    def __init__(self, message: str, *, again: bool = False) -> None:
        super().__init__(message)
        self.again = again


def stamp(purpose: str, at: datetime) -> str:
    """A new stamp for a form that is opened now."""
    return links.sign(f"stamp.{purpose}", at=str(at.timestamp()), once=links.new_token())


def check(purpose: str, typed: str, at: datetime, *, work: str = "", flooded: bool = False) -> None:
    """See whether somebody can have typed this form.

    Raises
    ------
    GuardRefused
        Nobody can; nothing was taken, and the message says what to do.
    """
    try:
        opened = float(links.unsign(f"stamp.{purpose}", typed, VALID)["at"])
    except Missing as old:
        raise GuardRefused(
            _("The form has been open for long. Nothing is lost: please send it once more."), again=True
        ) from old
    open_for = at.timestamp() - opened
    if open_for < READING.total_seconds():
        raise GuardRefused(_("That was very quick. Nothing is lost: please read it through and send it once more."))
    if flooded and open_for < PATIENCE.total_seconds() and not has_worked(typed, work):
        wait = round(PATIENCE.total_seconds() - open_for)
        raise GuardRefused(
            _(
                "Machines are sending us a lot at the moment. Nothing is lost: please wait %(seconds)s seconds, then "
                "send it once more."
            )
            % {"seconds": max(wait, 1)}
        )


def limit(request: HttpRequest, email: str) -> None:
    """Count one more from this computer and for this address.

    Raises
    ------
    GuardRefused
        There were too many in this hour.
    """
    if not ratelimit.consume(request, action="ask", key=email.strip().lower()):
        raise GuardRefused(
            _("That was a little too often. Nothing is lost: please wait an hour and send it once more.")
        )


def use(typed: str) -> bool:
    """Use a stamp up; false when it was used before, so that whoever sends twice asks once."""
    return bool(cache.add(_kept(typed), 1, VALID.total_seconds()))


def give_back(typed: str) -> None:
    """Let a stamp be used after all."""
    cache.delete(_kept(typed))


def has_worked(typed: str, work: str) -> bool:
    """Whether ``work`` makes the hash of the stamp begin with enough zeros."""
    found = hashlib.sha256(f"{typed}:{work[:20]}".encode()).digest()
    return int.from_bytes(found, "big") >> (256 - BITS) == 0


def _kept(typed: str) -> str:
    return f"stamp:{links.hashed(typed)}"
