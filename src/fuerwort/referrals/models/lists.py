"""Whom the engine suggested and why, who was asked and said what, and what the others read."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fuerwort.people.models import Membership, public_id
from fuerwort.referrals.models.books import SpaceRule
from fuerwort.referrals.models.needs import Request


class Answer(models.TextChoices):
    OPEN = "open", _("not answered yet")
    YES = "yes", _("yes")
    NO = "no", _("no")
    FULL = "full", _("fully booked")
    SILENT = "silent", _("no answer in time")
    HANDED = "handed", _("handed over to a colleague")
    PASSED = "passed", _("passed on by a member")


def answers() -> list[tuple[str, Any]]:
    return Answer.choices


class Suggestion(models.Model):
    """What the engine was told in one round, and what it decided; members are named by public id."""

    request = models.ForeignKey(Request, models.CASCADE, related_name="suggestions")
    round = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    rule = models.ForeignKey(SpaceRule, models.PROTECT, related_name="suggestions")
    engine = models.CharField(max_length=20)
    salt = models.CharField(max_length=32)
    seen_from = models.JSONField()
    weighed = models.JSONField()
    """For each candidate: skills, text, proof, fit, standing, merit, whether a newcomer, and why them."""
    new = models.JSONField()
    """Who was in this book for the first time."""
    gates = models.JSONField()
    """For each member who offers the field and was not weighed: the gate that was closed."""
    decision = models.JSONField()
    """As it was first decided; what became of it is in the journal."""

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["request", "round"], name="one_suggestion_a_round")]


class Placing(models.Model):
    """One member's place on a shortlist, and what they said to it."""

    public = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    request = models.ForeignKey(Request, models.CASCADE, related_name="placings")
    round = models.PositiveSmallIntegerField()
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="placings")
    place = models.PositiveSmallIntegerField(null=True)
    """1 is first; none once the member said no."""
    reasons = models.JSONField()
    asked_at = models.DateTimeField(null=True)
    deadline = models.DateTimeField(null=True)
    answer = models.CharField(max_length=6, choices=answers, default=Answer.OPEN)
    answered_at = models.DateTimeField(null=True)
    no_at = models.DateTimeField(null=True)
    """When they said no, as long as they may think again: nobody is asked instead yet, and no book has moved."""
    no_full = models.BooleanField(default=False)
    handed_by = models.ForeignKey("self", models.SET_NULL, null=True, related_name="handed_to")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["request", "membership"], name="one_place_each"),
            models.CheckConstraint(condition=Q(answer__in=Answer.values), name="placing_answer_known"),
            models.CheckConstraint(
                condition=Q(answer=Answer.OPEN, answered_at__isnull=True)
                | (~Q(answer=Answer.OPEN) & Q(answered_at__isnull=False)),
                name="a_placing_is_answered_at_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(answer__in=[Answer.NO, Answer.FULL, Answer.HANDED]) | Q(place__isnull=True),
                name="a_no_leaves_no_place",
            ),
            models.CheckConstraint(
                condition=Q(no_at__isnull=True) | Q(answer=Answer.OPEN), name="a_no_is_thought_over_before_it_is_one"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["membership", "answer"]),
            models.Index(fields=["answer", "deadline"]),
        ]

    def __str__(self) -> str:
        return f"placing {self.public}"


class Explanation(models.Model):
    """What somebody reads who was weighed and not named."""

    request = models.ForeignKey(Request, models.CASCADE, related_name="explanations")
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="explanations")
    good_enough = models.BooleanField()
    reasons = models.JSONField()
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["request", "membership"], name="one_explanation_each")]


class Change(models.Model):
    """An order made by hand: by the owner with a reason, or by a member who handed their place over."""

    request = models.ForeignKey(Request, models.CASCADE, related_name="changes")
    by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="order_changes")
    at = models.DateTimeField()
    handed = models.BooleanField(default=False)
    why = models.CharField(max_length=500, blank=True)
    before = models.JSONField()
    after = models.JSONField()


class Introduction(models.Model):
    """The client released the contact for one named member."""

    placing = models.OneToOneField(Placing, models.CASCADE, related_name="introduction")
    at = models.DateTimeField()
