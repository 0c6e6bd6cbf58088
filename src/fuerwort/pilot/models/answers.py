"""What participants answer, apart from who they are.

A `Sheet` knows a code, never a person. Which code is whose stands in `Code`, sealed with a key that is not in the
database, and the answers are sealed too: whoever has the tables alone can read neither.
"""

import secrets
import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from fuerwort.people.models import Membership, public_id
from fuerwort.people.sealed import SealedText
from fuerwort.pilot.models.people import Participant
from fuerwort.pilot.models.pilots import Pilot


def new_code() -> str:
    return secrets.token_hex(8)


class Code(models.Model):
    """The key: under which code somebody answers, and that they agreed to. It goes with the person; the answers then
    lead to nobody. Agreeing to be asked is apart from taking part: whoever does not is drawn and paid all the same."""

    participant = models.OneToOneField(Participant, models.CASCADE, related_name="code")
    code = SealedText(default=new_code)
    version = models.PositiveSmallIntegerField(default=0)
    """Which version of the text was read; 0 where nobody agreed."""
    agreed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    """Since when they are asked no more."""
    paused_until = models.DateField(null=True)
    """No reminder before this day."""
    asked_on = models.DateField(null=True)
    """When they were last reminded, so that it happens twice a month at most."""

    @property
    def agreed(self) -> bool:
        return self.agreed_at is not None and self.ended_at is None

    def __str__(self) -> str:
        return f"code of participant {self.participant_id}"


class Sheet(models.Model):
    """The answers of one code in one wave. No order, no moment: only the day on which it was handed in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    pilot = models.ForeignKey(Pilot, models.PROTECT, related_name="sheets")
    code = models.CharField(max_length=16)
    wave = models.SmallIntegerField()
    """Month of the pilot: 1 is the first paid one, 0 and less are before the draw."""
    answers = SealedText()
    """JSON: item -> answer."""
    sent_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["pilot", "code", "wave"], name="one_sheet_a_wave")]

    def __str__(self) -> str:
        return f"sheet {self.pk}"


class Question(models.Model):
    """An item that a space brought itself, with its licence; asked quarterly beside the bundled ones."""

    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="questions")
    number = models.PositiveSmallIntegerField()
    item = models.JSONField()
    """As ``pilot.items.Item`` has it."""

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["pilot", "number"], name="own_questions_are_counted")]
        ordering: ClassVar = ["pilot", "number"]


def steps() -> list[tuple[str, Any]]:
    return [(one, one) for one in ("waits", "reads", "draws", "writes", "done", "failed")]


class Lock(models.Model):
    """All answers at one moment, closed: the text, its hash, and sealed beside it who received and who knew whom."""

    pilot = models.OneToOneField(Pilot, models.PROTECT, related_name="lock")
    at = models.DateTimeField()
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    data = SealedText()
    """``analysis.data.Locked.text``: no word of who received."""
    sha256 = models.CharField(max_length=64)
    beside = SealedText()
    """JSON: who received, by code; ties before the draw. Opened by the analysis alone."""

    def __str__(self) -> str:
        return f"lock {self.sha256[:12]}"


class Report(models.Model):
    """What the analysis found: figures for the space and for everybody, each without a cell that is too small."""

    pilot = models.OneToOneField(Pilot, models.PROTECT, related_name="report")
    public = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    step = models.CharField(max_length=6, choices=steps, default="waits")
    done_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=300, blank=True)
    inside = models.JSONField(default=dict)
    """Figures with no cell below five."""
    outside = models.JSONField(default=dict)
    """Figures with no cell below ten."""
    data_sha256 = models.CharField(max_length=64, blank=True)
    script_sha256 = models.CharField(max_length=64, blank=True)
    """Of the code that computed it."""
    invented = models.BooleanField(default=False)
    """Answers were made up, for a rehearsal."""

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(step="done", done_at__isnull=False) | ~Q(step="done"), name="a_report_is_done_at_a_moment"
            )
        ]

    def __str__(self) -> str:
        return f"report {self.public}"
