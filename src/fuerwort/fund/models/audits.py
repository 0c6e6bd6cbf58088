"""An audit: somebody named looks at the books for a while, at a sample that a recorded seed has drawn, and signs."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from fuerwort.fund.models.ledger import Fund, Transaction
from fuerwort.people.models import Membership, public_id


class Audit(models.Model):
    """Only the hash of the link's token is kept."""

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="audits")
    public = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    auditor = models.CharField(max_length=120)
    token_hash = models.CharField(max_length=64, unique=True)
    first = models.DateField()
    last = models.DateField()
    size = models.PositiveIntegerField()
    seed = models.CharField(max_length=64, blank=True)
    """What the auditor typed to draw the sample."""
    asked_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    drawn_at = models.DateTimeField(null=True)
    signed_at = models.DateTimeField(null=True)
    remarks = models.TextField(blank=True)
    in_order = models.BooleanField(null=True)
    """What the auditor says: the books are in order, or they are not."""
    number = models.PositiveIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)
    """The last transaction when it was signed, and its hash."""

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="an_audit_begins_before_it_ends"),
            models.CheckConstraint(
                condition=Q(signed_at__isnull=True, in_order__isnull=True)
                | Q(signed_at__isnull=False, in_order__isnull=False),
                name="signed_means_said",
            ),
        ]

    def __str__(self) -> str:
        return f"audit {self.public}"


class Sampled(models.Model):
    """One transaction of the sample, and what the auditor says about it."""

    audit = models.ForeignKey(Audit, models.PROTECT, related_name="sample")
    transaction = models.ForeignKey(Transaction, models.PROTECT, related_name="samples")
    place = models.PositiveIntegerField()
    fine = models.BooleanField(null=True)
    remark = models.TextField(blank=True)
    said_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["audit", "transaction"], name="sampled_once"),
            models.UniqueConstraint(fields=["audit", "place"], name="samples_are_in_order"),
        ]
        ordering: ClassVar = ["audit", "place"]
