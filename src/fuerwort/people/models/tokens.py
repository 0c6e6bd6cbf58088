"""Tokens, with which a program of a member opens the API, and what was answered to a request that may come twice."""

from datetime import datetime
from typing import Any, ClassVar

from django.db import models

from fuerwort.people.sealed import SealedText


class Tokens(models.QuerySet["Token"]):
    def open(self, at: datetime) -> "Tokens":
        """Those that open something: neither run out nor revoked, and their member is still here."""
        here = {"membership__person__isnull": False, "membership__left_at__isnull": True}
        return self.filter(revoked_at__isnull=True, expires_at__gt=at, **here)


class Token(models.Model):
    """A key of one member to one space. Only its hash is kept; the first letters are, so that one recognises it."""

    membership = models.ForeignKey("people.Membership", models.CASCADE, related_name="tokens")
    prefix = models.CharField(max_length=12, unique=True, editable=False)
    hash = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=60)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    """The minute in which it was last used; ``used`` counts how often in that minute."""
    used = models.PositiveIntegerField(default=0)
    revoked_at = models.DateTimeField(null=True)

    objects = Tokens.as_manager()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["membership", "-created_at"])]

    def __str__(self) -> str:
        return f"token {self.prefix}"

    def has_run_out(self, at: datetime) -> bool:
        return at >= self.expires_at

    def may(self, scope: str) -> bool:
        return scope in self.scopes


class Answered(models.Model):
    """What a token was answered to one ``Idempotency-Key``: said again if the same comes again; docs/rules/api.md."""

    token = models.ForeignKey(Token, models.CASCADE, related_name="answers")
    key = models.CharField(max_length=64)
    what = models.CharField(max_length=64)
    """Hash of method, address and body."""
    answer = SealedText(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["token", "key"], name="answered_once_per_key")
        ]
        indexes: ClassVar = [models.Index(fields=["at"])]
