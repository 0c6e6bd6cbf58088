"""The basic income: what is planned and promised, who it is for and what they wish, and what the law made us ask.

Who receives is private: nothing here is read but through ``fund.queries.income``.
"""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fuerwort.fund.models.ledger import Fund
from fuerwort.people.models import Membership, public_id
from fuerwort.people.sealed import SealedText


class Who(models.TextChoices):
    """For whom a plan is."""

    MEMBERS = "members", _("everybody who is a member on the day it is decided")
    COHORT = "cohort", _("a cohort that was drawn")


class State(models.TextChoices):
    """How far a plan is."""

    PROPOSED = "proposed", _("proposed")
    DECIDED = "decided", _("decided")
    RUNNING = "running", _("running")
    ENDED = "ended", _("ended")
    DROPPED = "dropped", _("dropped")


class Point(models.TextChoices):
    """What a treasurer confirms before anything is paid (docs/rules/income-gate.md)."""

    FORM = "form", _("The body and its legal form")
    GIFT = "gift", _("Gift tax")
    TAX = "tax", _("Income tax")
    BENEFITS = "benefits", _("Benefits and insurance of the recipients")
    INSURANCE = "insurance", _("No promise like an insurance")
    TICKETS = "tickets", _("No paid tickets")


class Body(models.TextChoices):
    """Whose money it is."""

    ASSOCIATION = "association", _("association without tax privilege")
    PRIVILEGED = "privileged", _("association, foundation or company with tax privilege (gemeinnützig)")
    COOPERATIVE = "cooperative", _("cooperative (eG)")
    COMPANY = "company", _("company")
    FOUNDATION = "foundation", _("foundation without tax privilege")
    OTHER = "other", _("another body")


def whom() -> list[tuple[str, Any]]:
    return Who.choices


def states() -> list[tuple[str, Any]]:
    return State.choices


def points() -> list[tuple[str, Any]]:
    return Point.choices


def bodies() -> list[tuple[str, Any]]:
    return Body.choices


class Plan(models.Model):
    """A basic income: so many cents a month from a first month on. Of its months, ``guaranteed`` are promised."""

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="plans")
    public = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    state = models.CharField(max_length=8, choices=states, default=State.PROPOSED)
    who = models.CharField(max_length=7, choices=whom, default=Who.MEMBERS)
    amount = models.PositiveBigIntegerField()
    """Cents a month for each."""
    first = models.DateField()
    """The first of its first month."""
    months = models.PositiveSmallIntegerField()
    guaranteed = models.PositiveSmallIntegerField(default=0)
    """Of these months the money is set aside; this number only grows."""
    rule = models.TextField()
    """The engine's rule when it was proposed, as JSON."""
    words = models.TextField(blank=True)
    """The decision it rests on."""
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="a_plan_gives_something"),
            models.CheckConstraint(condition=Q(months__gte=1, months__lte=120), name="a_plan_lasts_up_to_ten_years"),
            models.CheckConstraint(condition=Q(guaranteed__lte=F("months")), name="no_more_is_promised_than_planned"),
            models.CheckConstraint(condition=Q(first__day=1), name="a_plan_begins_with_a_month"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="plan_state_known"),
        ]

    def __str__(self) -> str:
        return f"plan {self.public}"


class Payee(models.Model):
    """Somebody a plan is for, known to the computation by ``token`` only, and what they wish.

    Without a membership: somebody who was erased; nothing is due to them.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="payees")
    public = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    token = models.CharField(max_length=64)
    membership = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="incomes")
    used = models.PositiveSmallIntegerField(default=0)
    """Months that are over for them, whatever they took."""
    takes = models.BooleanField(default=True)
    most = models.PositiveBigIntegerField(null=True)
    since = models.DateField(null=True)
    wished_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    """When they had read the sheet and said yes; until then their months wait."""
    sheet = models.PositiveSmallIntegerField(default=0)
    """Which version of the sheet."""
    holder = SealedText(blank=True)
    iban = SealedText(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "token"], name="a_token_once"),
            models.UniqueConstraint(fields=["plan", "membership"], name="a_payee_once"),
        ]
        ordering: ClassVar = ["plan", "token"]

    def __str__(self) -> str:
        return f"payee {self.public}"


class Confirmation(models.Model):
    """A treasurer has confirmed one point for a plan as it stood: ``about`` is what it said."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="confirmations")
    point = models.CharField(max_length=9, choices=points)
    about = models.CharField(max_length=64)
    body = models.CharField(max_length=11, choices=bodies, blank=True)
    adviser = models.CharField(max_length=200, blank=True)
    document = models.ForeignKey("fund.Document", models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(point__in=Point.values), name="point_known"),
            models.CheckConstraint(
                condition=~Q(adviser="") | Q(document__isnull=False), name="somebody_advised_on_a_point"
            ),
        ]
        ordering: ClassVar = ["at"]


class Look(models.Model):
    """Somebody with a money role looked at the end of an IBAN, and why; told to whom it belongs."""

    payee = models.ForeignKey(Payee, models.CASCADE, related_name="looks")
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    why = SealedText()
