"""What is put to a vote, how, and what is known of it: who has voted at once, what was said only after closing."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fuerwort.evenings.models.dates import Evening
from fuerwort.evenings.models.ideas import Idea
from fuerwort.people.models import Membership, Space, public_id
from fuerwort.people.sealed import SealedText

LONGEST_WORDS = 500
"""An objection, a concern."""


class Method(models.TextChoices):
    """How ballots are counted; docs/rules/deciding.md."""

    CONSENT = "consent", pgettext_lazy("deciding", "Consent")
    CONSENSING = "consensing", _("Systemic consensing")
    APPROVAL = "approval", _("Approval")
    SHARES = "shares", _("Sharing a budget")


class Electorate(models.TextChoices):
    PRESENT = "present", _("members who have checked in on this evening")
    MEMBERS = "members", _("all members")


class State(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("vote", "in preparation")
    OPEN = "open", pgettext_lazy("vote", "running")
    BETWEEN = "between", _("between two rounds")
    CLOSED = "closed", pgettext_lazy("vote", "closed")
    OFF = "off", pgettext_lazy("vote", "called off")


class Effect(models.TextChoices):
    """What a decision changes by itself."""

    NONE = "none", _("nothing by itself: somebody does it")
    TEXT = "text", _("a text on the public page")
    RULE = "rule", _("how an order comes about")
    ROLE = "role", _("who has a role")
    BUDGET = "budget", _("money from the fund")


def methods() -> list[tuple[str, Any]]:
    return Method.choices


def electorates() -> list[tuple[str, Any]]:
    return Electorate.choices


def states() -> list[tuple[str, Any]]:
    return State.choices


def effects() -> list[tuple[str, Any]]:
    return Effect.choices


class Vote(models.Model):
    """One thing to be decided. While it runs its ballots are sealed with ``key``; closing forgets the key for good."""

    public = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    space = models.ForeignKey(Space, models.CASCADE, related_name="votes")
    evening = models.ForeignKey(Evening, models.SET_NULL, null=True, related_name="votes")
    title = models.CharField(max_length=160)
    method = models.CharField(max_length=10, choices=methods)
    electorate = models.CharField(max_length=7, choices=electorates)
    quorum = models.PositiveSmallIntegerField(null=True)
    """So many ballots are needed, abstentions included."""
    budget = models.PositiveBigIntegerField(null=True)
    """Whole cents that are shared."""
    state = models.CharField(max_length=7, choices=states, default=State.DRAFT)
    round = models.PositiveSmallIntegerField(default=1)
    key = SealedText(blank=True)
    drafted_at = models.DateTimeField()
    opened_by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    opened_at = models.DateTimeField(null=True)
    closes_at = models.DateTimeField(null=True)
    """No ballot is taken from then on."""
    closed_at = models.DateTimeField(null=True)
    entitled = models.PositiveIntegerField(default=0)
    """How many might have voted, at the closing of the last round."""
    salt = models.CharField(max_length=16, blank=True)
    """What decides ties; known since the closing."""
    rounds = models.JSONField(default=list)
    """What each round of consent came to."""
    result = models.JSONField(null=True)
    """What the engine counted."""
    engine = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(method__in=Method.values), name="method_known"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="vote_state_known"),
            models.CheckConstraint(
                condition=~Q(electorate=Electorate.PRESENT) | Q(evening__isnull=False), name="who_is_present_is_there"
            ),
            models.CheckConstraint(
                condition=Q(state=State.CLOSED, closed_at__isnull=False)
                | (~Q(state=State.CLOSED) & Q(result__isnull=True)),
                name="a_result_comes_with_the_closing",
            ),
            models.CheckConstraint(
                condition=~Q(method=Method.SHARES) | Q(budget__isnull=False), name="what_is_shared_is_known"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["space", "state"])]

    def __str__(self) -> str:
        return f"vote {self.public}"

    @property
    def is_secret(self) -> bool:
        """Consent is not: whoever objects is named afterwards, so that somebody can talk with them."""
        return self.method != Method.CONSENT


class Proposal(models.Model):
    """What may become a decision. The passive one ("everything stays as it is") comes with consensing by itself."""

    public = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    vote = models.ForeignKey(Vote, models.CASCADE, related_name="proposals")
    title = models.CharField(max_length=160)
    text = models.TextField(max_length=4000, blank=True)
    idea = models.ForeignKey(Idea, models.SET_NULL, null=True, related_name="proposals")
    proposed_by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="proposals")
    passive = models.BooleanField(default=False)
    effect = models.CharField(max_length=6, choices=effects, default=Effect.NONE)
    facts = models.JSONField(default=dict)
    """What the effect needs: heading; parameters and date; member, role and whether given; cents and purpose."""
    owner = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    due = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["vote"], condition=Q(passive=True), name="one_passive_solution"),
            models.CheckConstraint(condition=Q(effect__in=Effect.values), name="effect_known"),
        ]
        ordering: ClassVar = ["passive", "public"]

    def __str__(self) -> str:
        return f"proposal {self.public}"

    @property
    def cost(self) -> int | None:
        """Whole cents."""
        cents = self.facts.get("cents")
        return int(cents) if cents is not None else None


class Ballot(models.Model):
    """A member's ballot while the vote runs: only cipher text, all of one length. Closing deletes the row."""

    vote = models.ForeignKey(Vote, models.CASCADE, related_name="ballots")
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    sealed = models.TextField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["vote", "membership"], name="one_ballot_each")]


class Voted(models.Model):
    """Who has voted, and nothing else: not when, and not what."""

    vote = models.ForeignKey(Vote, models.CASCADE, related_name="voted")
    round = models.PositiveSmallIntegerField()
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["vote", "round", "membership"], name="everybody_votes_once")
        ]


class Receipt(models.Model):
    """A ballot as it was published: beside a code that only whoever cast it knows, in the order of the codes."""

    vote = models.ForeignKey(Vote, models.CASCADE, related_name="receipts")
    round = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=12)
    said = models.JSONField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["vote", "round", "code"], name="a_receipt_is_somebodys")
        ]
        ordering: ClassVar = ["round", "code"]


class Objection(models.Model):
    """What somebody objected or was concerned about in a round of consent; read when the round is closed."""

    vote = models.ForeignKey(Vote, models.CASCADE, related_name="objections")
    round = models.PositiveSmallIntegerField()
    membership = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="objections")
    stands = models.BooleanField()
    """An objection stops the proposal; a concern is heard."""
    words = models.CharField(max_length=LONGEST_WORDS)

    class Meta:
        ordering: ClassVar = ["round", "-stands", "pk"]
