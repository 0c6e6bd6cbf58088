"""What an evening asks, what those who came wrote, how it was grouped, and what somebody showed the others."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from fuerwort.evenings.models.dates import Evening
from fuerwort.evenings.models.people import CheckIn
from fuerwort.experiences.models import Experience, Kind
from fuerwort.people.models import Membership, Space, public_id

LONGEST = 500


class Question(models.Model):
    """Something to think about together; it waits until an evening takes it up."""

    public = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    space = models.ForeignKey(Space, models.CASCADE, related_name="questions")
    text = models.CharField(max_length=200)
    asked_by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="questions")
    asked_at = models.DateTimeField()
    evening = models.OneToOneField(Evening, models.SET_NULL, null=True, related_name="question")
    withdrawn_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"question {self.public}"


class Group(models.Model):
    """Ideas that belong together."""

    public = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    question = models.ForeignKey(Question, models.CASCADE, related_name="groups")
    title = models.CharField(max_length=80)
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["made_at", "pk"]


class Ideas(models.QuerySet["Idea"]):
    def cards(self) -> "Ideas":
        """Those that stand for themselves: neither taken back nor merged into another."""
        return self.filter(withdrawn_at__isnull=True, merged_into__isnull=True)


class Idea(models.Model):
    """One thought on a card. Merged into another it keeps its words; that other has the authors of both."""

    public = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    """Chosen by the phone when the form was opened, so that the same form sent twice is one idea."""
    question = models.ForeignKey(Question, models.CASCADE, related_name="ideas")
    text = models.CharField(max_length=LONGEST)
    written_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    group = models.ForeignKey(Group, models.SET_NULL, null=True, related_name="ideas")
    merged_into = models.ForeignKey("self", models.SET_NULL, null=True, related_name="merged")
    taken_by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="ideas_taken")
    """Who said on the evening: I take care of it."""

    objects = Ideas.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="no_idea_is_merged_into_itself")
        ]
        indexes: ClassVar = [models.Index(fields=["question", "written_at"])]

    def __str__(self) -> str:
        return f"idea {self.public}"


class Author(models.Model):
    """Whoever wrote an idea, or one that was merged into it."""

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="authors")
    check_in = models.ForeignKey(CheckIn, models.CASCADE, related_name="authored")
    brought = models.BooleanField(default=False)
    """By an idea that lies under this one."""

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["idea", "check_in"], name="author_once")]


SessionKind = (Kind.LEARNING, Kind.CARE)


def session_kinds() -> list[tuple[str, Any]]:
    return [(kind.value, kind.label) for kind in SessionKind]


class Session(models.Model):
    """Something one showed or did with others on an evening; it becomes a suggested experience of all who took part."""

    public = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    evening = models.ForeignKey(Evening, models.CASCADE, related_name="sessions")
    led_by = models.ForeignKey(Membership, models.CASCADE, related_name="sessions_led")
    kind = models.CharField(max_length=12, choices=session_kinds, default=Kind.LEARNING)
    title = models.CharField(max_length=120)
    minutes = models.PositiveSmallIntegerField(default=30)
    at = models.DateTimeField()
    took_part = models.ManyToManyField(CheckIn, related_name="sessions")
    experience = models.ForeignKey(Experience, models.SET_NULL, null=True, related_name="+")
