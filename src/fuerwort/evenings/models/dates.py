"""When evenings are: the rule they follow, each evening, its agenda, and who may read the calendar."""

from datetime import date, datetime, time
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fuerwort.people.models import Membership, Space, public_id

SECOND_WEDNESDAY = "FREQ=MONTHLY;BYDAY=2WE"


class Phase(models.TextChoices):
    """Where an evening is. It goes on by a tap of whoever moderates, and back if need be."""

    PLANNED = "planned", pgettext_lazy("evening", "planned")
    ARRIVING = "arriving", _("arriving")
    WRITING = "writing", _("silent writing")
    CARDS = "cards", _("cards on the table")
    DECIDING = "deciding", _("deciding")
    CLOSING = "closing", _("closing round")
    OVER = "over", pgettext_lazy("evening", "over")


RUNNING = (Phase.ARRIVING, Phase.WRITING, Phase.CARDS, Phase.DECIDING, Phase.CLOSING)


def phases() -> list[tuple[str, Any]]:
    return Phase.choices


def house_zone() -> str:
    return str(settings.TIME_ZONE)


class Series(models.Model):
    """A rule of RFC 5545 by which evenings come back. Another rule is another series; the old one ends before it."""

    public = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    space = models.ForeignKey(Space, models.CASCADE, related_name="series")
    name = models.CharField(max_length=80)
    rule = models.CharField(max_length=120, default=SECOND_WEDNESDAY)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    """The last day on which the rule holds."""
    time = models.TimeField(default=time(19, 0))
    minutes = models.PositiveSmallIntegerField(default=150)
    zone = models.CharField(max_length=40, default=house_zone)
    place = models.CharField(max_length=120, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space"], condition=Q(ends_on__isnull=True), name="one_rule_at_a_time"),
            models.CheckConstraint(condition=Q(minutes__gte=15) & Q(minutes__lte=1440), name="series_has_a_length"),
        ]

    def __str__(self) -> str:
        return f"series {self.public}"


class Evenings(models.QuerySet["Evening"]):
    def told(self) -> "Evenings":
        """Those that anybody has heard of; a date that was skipped in silence is none."""
        return self.filter(told_at__isnull=False)

    def standing(self) -> "Evenings":
        """Those that take place or took place."""
        return self.filter(cancelled_at__isnull=True)


class Evening(models.Model):
    """One evening. ``day`` is the date its series gave it, however often it was moved; an extra one has no series."""

    public = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    space = models.ForeignKey(Space, models.CASCADE, related_name="evenings")
    series = models.ForeignKey(Series, models.CASCADE, null=True, related_name="evenings")
    day = models.DateField(null=True)
    name = models.CharField(max_length=80)
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    zone = models.CharField(max_length=40, default=house_zone)
    place = models.CharField(max_length=120, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    """How often its date, place or name changed since anybody heard of it (SEQUENCE in RFC 5545)."""
    told_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True)
    phase = models.CharField(max_length=8, choices=phases, default=Phase.PLANNED)
    phase_at = models.DateTimeField(null=True)
    timer_at = models.DateTimeField(null=True)
    """When the timer on the wall runs out."""
    door = models.CharField(max_length=12, blank=True)
    """What the QR code on the wall says; it opens only while the evening runs."""
    version = models.PositiveIntegerField(default=0)
    """Rises with each change that the wall or the phones show, but not with each idea and each check-in."""
    followed_up_at = models.DateTimeField(null=True)
    """When what had to happen afterwards was done: guests forgotten, experiences suggested."""

    objects = Evenings.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["series", "day"], name="one_evening_a_date"),
            models.UniqueConstraint(fields=["door"], condition=~Q(door=""), name="one_evening_behind_a_door"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("begins_at")), name="an_evening_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(phase__in=Phase.values), name="phase_known"),
        ]
        indexes: ClassVar = [models.Index(fields=["space", "begins_at"])]

    def __str__(self) -> str:
        return f"evening {self.public}"

    @property
    def is_running(self) -> bool:
        return self.phase in RUNNING and self.cancelled_at is None

    @property
    def begins(self) -> datetime:
        """By the clock on the wall of the place."""
        return self.begins_at.astimezone(ZoneInfo(self.zone))

    @property
    def ends(self) -> datetime:
        return self.ends_at.astimezone(ZoneInfo(self.zone))

    @property
    def on(self) -> date:
        return self.begins.date()


class AgendaItem(models.Model):
    """What happens when on an evening."""

    evening = models.ForeignKey(Evening, models.CASCADE, related_name="agenda")
    position = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)

    class Meta:
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["evening", "position"], name="one_item_at_a_time"),
            models.CheckConstraint(condition=Q(minutes__gte=1) & Q(minutes__lte=480), name="an_item_takes_time"),
        ]


class CalendarKey(models.Model):
    """The secret in the address of a member's own calendar; only its hash is kept."""

    membership = models.OneToOneField(Membership, models.CASCADE, related_name="calendar_key")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
