"""Make a token for one's own programs, revoke it, count its use, and answer what comes twice; docs/rules/api.md."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from fuerwort.people import links
from fuerwort.people.errors import Refused
from fuerwort.people.events import record
from fuerwort.people.models import Answered, Membership, Token
from fuerwort.people.scopes import SCOPES

BEGINS = "fuerwort"
MOST = 20
LONGEST = timedelta(days=366)
LONGEST_NAME = 60
MINUTE = timedelta(minutes=1)
KEPT = timedelta(hours=24)
"""For so long the same key gets the same answer."""


class TokenRefused(Refused):
    """No token was made or changed; ``part`` is what was wrong about it."""

    def __init__(self, message: str, part: str = "") -> None:
        super().__init__(message)
        self.part = part


class KeyUsed(Exception):
    """The same ``Idempotency-Key`` came with something else."""


def spelled(prefix: str, secret: str) -> str:
    """A token as it is shown, once."""
    return f"{BEGINS}_{prefix}_{secret}"


@transaction.atomic
def make(*, name: str, scopes: Sequence[str], days: int, by: Membership, at: datetime, token: str) -> Token:
    """Make a token that opens this space as its member, and only what its scopes name.

    Parameters
    ----------
    token : str
        As :func:`spelled`; only its hash is kept.
    days : int
        After so many days it opens nothing any more; a year at most.

    Raises
    ------
    TokenRefused
        It has no name or no scope, a scope is unknown, it would hold for too long, or there are too many.
    """
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        raise TokenRefused(_("Please give it a name, so that you recognise it later."), "name")
    if not scopes or not set(scopes) <= set(SCOPES):
        raise TokenRefused(_("Please choose at least one thing that it may do."), "scopes")
    if not 1 <= days <= LONGEST.days:
        raise TokenRefused(_("A token holds for a day at least and a year at most."), "days")
    if Token.objects.open(at).filter(membership=by).count() >= MOST:
        raise TokenRefused(_("You have many tokens. Please revoke one that you do not need any more."))
    made = Token.objects.create(
        membership=by, prefix=token.split("_", 2)[1], hash=links.hashed(token), name=name,
        scopes=[scope for scope in SCOPES if scope in scopes], created_at=at, expires_at=at + timedelta(days=days),
    )  # fmt: skip
    record(by.space, by=by, at=at, verb="token.made", about=by.public, prefix=made.prefix, scopes=made.scopes)
    return made


@transaction.atomic
def revoke(*, token: Token, by: Membership, at: datetime) -> None:
    """Let a token of one's own open nothing any more. Revoked twice changes nothing."""
    if token.revoked_at is None:
        token.revoked_at = at
        token.save(update_fields=["revoked_at"])
        record(by.space, by=by, at=at, verb="token.revoked", about=by.public, prefix=token.prefix)


@transaction.atomic
def restore(*, token: Token, by: Membership, at: datetime) -> None:
    """Undo a revocation, for a few minutes.

    Raises
    ------
    TokenRefused
        It was not revoked, or longer ago.
    """
    if token.revoked_at is None or at - token.revoked_at > timedelta(minutes=settings.UNDO_MINUTES):
        raise TokenRefused(_("It was revoked a while ago. Please make a new one."))
    token.revoked_at = None
    token.save(update_fields=["revoked_at"])
    record(by.space, by=by, at=at, verb="token.restored", about=by.public, prefix=token.prefix)


def use(*, token: Token, at: datetime, most: int) -> int:
    """Count one use; returns the seconds to wait, 0 when there were fewer than ``most`` in this minute.

    One question to the database each time, which counts rightly however many workers ask at once.
    """
    minute = at.replace(second=0, microsecond=0)
    row = Token.objects.filter(pk=token.pk)
    if row.filter(used_at=minute, used__lt=most).update(used=F("used") + 1):
        return 0
    if row.filter(Q(used_at__isnull=True) | Q(used_at__lt=minute)).update(used_at=minute, used=1):
        return 0
    if row.filter(used_at=minute, used__lt=most).update(used=F("used") + 1):
        return 0  # another began the minute in between
    return max(1, 60 - at.second)


@transaction.atomic
def answer_once(*, token: Token, key: str, what: str, at: datetime, do: Callable[[], str]) -> tuple[str, bool]:
    """Do it and keep the answer, or say again what was answered; returns the answer and whether it is a repetition.

    Both lie in one transaction with what is done: whoever comes second waits for the first, and finds its answer. What
    is refused leaves nothing, so it may be tried again.

    Raises
    ------
    KeyUsed
        The key stands for something else.
    """
    found, new = Answered.objects.get_or_create(token=token, key=key, defaults={"what": what, "at": at})
    if found.what != what:
        raise KeyUsed
    if not new:
        return found.answer, True
    found.answer = do()
    found.save(update_fields=["answer"])
    return found.answer, False


def forget_answers(*, at: datetime) -> int:
    """Forget answers that are a day old; returns how many."""
    return Answered.objects.filter(at__lt=at - KEPT).delete()[0]
