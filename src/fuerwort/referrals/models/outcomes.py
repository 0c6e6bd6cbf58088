"""What became of it: one answer each, thanks without amounts, and objections that are answered."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fuerwort.people.models import Membership, public_id
from fuerwort.people.sealed import SealedText
from fuerwort.referrals.models.lists import Placing
from fuerwort.referrals.models.needs import Request


class Said(models.TextChoices):
    WORK = "work", _("it became work")
    NOTHING = "nothing", _("nothing came of it")
    OPEN = "open", _("it is still open")


def said() -> list[tuple[str, Any]]:
    return Said.choices


class Good(models.TextChoices):
    """Whether it was good work, as the client says."""

    YES = "yes", _("yes")
    PARTLY = "partly", _("partly")
    NO = "no", _("no")

    @property
    def worth(self) -> float:
        """As a part of 1."""
        return {"yes": 1.0, "partly": 0.5, "no": 0.0}[self.value]


class Outcome(models.Model):
    """What one side says came of it. Without a placing it is whoever asked who speaks; ``with_`` then names whom."""

    request = models.ForeignKey(Request, models.CASCADE, related_name="outcomes")
    placing = models.OneToOneField(Placing, models.CASCADE, null=True, related_name="outcome")
    with_placing = models.ForeignKey(Placing, models.SET_NULL, null=True, related_name="+")
    said = models.CharField(max_length=7, choices=said)
    at = models.DateTimeField()
    good = SealedText(blank=True)
    """Whether a client found the work good (`Good`): sealed, for their own page and for whoever counts it in groups."""

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(said__in=Said.values), name="outcome_known"),
            models.UniqueConstraint(
                fields=["request"], condition=Q(placing__isnull=True), name="whoever_asked_answers_once"
            ),
        ]


class Thanks(models.Model):
    """From somebody who got work to somebody who passed it on; words only."""

    request = models.ForeignKey(Request, models.CASCADE, related_name="thanks")
    by = models.ForeignKey(Membership, models.CASCADE, related_name="thanks_given")
    to = models.ForeignKey(Membership, models.CASCADE, related_name="thanks_received")
    text = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["request", "by", "to"], name="thanks_once"),
            models.CheckConstraint(condition=~Q(by=F("to")), name="nobody_thanks_themselves"),
        ]


class Contest(models.Model):
    """Somebody doubts an order; a host who is not concerned answers, and both are kept."""

    public = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    request = models.ForeignKey(Request, models.CASCADE, related_name="contests")
    by = models.ForeignKey(Membership, models.CASCADE, related_name="contests")
    text = models.CharField(max_length=1000)
    at = models.DateTimeField()
    answered_by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    answer = models.CharField(max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["request", "by"], condition=Q(answered_at__isnull=True), name="one_open_contest_each"
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer="") | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="a_contest_is_answered_in_words",
            ),
        ]
