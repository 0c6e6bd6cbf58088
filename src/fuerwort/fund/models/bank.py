"""What the bank says: statements and their lines, and the papers that belong to a transaction."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from fuerwort.fund.models.ledger import Fund
from fuerwort.people.models import Membership, public_id
from fuerwort.people.sealed import SealedText


class Statement(models.Model):
    """A file of the bank that was taken in, whole."""

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="statements")
    public = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    file = models.CharField(max_length=120)
    form = models.CharField(max_length=8)
    """``camt.053`` or ``csv``."""
    digest = models.CharField(max_length=64)
    first = models.DateField(null=True)
    last = models.DateField(null=True)
    opening = models.BigIntegerField(null=True)
    closing = models.BigIntegerField(null=True)
    """What the bank says was there before and after; not every CSV says it."""
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["fund", "digest"], name="a_file_once")]

    def __str__(self) -> str:
        return f"statement {self.public}"


class Line(models.Model):
    """One movement of the bank account; it counts once a transaction says what it is."""

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="lines")
    statement = models.ForeignKey(Statement, models.PROTECT, related_name="lines")
    public = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    number = models.PositiveIntegerField()
    """Its place in the statement."""
    on = models.DateField()
    cents = models.BigIntegerField()
    likeness = models.CharField(max_length=64)
    """The same movement has the same one in every file that has it."""
    reference = models.CharField(max_length=12, blank=True)
    """The reference of ours that was found in its words."""
    words = SealedText()
    """Who paid, from where, and what they wrote: see ``fund.reading.Said``."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["fund", "likeness"], name="a_movement_once"),
            models.CheckConstraint(condition=~Q(cents=0), name="a_line_moves_something"),
        ]
        indexes: ClassVar = [models.Index(fields=["fund", "on"])]

    def __str__(self) -> str:
        return f"line {self.public}"


class Document(models.Model):
    """A receipt, a letter of a donor, a decision; kept as it was uploaded."""

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="documents")
    public = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    file = models.CharField(max_length=120)
    type = models.CharField(max_length=60)
    data = models.BinaryField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"document {self.public}"
