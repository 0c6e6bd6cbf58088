"""The ledger: accounts, and transactions that are written once and never changed (docs/rules/ledger.md).

The database keeps the rules by itself; its triggers are in ``fund/guards.py``.
"""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fuerwort.people.models import Membership, Space, public_id


class Kind(models.TextChoices):
    """What an account is. All but the bank say what money is meant for; together they hold what the bank holds."""

    BANK = "bank", _("Bank account")
    RESERVE = "reserve", _("Reserve")
    CONTRIBUTIONS = "contributions", _("Contributions")
    PURPOSE = "purpose", _("Donor's purpose")
    BUDGET = "budget", _("Decided budget")
    INCOME = "income", _("Basic income")
    STUDY = "study", _("Study costs")
    TRANSIT = "transit", _("On its way")


ONCE = (Kind.BANK, Kind.CONTRIBUTIONS, Kind.RESERVE, Kind.INCOME, Kind.STUDY, Kind.TRANSIT)
"""Accounts that every fund has from its first day, one of each."""


class Why(models.TextChoices):
    """Why money moved: what flows are summed up by."""

    OPENING = "opening", _("Held when the ledger began")
    CONTRIBUTION = "contribution", _("Contribution")
    DONATION = "donation", _("Donation")
    GRANT = "grant", _("Grant")
    OTHER = "other", _("Other receipt")
    COST = "cost", _("Cost")
    INCOME = "income", _("Basic income")
    ARRIVED = "arrived", _("Payment confirmed by the bank")
    CAME_BACK = "came-back", _("Payment that came back")
    ALLOCATION = "allocation", _("Set aside")
    REVERSAL = "reversal", _("Reversal")


def kinds() -> list[tuple[str, Any]]:
    return Kind.choices


def whys() -> list[tuple[str, Any]]:
    return Why.choices


class Fund(models.Model):
    """The fund of a space. Whoever writes in its ledger locks this row, so that one goes after the other."""

    space = models.OneToOneField(Space, models.PROTECT, related_name="fund")
    public = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    holder = models.CharField(max_length=70)
    """The legal person whose account it is, as the bank writes it."""
    iban = models.CharField(max_length=34)
    bic = models.CharField(max_length=11, blank=True)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"fund {self.public}"


class Account(models.Model):
    """What it holds is written with each posting and never below zero."""

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="accounts")
    kind = models.CharField(max_length=13, choices=kinds)
    public = models.CharField(max_length=13, default=public_id, editable=False)
    """Of a kind there is once, its name; else chance letters."""
    title = models.CharField(max_length=120, blank=True)
    """The purpose in words: a donor's, or a decision's."""
    for_income = models.BooleanField(default=False)
    """A donor's purpose that is the basic income itself."""
    opened_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["fund", "public"], name="account_once"),
            models.UniqueConstraint(
                fields=["fund", "kind"], condition=Q(kind__in=ONCE), name="one_account_of_its_kind"
            ),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="account_kind_known"),
            models.CheckConstraint(
                condition=(Q(kind__in=ONCE) & Q(title="")) | (~Q(kind__in=ONCE) & ~Q(title="")),
                name="a_purpose_has_words",
            ),
            models.CheckConstraint(
                condition=Q(for_income=False) | Q(kind=Kind.PURPOSE), name="only_a_purpose_is_for_income"
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(Kind(self.kind).label)


class Transaction(models.Model):
    """One thing that happened to the money. It is written after its postings, and seals them.

    ``hash`` covers everything here, the postings, and the hash of the transaction before.
    """

    public = models.CharField(max_length=12, primary_key=True, default=public_id, editable=False)
    fund = models.ForeignKey(Fund, models.PROTECT, related_name="transactions")
    number = models.PositiveIntegerField()
    why = models.CharField(max_length=12, choices=whys)
    on = models.DateField()
    """The day it counts for; never in a closed period."""
    text = models.CharField(max_length=200)
    at = models.DateTimeField()
    by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    member = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="fund_transactions")
    """Whose contribution or income it is; seen by nobody but them, the treasurers and an auditor."""
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversed_by")
    line = models.ForeignKey("fund.Line", models.PROTECT, null=True, related_name="transactions")
    """What the bank says; nothing moves in the bank account without it."""
    document = models.ForeignKey("fund.Document", models.PROTECT, null=True, related_name="transactions")
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["fund", "number"], name="transactions_are_numbered"),
            models.CheckConstraint(condition=Q(why__in=Why.values), name="why_known"),
            models.CheckConstraint(
                condition=Q(why=Why.REVERSAL, reverses__isnull=False)
                | (~Q(why=Why.REVERSAL) & Q(reverses__isnull=True)),
                name="a_reversal_reverses",
            ),
        ]
        ordering: ClassVar = ["fund", "number"]

    def __str__(self) -> str:
        return f"transaction {self.number}"


class Posting(models.Model):
    """One account's part of a transaction; the cents of all parts sum to zero."""

    transaction = models.ForeignKey(Transaction, models.PROTECT, related_name="postings")
    account = models.ForeignKey(Account, models.PROTECT, related_name="postings")
    cents = models.BigIntegerField()
    """Debit positive, credit negative: more in the bank is positive, more for a purpose is negative."""
    step = models.PositiveIntegerField()
    """Counts the postings of this account."""
    held = models.BigIntegerField()
    """What the account holds after this."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["transaction", "account"], name="an_account_once_a_transaction"),
            models.UniqueConstraint(fields=["account", "step"], name="postings_are_counted"),
            models.CheckConstraint(condition=Q(held__gte=0), name="never_overdrawn"),
            models.CheckConstraint(condition=~Q(cents=0), name="something_moves"),
        ]


class Period(models.Model):
    """A closed period: nothing is posted any more for a day up to its last. Closing it is making this row."""

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="periods")
    public = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    first = models.DateField()
    last = models.DateField()
    number = models.PositiveIntegerField()
    """The last transaction when it was closed, and its hash."""
    hash = models.CharField(max_length=64)
    closed_at = models.DateTimeField()
    closed_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["fund", "last"], name="a_period_is_closed_once"),
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="a_period_begins_before_it_ends"),
        ]
        ordering: ClassVar = ["fund", "last"]
