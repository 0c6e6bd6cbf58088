"""Income runs: a month that is paid out, by two people, once; and each payment in it."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fuerwort.fund.models.income import Payee, Plan
from fuerwort.fund.models.ledger import Transaction
from fuerwort.people.models import Membership, public_id
from fuerwort.people.sealed import SealedText


class Paid(models.TextChoices):
    """What became of a payment."""

    KEPT = "kept", _("not taken")
    SENT = "sent", _("on its way")
    ARRIVED = "arrived", _("confirmed by the bank")
    RETURNED = "returned", _("came back")


def paid() -> list[tuple[str, Any]]:
    return Paid.choices


class Run(models.Model):
    """One month of a plan, paid out; or, with ``again``, payments of earlier months that came back.

    Proposed by one, released by another. Until it is released nothing is fixed: wishes may still change.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="runs")
    public = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    month = models.DateField()
    again = models.BooleanField(default=False)
    on = models.DateField()
    """The day on which the bank shall pay."""
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    released_at = models.DateTimeField(null=True)
    released_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    total = models.PositiveBigIntegerField(default=0)
    transaction = models.OneToOneField(Transaction, models.PROTECT, null=True, related_name="run")
    """How the ledger has it; none if nobody took anything."""
    file_at = models.DateTimeField(null=True)
    """When the file for the bank was first made."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["plan", "month"], condition=Q(withdrawn_at__isnull=True, again=False), name="a_month_once"
            ),
            models.UniqueConstraint(
                fields=["plan"],
                condition=Q(withdrawn_at__isnull=True, released_at__isnull=True),
                name="one_open_run_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(released_by__isnull=True) | ~Q(released_by=F("proposed_by")), name="two_people_pay"
            ),
            models.CheckConstraint(
                condition=Q(released_at__isnull=True, released_by__isnull=True)
                | Q(released_at__isnull=False, released_by__isnull=False, withdrawn_at__isnull=True),
                name="released_by_somebody",
            ),
        ]
        ordering: ClassVar = ["plan", "month", "pk"]

    def __str__(self) -> str:
        return f"run {self.public}"


class Payment(models.Model):
    """What one payee got in one run; to which account is fixed when it is released, and sealed."""

    run = models.ForeignKey(Run, models.PROTECT, related_name="payments")
    public = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    payee = models.ForeignKey(Payee, models.PROTECT, related_name="payments")
    cents = models.PositiveBigIntegerField()
    state = models.CharField(max_length=8, choices=paid)
    holder = SealedText(blank=True)
    iban = SealedText(blank=True)
    repeats = models.OneToOneField("self", models.PROTECT, null=True, related_name="repeated")
    """The payment that came back and is sent once more."""
    arrived = models.ForeignKey(Transaction, models.PROTECT, null=True, related_name="arrivals")
    came_back = models.OneToOneField(Transaction, models.PROTECT, null=True, related_name="came_back")
    cause = models.CharField(max_length=35, blank=True)
    """Why it came back, as the bank codes it."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["run", "payee"], name="paid_once_a_run"),
            models.CheckConstraint(
                condition=Q(state=Paid.KEPT, cents=0) | (~Q(state=Paid.KEPT) & Q(cents__gt=0)), name="kept_is_nothing"
            ),
            models.CheckConstraint(condition=Q(state__in=Paid.values), name="payment_state_known"),
        ]
        ordering: ClassVar = ["run", "payee"]

    def __str__(self) -> str:
        return f"payment {self.public}"

    @property
    def reference(self) -> str:
        """What stands in the file, and comes back in the bank's statement."""
        return f"FW-{self.public}"
