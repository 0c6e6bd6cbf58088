"""What somebody needs: one need comes in at once and becomes one request for each field."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fuerwort.people.models import Field, Membership, Space, public_id
from fuerwort.people.sealed import SealedText


class Kind(models.TextChoices):
    CLIENT = "client", _("asked by a client")
    MEMBER = "member", _("recorded by a member")
    PERSONAL = "personal", _("whom can I recommend?")


class Size(models.TextChoices):
    SMALL = "small", _("small: a day or two")
    NORMAL = "normal", _("normal")
    LARGE = "large", _("large: more than a month")

    @property
    def worth(self) -> float:
        """In chances: credit and debit grow with it."""
        return {"small": 0.5, "normal": 1.0, "large": 2.0}[self.value]


class State(models.TextChoices):
    """docs/rules/requests.md says which action leads from one to another."""

    UNCONFIRMED = "unconfirmed", _("waits for the client's confirmation")
    OPEN = "open", _("waits for a shortlist")
    SUGGESTED = "suggested", _("a shortlist waits for its owner")
    ASKED = "asked", _("the named are asked")
    SHOWN = "shown", _("the names are with whoever asked")
    CLOSED = "closed", _("closed")
    NOBODY = "nobody", _("nobody here fits")
    WITHDRAWN = "withdrawn", _("withdrawn")


ENDED = (State.CLOSED, State.NOBODY, State.WITHDRAWN)


def kinds() -> list[tuple[str, Any]]:
    return Kind.choices


def sizes() -> list[tuple[str, Any]]:
    return Size.choices


def states() -> list[tuple[str, Any]]:
    return State.choices


class Need(models.Model):
    """Whoever asks, and how to reach them; sealed, and forgotten after its requests have ended."""

    public = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    space = models.ForeignKey(Space, models.CASCADE, related_name="needs")
    kind = models.CharField(max_length=8, choices=kinds)
    asked_by = models.ForeignKey(Membership, models.CASCADE, null=True, related_name="needs")
    asked_at = models.DateTimeField()
    client = SealedText(blank=True)
    """How the client is called."""
    email = SealedText(blank=True)
    phone = SealedText(blank=True)
    language = models.CharField(max_length=2, default="de")
    token = SealedText(blank=True)
    """Opens the client's page; sealed so that later mails can name it, hashed so that it can be found."""
    token_hash = models.CharField(max_length=64, unique=True, null=True)
    confirmed_at = models.DateTimeField(null=True)
    purge_at = models.DateTimeField(null=True)
    purged_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="need_kind_known"),
            models.CheckConstraint(
                condition=Q(kind=Kind.CLIENT, asked_by__isnull=True)
                | (~Q(kind=Kind.CLIENT) & Q(asked_by__isnull=False, token_hash__isnull=True)),
                name="a_client_is_no_member",
            ),
        ]

    def __str__(self) -> str:
        return f"need {self.public}"

    @property
    def is_client(self) -> bool:
        return self.kind == Kind.CLIENT

    @property
    def is_personal(self) -> bool:
        return self.kind == Kind.PERSONAL


class Requests(models.QuerySet["Request"]):
    def running(self) -> "Requests":
        """Confirmed and not ended."""
        return self.exclude(state__in=[State.UNCONFIRMED, *ENDED])

    def routed(self) -> "Requests":
        """Those an owner answers for; a personal recommendation has none."""
        return self.exclude(need__kind=Kind.PERSONAL)


class Request(models.Model):
    """What is needed in one field, and how far it has come."""

    public = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    space = models.ForeignKey(Space, models.CASCADE, related_name="requests")
    need = models.ForeignKey(Need, models.CASCADE, related_name="requests")
    field = models.ForeignKey(Field, models.PROTECT, related_name="requests")
    text = models.TextField(blank=True)
    """In the words of whoever asked; forgotten with the contact."""
    skills = models.JSONField(default=list)
    languages = models.JSONField(default=list)
    on_site = models.BooleanField(default=False)
    place = models.CharField(max_length=120, blank=True)
    until = models.CharField(max_length=120, blank=True)
    """Until when, in words."""
    size = models.CharField(max_length=6, choices=sizes, default=Size.NORMAL)
    state = models.CharField(max_length=11, choices=states)
    round = models.PositiveSmallIntegerField(default=0)
    """How often the engine was asked; each round is one entry in the book."""
    owner = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="requests_owned")
    owned_at = models.DateTimeField(null=True)
    taken_at = models.DateTimeField(null=True)
    """When the owner first said that they care for it: the client's first answer."""
    binding = models.BooleanField(default=False)
    """Everybody who could own it may qualify for it, so nobody may change the engine's order."""
    answer_due_at = models.DateTimeField(null=True)
    shortlist_due_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)
    shown_at = models.DateTimeField(null=True)
    withdrawing_at = models.DateTimeField(null=True)
    """When whoever asked took it back, as long as they may think again: it rests meanwhile."""
    ended_at = models.DateTimeField(null=True)
    said = models.TextField(blank=True)
    """What the owner wrote to whoever asked, when nobody fitted."""

    objects = Requests.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["need", "field"], name="one_request_per_field"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="request_state_known"),
            models.CheckConstraint(condition=Q(size__in=Size.values), name="request_size_known"),
            models.CheckConstraint(
                condition=Q(state__in=ENDED, ended_at__isnull=False) | (~Q(state__in=ENDED) & Q(ended_at__isnull=True)),
                name="an_end_has_its_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.SHOWN) | Q(shown_at__isnull=False), name="a_list_has_its_moment"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.SUGGESTED, State.ASKED, State.SHOWN]) | Q(round__gte=1),
                name="a_shortlist_comes_from_a_round",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["space", "state"]), models.Index(fields=["owner", "state"])]

    def __str__(self) -> str:
        return f"request {self.public}"

    @property
    def key(self) -> str:
        """What the engine and the book call this round of the request."""
        return f"{self.public}.{self.round}"


class Duty(models.Model):
    """Whether somebody takes requests; hosts do unless they say no, other members when they say yes."""

    membership = models.OneToOneField(Membership, models.CASCADE, related_name="duty")
    willing = models.BooleanField()
    said_at = models.DateTimeField()
