"""A draw: the roster that was fixed, the randomness named for it, and what followed (docs/rules/draw.md)."""

from datetime import timedelta
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fuerwort.people.models import Membership, public_id
from fuerwort.pilot.models.pilots import Pilot

DAY = timedelta(hours=24)
"""So long a commitment is public before the randomness may be known."""


class Kind(models.TextChoices):
    """Whose randomness decides."""

    DRAND = "drand", _("drand, a public beacon on the internet")
    NUMBERS = "numbers", _("numbers of an official lottery")
    SECRETS = "secrets", _("secrets of at least three members")


def kinds() -> list[tuple[str, Any]]:
    return Kind.choices


class Draw(models.Model):
    """Of a pilot one draw counts; one whose secrets never came is void and stays to be read."""

    pilot = models.ForeignKey(Pilot, models.PROTECT, related_name="draws")
    public = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    kind = models.CharField(max_length=7, choices=kinds)
    named = models.CharField(max_length=120, blank=True)
    """In words, where the randomness comes from."""
    check_at = models.URLField(blank=True)
    """Where anybody can read it."""
    roster = models.TextField()
    """The canonical bytes of the rule page."""
    commitment = models.CharField(max_length=64)
    """SHA-256 of the roster."""
    committed_at = models.DateTimeField()
    """Since when it is public."""
    committed_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    due = models.DateTimeField()
    """When the randomness is known; at least a day later."""
    revealed = models.TextField(blank=True)
    """The randomness, as published."""
    seed = models.CharField(max_length=64, blank=True)
    drawn_at = models.DateTimeField(null=True)
    drawn_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    void_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="draw_kind_known"),
            models.CheckConstraint(
                condition=Q(drawn_at__isnull=True, revealed="", seed="")
                | (Q(drawn_at__isnull=False, void_at__isnull=True) & ~Q(revealed="") & ~Q(seed="")),
                name="a_draw_has_its_randomness",
            ),
            models.UniqueConstraint(fields=["pilot"], condition=Q(void_at__isnull=True), name="one_draw_counts"),
        ]
        ordering: ClassVar = ["pilot", "committed_at"]

    def __str__(self) -> str:
        return f"draw {self.public}"


class Secret(models.Model):
    """One member's share in a draw by secrets: its hash first, itself when the draw is due. Until then it is theirs.

    Without a draw: promised for the next one.
    """

    pilot = models.ForeignKey(Pilot, models.PROTECT, related_name="secrets")
    draw = models.ForeignKey(Draw, models.PROTECT, null=True, related_name="secrets")
    membership = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    hash = models.CharField(max_length=64)
    promised_at = models.DateTimeField()
    revealed = models.CharField(max_length=64, blank=True)
    revealed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["pilot", "hash"], name="a_secret_is_somebodys"),
            models.UniqueConstraint(
                fields=["pilot", "membership"], condition=Q(draw__isnull=True), name="one_secret_each"
            ),
            models.UniqueConstraint(fields=["draw", "membership"], name="one_secret_each_and_draw"),
        ]
        ordering: ClassVar = ["hash"]

    def __str__(self) -> str:
        return f"secret {self.hash[:12]}"
