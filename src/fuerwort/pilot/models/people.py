"""Who takes part. Who receives is private: nothing here is read but through ``pilot.queries``."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fuerwort.people.models import Membership, public_id
from fuerwort.people.sealed import SealedText
from fuerwort.pilot.models.pilots import Pilot


class Arm(models.TextChoices):
    """What the draw said."""

    DRAWN = "drawn", _("receives the basic income")
    COMPARED = "compared", _("is compared")


def arms() -> list[tuple[str, Any]]:
    return Arm.choices


class Participant(models.Model):
    """A member in a pilot. The token is SHA-256 of ``public|nonce``, both random: nothing of the person is in it.

    Whoever leaves before the roster is fixed is not in it (the row goes); afterwards ``withdrawn_at`` ends all
    questions and nothing else: what somebody was drawn for is paid. Without a membership: somebody who was erased.
    """

    pilot = models.ForeignKey(Pilot, models.PROTECT, related_name="participants")
    public = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    membership = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="pilots")
    token = models.CharField(max_length=64, unique=True)
    nonce = SealedText(blank=True)
    facts = SealedText(blank=True)
    """What strata are cut by, as JSON: site, field, buffer; forgotten when the roster is fixed."""
    stratum = models.CharField(max_length=40, blank=True)
    """Label in the roster; says nothing."""
    arm = models.CharField(max_length=8, choices=arms, blank=True)
    joined_at = models.DateTimeField()
    consent = models.PositiveSmallIntegerField(default=0)
    """Which version of the consent was read."""
    consent_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["pilot", "membership"], name="in_a_pilot_once"),
            models.CheckConstraint(condition=Q(arm__in=["", *Arm.values]), name="arm_known"),
            models.CheckConstraint(condition=Q(arm="") | ~Q(stratum=""), name="only_a_roster_is_drawn"),
        ]
        ordering: ClassVar = ["pilot", "token"]

    def __str__(self) -> str:
        return f"participant {self.public}"
