"""What members have done together, who confirmed it, what hosts must settle, and a good word for a colleague."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fuerwort.people.models import Field, Membership, Person, Space, public_id


class Kind(models.TextChoices):
    COOPERATION = "cooperation", _("cooperation")
    LEARNING = "learning", _("learning")
    CARE = "care", _("care")


class Answer(models.TextChoices):
    OPEN = "open", _("not answered yet")
    CONFIRMED = "confirmed", _("confirmed")
    DENIED = "denied", _("denied")


class Review(models.TextChoices):
    """What a host says to a confirmation by an account that another who confirmed invited not long ago."""

    NONE = "", _("no host needs to look at it")
    WAITS = "waits", _("waits for a host")
    RELEASED = "released", _("released by a host")
    REFUSED = "refused", _("not counted by the hosts")


class Settlement(models.TextChoices):
    KEPT = "kept", _("it stays as it is")
    CORRECTED = "corrected", _("it was corrected")
    REMOVED = "removed", _("it was removed")


COUNTING = (Review.NONE, Review.RELEASED)
"""A confirmation counts when no host needs to look at it, or one has released it."""


def kinds() -> list[tuple[str, Any]]:
    return Kind.choices


def answers() -> list[tuple[str, Any]]:
    return Answer.choices


def reviews() -> list[tuple[str, Any]]:
    return Review.choices


def settlements() -> list[tuple[str, Any]]:
    return Settlement.choices


class FoundingEvening(models.Model):
    """An evening on which several people enter past experiences side by side."""

    public = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    space = models.ForeignKey(Space, models.CASCADE, related_name="founding_evenings")
    started_by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["space"], condition=Q(ended_at__isnull=True), name="one_founding_evening_at_a_time"
            )
        ]


class Experiences(models.QuerySet["Experience"]):
    def confirmed(self) -> "Experiences":
        """Confirmed by at least two, none of whom waits for a host: these alone count and are seen by all members."""
        return self.alias(
            counting=models.Count(
                "participations",
                filter=Q(participations__answer=Answer.CONFIRMED, participations__review__in=COUNTING),
                distinct=True,
            )
        ).filter(counting__gte=2)


class Experience(models.Model):
    """An occasion of cooperation, learning or care that at least two members shared."""

    public = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    space = models.ForeignKey(Space, models.CASCADE, related_name="experiences")
    kind = models.CharField(max_length=12, choices=kinds)
    field = models.ForeignKey(Field, models.PROTECT, null=True, related_name="experiences")
    inside = models.BooleanField(default=True)
    hours = models.FloatField()
    on = models.DateField()
    text = models.CharField(max_length=300, blank=True)
    recorded_by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="experiences_recorded")
    recorded_at = models.DateTimeField()
    evening = models.ForeignKey(FoundingEvening, models.SET_NULL, null=True, related_name="experiences")
    outside_id = models.CharField(max_length=120, blank=True)
    source = models.CharField(max_length=80, blank=True)
    """Where a suggestion comes from, as `kind:id`; empty when a member recorded it. Suggested once per source."""

    objects = Experiences.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(hours__gt=0) & Q(hours__lte=8784), name="hours_of_at_most_a_year"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="kind_known"),
            models.UniqueConstraint(
                fields=["space", "outside_id"], condition=~Q(outside_id=""), name="experience_once_per_import"
            ),
            models.UniqueConstraint(
                fields=["space", "source"], condition=~Q(source=""), name="experience_once_per_source"
            ),
            models.CheckConstraint(condition=Q(source="") | Q(recorded_by=None), name="nobody_records_a_suggestion"),
        ]
        indexes: ClassVar = [models.Index(fields=["space", "-on"])]

    def __str__(self) -> str:
        return f"experience {self.public}"

    @property
    def is_suggested(self) -> bool:
        """Whether the house suggested it, and no member said so first."""
        return bool(self.source)


class Participations(models.QuerySet["Participation"]):
    def counting(self) -> "Participations":
        """Confirmed, and not waiting for a host."""
        return self.filter(answer=Answer.CONFIRMED, review__in=COUNTING)


class Participation(models.Model):
    """One member's part in an experience. A pair counts when both confirmed and neither waits for a host."""

    experience = models.ForeignKey(Experience, models.CASCADE, related_name="participations")
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="participations")
    answer = models.CharField(max_length=9, choices=answers, default=Answer.OPEN)
    answered_at = models.DateTimeField(null=True)
    review = models.CharField(max_length=8, choices=reviews, default=Review.NONE, blank=True)

    objects = Participations.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["experience", "membership"], name="part_once"),
            models.CheckConstraint(condition=Q(answer__in=Answer.values), name="answer_known"),
            models.CheckConstraint(condition=Q(review__in=Review.values), name="review_known"),
            models.CheckConstraint(
                condition=Q(answer="open", answered_at__isnull=True)
                | (~Q(answer="open") & Q(answered_at__isnull=False)),
                name="an_answer_has_its_moment",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["membership", "answer"]),
            models.Index(fields=["review"], condition=Q(review="waits"), name="what_waits_for_a_host"),
        ]

    @property
    def counts(self) -> bool:
        return self.answer == Answer.CONFIRMED and self.review in COUNTING


class Dispute(models.Model):
    """A denial, seen by the hosts and the one who denied; settled quietly. It outlives an experience it removed."""

    public = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    experience = models.ForeignKey(Experience, models.SET_NULL, null=True, related_name="disputes")
    by = models.ForeignKey(Membership, models.CASCADE, related_name="disputes")
    note = models.CharField(max_length=500, blank=True)
    opened_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    settlement = models.CharField(max_length=9, choices=settlements, blank=True)
    words = models.CharField(max_length=500, blank=True)
    """What the hosts say to the one who denied."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["experience", "by"], condition=Q(settled_at__isnull=True), name="one_open_dispute_each"
            ),
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True, settlement="")
                | Q(settled_at__isnull=False, settlement__in=Settlement.values),
                name="a_settlement_has_its_moment",
            ),
        ]


class Vouch(models.Model):
    """A member's own word for a colleague, tied to an experience both confirmed."""

    public = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    by = models.ForeignKey(Membership, models.CASCADE, related_name="vouches_given")
    about = models.ForeignKey(Membership, models.CASCADE, related_name="vouches_received")
    experience = models.ForeignKey(Experience, models.CASCADE, related_name="vouches")
    text = models.CharField(max_length=500)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(by=F("about")), name="nobody_vouches_for_themselves"),
            models.UniqueConstraint(fields=["by", "about", "experience"], name="one_word_per_experience"),
        ]


class Asked(models.Model):
    """The day on which a person was last written to about open questions: at most one such mail a day."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="+")
    on = models.DateField()


class Change(models.Model):
    """Which experience changed last, so that ties kept ready need not be read anew as a whole. Only a number."""

    space = models.ForeignKey(Space, models.CASCADE, related_name="+")
    experience = models.BigIntegerField(null=True)
    """Without one, any may have changed."""

    class Meta:
        indexes: ClassVar = [models.Index(fields=["space", "id"])]
