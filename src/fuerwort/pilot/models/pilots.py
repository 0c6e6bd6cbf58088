"""What is planned, what was registered of it, and what was done otherwise."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import pgettext_lazy

from fuerwort.fund.models import Plan
from fuerwort.people.models import Membership, Space, public_id


class State(models.TextChoices):
    """How far a pilot is."""

    PLANNED = "planned", pgettext_lazy("pilot", "being planned")
    REGISTERED = "registered", pgettext_lazy("pilot", "registered")
    ENROLLING = "enrolling", pgettext_lazy("pilot", "open to join")
    COMMITTED = "committed", pgettext_lazy("pilot", "closed for the draw")
    DRAWN = "drawn", pgettext_lazy("pilot", "drawn")
    RUNNING = "running", pgettext_lazy("pilot", "running")
    LOCKED = "locked", pgettext_lazy("pilot", "answers locked")
    REPORTED = "reported", pgettext_lazy("pilot", "reported")
    OFF = "off", pgettext_lazy("pilot", "called off")


NEXT: dict[str, tuple[str, ...]] = {
    State.PLANNED: (State.REGISTERED, State.OFF),
    State.REGISTERED: (State.ENROLLING, State.OFF),
    State.ENROLLING: (State.COMMITTED, State.OFF),
    State.COMMITTED: (State.DRAWN, State.OFF),
    State.DRAWN: (State.RUNNING,),
    State.RUNNING: (State.LOCKED,),
    State.LOCKED: (State.REPORTED,),
    State.REPORTED: (),
    State.OFF: (),
}
"""Where a pilot may go from where it is. Once drawn it goes to its end: somebody was promised something."""


def states() -> list[tuple[str, Any]]:
    return State.choices


class Pilot(models.Model):
    """A randomised trial of a basic income in one space."""

    space = models.ForeignKey(Space, models.PROTECT, related_name="pilots")
    public = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    title = models.CharField(max_length=120)
    state = models.CharField(max_length=10, choices=states, default=State.PLANNED)
    version = models.PositiveSmallIntegerField(default=1)
    """Of the template that ``terms`` follow (``pilot.terms``)."""
    terms = models.JSONField(default=dict)
    """What is planned, by field of the template; fixed when it is registered."""
    first = models.DateField(null=True)
    """The first of month 1, in which is paid first; months before it are the baseline. A deviation may move it."""
    plan = models.OneToOneField(Plan, models.SET_NULL, null=True, related_name="pilot")
    """The basic income for those who were drawn."""
    planned_at = models.DateTimeField()
    planned_by = models.ForeignKey(Membership, models.PROTECT, related_name="+")
    registered_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    """Since when members could join."""
    committed_at = models.DateTimeField(null=True)
    drawn_at = models.DateTimeField(null=True)
    began_at = models.DateTimeField(null=True)
    locked_at = models.DateTimeField(null=True)
    reported_at = models.DateTimeField(null=True)
    off_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="pilot_state_known"),
            models.CheckConstraint(
                condition=Q(first__isnull=True) | Q(first__day=1), name="a_pilot_begins_with_a_month"
            ),
        ]

    def __str__(self) -> str:
        return f"pilot {self.public}"

    @property
    def is_drawn(self) -> bool:
        """Whether arms are known."""
        return self.drawn_at is not None


class Registration(models.Model):
    """What was registered before anybody was drawn, to the byte; never changed or deleted. The PDF is made of it."""

    pilot = models.OneToOneField(Pilot, models.PROTECT, related_name="registration")
    text = models.TextField()
    """Canonical JSON: UTF-8, keys sorted, no spaces."""
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"registration {self.sha256[:12]}"


class Deviation(models.Model):
    """What is done otherwise than registered, when and why; read by everybody, never changed, never deleted."""

    pilot = models.ForeignKey(Pilot, models.PROTECT, related_name="deviations")
    number = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=600)
    why = models.CharField(max_length=600)
    at = models.DateTimeField()
    by = models.ForeignKey(Membership, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["pilot", "number"], name="deviations_are_counted")]
        ordering: ClassVar = ["pilot", "number"]

    def __str__(self) -> str:
        return f"deviation {self.number} of {self.pilot_id}"
