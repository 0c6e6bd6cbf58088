"""What was decided: who cares for it, until when, what it changes, and what became of it."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fuerwort.evenings.models.votes import Effect, Proposal, Vote, effects
from fuerwort.people.models import Membership, Space, public_id


class Fate(models.TextChoices):
    OPEN = "open", _("not yet done")
    DONE = "done", pgettext_lazy("decision", "done")
    DROPPED = "dropped", pgettext_lazy("decision", "dropped")


def fates() -> list[tuple[str, Any]]:
    return Fate.choices


class Decision(models.Model):
    """A proposal that was chosen."""

    public = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    space = models.ForeignKey(Space, models.CASCADE, related_name="decisions")
    vote = models.ForeignKey(Vote, models.CASCADE, related_name="decisions")
    proposal = models.OneToOneField(Proposal, models.CASCADE, related_name="decision")
    decided_at = models.DateTimeField()
    owner = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="decisions_owned")
    due = models.DateField(null=True)
    effect = models.CharField(max_length=6, choices=effects, default=Effect.NONE)
    facts = models.JSONField(default=dict)
    """As its proposal had them, and what came of carrying it out."""
    fate = models.CharField(max_length=7, choices=fates, default=Fate.OPEN)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    words = models.CharField(max_length=300, blank=True)
    """One sentence: what became of it."""

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(fate=Fate.OPEN, settled_at__isnull=True)
                | Q(fate__in=(Fate.DONE, Fate.DROPPED), settled_at__isnull=False),
                name="a_fate_has_its_moment",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["space", "fate"])]

    def __str__(self) -> str:
        return f"decision {self.public}"

    @property
    def title(self) -> str:
        return self.proposal.title


class Wording(models.Model):
    """What the space says of itself under a heading, since a decision. Never changed, only followed by another."""

    space = models.ForeignKey(Space, models.CASCADE, related_name="wordings")
    heading = models.CharField(max_length=120)
    text = models.TextField()
    since = models.DateTimeField()
    decision = models.OneToOneField(Decision, models.SET_NULL, null=True, related_name="wording")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["space", "heading", "-since"])]
