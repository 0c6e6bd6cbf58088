"""Answers of the lab that were asked for and are kept, so that nothing is computed twice. Nothing of any person."""

from typing import ClassVar

from django.db import models


class Play(models.Model):
    """One question to the lab, known by the SHA-256 of what was asked, and its answer once a worker has played it."""

    key = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=8)
    asked = models.JSONField()
    step = models.CharField(max_length=8, default="waits")
    """waits, plays, done, failed."""
    share = models.FloatField(default=0)
    """How far it is, 0 to 1."""
    found = models.JSONField(null=True)
    asked_at = models.DateTimeField()
    read_on = models.DateField()
    """The last day somebody read it; those nobody reads for long are forgotten."""

    class Meta:
        indexes: ClassVar = [models.Index(fields=["step", "asked_at"]), models.Index(fields=["read_on"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.key[:12]}"

    @property
    def works(self) -> bool:
        """Whether a worker has it in hand, or will."""
        return self.step in ("waits", "plays")
