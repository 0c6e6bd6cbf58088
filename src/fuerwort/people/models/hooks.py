"""Webhooks: addresses of other programs that hear of what happens in a space, and what was sent to them."""

from typing import Any, ClassVar

from django.db import models

from fuerwort.people.sealed import SealedText


class State(models.TextChoices):
    WAITS = "waits"
    DONE = "done"
    GIVEN_UP = "given-up"


def states() -> list[tuple[str, Any]]:
    return State.choices


class Hook(models.Model):
    """An address that hears of some kinds of events. It and its secret are sealed: either may open a door elsewhere."""

    public = models.CharField(max_length=12, unique=True, editable=False)
    space = models.ForeignKey("people.Space", models.CASCADE, related_name="hooks")
    url = SealedText()
    kinds = models.JSONField(default=list)
    secret = SealedText()
    secret_before = SealedText(blank=True)
    """It signs, too, for a day after the secret was renewed."""
    renewed_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    failures = models.PositiveIntegerField(default=0)
    """So many deliveries were given up since one arrived."""
    off_at = models.DateTimeField(null=True)
    off_by_itself = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["space", "off_at"])]

    def __str__(self) -> str:
        return f"hook {self.public}"


class Delivery(models.Model):
    """One event for one hook. It is kept for 30 days."""

    public = models.CharField(max_length=12, unique=True, editable=False)
    hook = models.ForeignKey(Hook, models.CASCADE, related_name="deliveries")
    event = models.CharField(max_length=24)
    """Name of the event, the same for every hook and every try."""
    verb = models.CharField(max_length=40)
    body = models.TextField()
    at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=states, default=State.WAITS)
    tries = models.PositiveIntegerField(default=0)
    begun = models.PositiveIntegerField(default=0)
    """How many tries lay behind it when it was last begun: "send again" begins anew."""
    tried_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField(null=True)
    status = models.PositiveIntegerField(default=0)
    """What the last try was answered; 0: nothing, and ``why`` says why."""
    why = models.CharField(max_length=12, blank=True)
    took = models.PositiveIntegerField(default=0)
    """Milliseconds of the last try."""

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["hook", "event"], name="event_once_per_hook"),
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="delivery_state_known"),
        ]
        indexes: ClassVar = [models.Index(fields=["hook", "-at"]), models.Index(fields=["at"])]

    def __str__(self) -> str:
        return f"delivery {self.public}"
