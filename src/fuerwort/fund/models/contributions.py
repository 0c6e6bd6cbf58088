"""Who gives how much a month, known before the month begins; and the rounds in which that is agreed on."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fuerwort.fund.models.ledger import Fund
from fuerwort.people.models import Membership, public_id
from fuerwort.people.sealed import SealedText


class How(models.TextChoices):
    """How an amount was found."""

    SELF = "self", _("said by the member")
    FLAT = "flat", _("the same for all, decided")
    ROUND = "round", _("offered in a round of bids")


class RoundState(models.TextChoices):
    OPEN = "open", _("open")
    COVERED = "covered", _("covered")
    ENDED = "ended", _("ended without covering")


def hows() -> list[tuple[str, Any]]:
    return How.choices


def round_states() -> list[tuple[str, Any]]:
    return RoundState.choices


class Payer(models.Model):
    """A member as the bank may name them: by a reference of ours."""

    membership = models.OneToOneField(Membership, models.PROTECT, related_name="payer")
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="payers")
    reference = models.CharField(max_length=8)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["fund", "reference"], name="a_reference_means_one_member"),
        ]

    def __str__(self) -> str:
        return f"payer {self.reference}"


class Contribution(models.Model):
    """What a member gives each month, from a month on; seen by them, the treasurers and an auditor."""

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="contributions")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="contributions")
    cents = models.PositiveIntegerField()
    """A month; zero is an answer too."""
    since = models.DateField()
    until = models.DateField(null=True)
    """First days of months: the first one it holds for, and the first one it does not any more."""
    how = models.CharField(max_length=5, choices=hows)
    said_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["membership"], condition=Q(until__isnull=True), name="one_contribution_at_a_time"
            ),
            models.CheckConstraint(condition=Q(since__day=1), name="a_contribution_begins_with_a_month"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gt=F("since")), name="it_holds_for_a_month"
            ),
            models.CheckConstraint(condition=Q(how__in=How.values), name="how_known"),
        ]

    def __str__(self) -> str:
        return f"contribution of {self.membership_id}"


class Round(models.Model):
    """A round of bids: everybody says secretly what they can give, until the sum covers what is needed."""

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="rounds")
    public = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    needed = models.PositiveIntegerField()
    """Cents a month."""
    since = models.DateField()
    """The month that the agreed amounts begin with."""
    about = models.CharField(max_length=200)
    state = models.CharField(max_length=7, choices=round_states, default=RoundState.OPEN)
    turn = models.PositiveIntegerField(default=1)
    sums = models.JSONField(default=list)
    """Of each turn that is over: how many bids, and their sum. All that stays of them."""
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["fund"], condition=Q(state=RoundState.OPEN), name="one_round_at_a_time"),
            models.CheckConstraint(condition=Q(needed__gt=0), name="a_round_needs_something"),
            models.CheckConstraint(condition=Q(state__in=RoundState.values), name="round_state_known"),
        ]

    def __str__(self) -> str:
        return f"round {self.public}"


class Bid(models.Model):
    """What one member can give a month: sealed, shown to nobody but them, deleted when the round ends."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="bids")
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="bids")
    cents = SealedText()
    turn = models.PositiveIntegerField()
    """When it was said last."""
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["round", "membership"], name="one_bid_each")]
