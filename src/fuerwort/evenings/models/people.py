"""Who comes, who is there, and who cares for what."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fuerwort.evenings.models.dates import Evening
from fuerwort.people.models import Membership, public_id
from fuerwort.people.sealed import SealedText


class Says(models.TextChoices):
    OPEN = "open", _("has not said yet")
    YES = "yes", pgettext_lazy("evening", "comes")
    NO = "no", pgettext_lazy("evening", "does not come")


class Task(models.TextChoices):
    """What somebody has to care for on every evening."""

    OPENS = "opens", _("opens the door")
    MODERATES = "moderates", _("leads through the evening")
    COOKS = "cooks", _("cooks")
    WRITES = "writes", _("writes the minutes")


def says() -> list[tuple[str, Any]]:
    return Says.choices


def tasks() -> list[tuple[str, Any]]:
    return Task.choices


class Reply(models.Model):
    """Whether a member comes. Everybody is invited; who has said nothing has no row."""

    evening = models.ForeignKey(Evening, models.CASCADE, related_name="replies")
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="evening_replies")
    says = models.CharField(max_length=4, choices=says, default=Says.OPEN)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["evening", "membership"], name="one_reply_each"),
            models.CheckConstraint(condition=Q(says__in=Says.values), name="says_known"),
        ]


class Guest(models.Model):
    """Somebody from outside, for this one evening; sealed, and forgotten when it is over."""

    public = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    evening = models.ForeignKey(Evening, models.CASCADE, related_name="guests")
    name = SealedText()
    email = SealedText(blank=True)
    """Left by the guests themselves, to hear of a change."""
    language = models.CharField(max_length=2, default="de")
    invited_by = models.ForeignKey(Membership, models.CASCADE, null=True, related_name="evening_guests")
    """Nobody, when they came through the door by themselves."""
    says = models.CharField(max_length=4, choices=says, default=Says.OPEN)
    at = models.DateTimeField()


class CheckIn(models.Model):
    """Somebody who is there: a member, or a guest whose name is forgotten afterwards."""

    public = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    evening = models.ForeignKey(Evening, models.CASCADE, related_name="check_ins")
    membership = models.ForeignKey(Membership, models.CASCADE, null=True, related_name="check_ins")
    guest = models.ForeignKey(Guest, models.SET_NULL, null=True, related_name="check_ins")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["evening", "membership"], name="one_check_in_each"),
            models.UniqueConstraint(fields=["evening", "guest"], name="one_check_in_a_guest"),
            models.CheckConstraint(
                condition=Q(membership__isnull=True) | Q(guest__isnull=True), name="member_or_guest"
            ),
        ]

    @property
    def name(self) -> str:
        """As the others call them; a guest of a past evening has none."""
        named = self.membership or self.guest
        return str(named.name) if named else ""


class Willing(models.Model):
    """A member who takes a turn in one of the tasks."""

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="willing")
    task = models.CharField(max_length=9, choices=tasks)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["membership", "task"], name="willing_once"),
            models.CheckConstraint(condition=Q(task__in=Task.values), name="willing_task_known"),
        ]


class Duty(models.Model):
    """Who cares for a task on one evening; whoever cannot offers it, and somebody takes it."""

    public = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    evening = models.ForeignKey(Evening, models.CASCADE, related_name="duties")
    task = models.CharField(max_length=9, choices=tasks)
    membership = models.ForeignKey(Membership, models.CASCADE, null=True, related_name="duties")
    offered_at = models.DateTimeField(null=True)
    """Since when whoever has it looks for somebody else."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["evening", "task"], name="one_duty_a_task"),
            models.CheckConstraint(condition=Q(task__in=Task.values), name="duty_task_known"),
        ]
