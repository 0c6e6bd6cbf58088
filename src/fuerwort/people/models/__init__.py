"""Who is here: spaces, persons, memberships with roles, fields and skills, consent, invitations, agreements, events."""

import secrets
from datetime import date, datetime
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least, Lower
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from fuerwort.people.models.esco import EscoWords as EscoWords
from fuerwort.people.models.hooks import Delivery as Delivery
from fuerwort.people.models.hooks import Hook as Hook
from fuerwort.people.models.tokens import Answered as Answered
from fuerwort.people.models.tokens import Token as Token
from fuerwort.people.sealed import SealedText

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


def public_id() -> str:
    """A name for URLs that says nothing about the person: 12 letters, 59 bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(12))


class Availability(models.TextChoices):
    FREE = "free", pgettext_lazy("availability", "free")
    LITTLE = "little", pgettext_lazy("availability", "a little time")
    FULL = "full", pgettext_lazy("availability", "fully booked")


class RoleName(models.TextChoices):
    HOST = "host", _("host")
    TREASURER = "treasurer", _("treasurer")
    SIGNER = "signer", _("second signature")
    EDITOR = "editor", _("editor")
    RESEARCHER = "researcher", _("researcher")


EDITING = (RoleName.EDITOR, RoleName.HOST)
"""Who edits: hosts, too, so that nothing waits for a role that nobody has."""


class Seen(models.TextChoices):
    """Who may see one item of a profile."""

    PUBLIC = "public", _("everybody")
    MEMBERS = "members", _("members")
    NOBODY = "nobody", _("nobody")


class Item(models.TextChoices):
    """What a profile consists of; each item has its own consent."""

    NAME = "name", _("Name")
    ABOUT = "about", _("About me")
    FIELDS = "fields", _("Fields and skills")
    AVAILABILITY = "availability", _("Availability")
    LANGUAGES = "languages", _("Languages")
    EMAIL = "email", _("E-mail")
    PHONE = "phone", _("Phone")
    WEBSITE = "website", _("Website")


def role_names() -> list[tuple[str, Any]]:
    return RoleName.choices


def availabilities() -> list[tuple[str, Any]]:
    return Availability.choices


def items() -> list[tuple[str, Any]]:
    return Item.choices


def seen_by() -> list[tuple[str, Any]]:
    return Seen.choices


class People(BaseUserManager["Person"]):
    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    """Somebody who can log in; who they are in a space is their membership."""

    public = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    email = models.EmailField(unique=True)
    language = models.CharField(max_length=2, default="de")
    wants_digest = models.BooleanField(default=True)
    digest_on = models.DateField(null=True)
    created_at = models.DateTimeField()

    objects = People()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(Lower("email"), name="one_person_per_address")]

    def __str__(self) -> str:
        return f"person {self.public}"


class Space(models.Model):
    """A coworking space or a collective, with its own fields, members and rules."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    place = models.CharField(max_length=120, blank=True)
    about = models.TextField(blank=True)
    created_at = models.DateTimeField()
    on_maps_at = models.DateTimeField(null=True)
    """Since when maps and directories may read its profile; without it there is none."""

    def __str__(self) -> str:
        return self.slug


class Field(models.Model):
    """A field of work that this space offers; taken from the catalogue or its own."""

    space = models.ForeignKey(Space, models.CASCADE, related_name="fields")
    slug = models.SlugField(max_length=60)
    name_de = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80)
    professional_law = models.CharField(max_length=40, blank=True)
    esco = models.TextField(blank=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["space", "slug"], name="field_once_per_space")]

    def __str__(self) -> str:
        return self.slug

    @property
    def name(self) -> str:
        return self.name_en if get_language() == "en" else self.name_de


class MemberName(models.CharField):
    """The name of a member. Whoever was erased has none, and reads as a former member wherever they are named."""

    def from_db_value(self, value: str, *_: Any) -> str:
        return value or gettext("former member")

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        """What is read instead of a name is never stored."""
        return "" if getattr(model_instance, "erased_at", None) else super().pre_save(model_instance, add)


class Memberships(models.QuerySet["Membership"]):
    def active(self) -> "Memberships":
        """Those who accepted their invitation and have not left."""
        return self.filter(person__isnull=False, left_at__isnull=True)

    def invited(self) -> "Memberships":
        """Those known by name only: imported or invited, not here yet."""
        return self.filter(person__isnull=True, left_at__isnull=True, erased_at__isnull=True)


class Membership(models.Model):
    """A person in a space. Without a person: somebody invited who has not come yet, seen by hosts only."""

    public = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    space = models.ForeignKey(Space, models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="memberships")
    name = MemberName(max_length=120)
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)
    sponsor = models.ForeignKey("self", models.SET_NULL, null=True, related_name="sponsored")
    invited_by = models.ForeignKey("self", models.SET_NULL, null=True, related_name="invited")
    has_desk = models.BooleanField(default=True)
    about = models.TextField(blank=True)
    languages = models.JSONField(default=list)
    availability = models.CharField(max_length=6, choices=availabilities, default=Availability.FREE)
    available_until = models.DateField(null=True)
    availability_at = models.DateTimeField(null=True)
    """When availability was last said, or ended by itself."""
    contact_email = SealedText(blank=True)
    phone = SealedText(blank=True)
    website = models.URLField(blank=True)
    fields = models.ManyToManyField(Field, related_name="members")
    steps_hidden_at = models.DateTimeField(null=True)
    """Since when a newcomer wants to see the first steps no more."""
    counted_at = models.DateTimeField(null=True)
    """Since when they agree to be counted in figures about the whole space; without it they are in none."""
    outside_id = models.CharField(max_length=120, blank=True)
    """The id in the system or bundle the member was imported from."""

    objects = Memberships.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "person"], name="person_once_per_space"),
            models.UniqueConstraint(
                fields=["space", "outside_id"], condition=~Q(outside_id=""), name="outside_id_once_per_space"
            ),
            models.CheckConstraint(condition=~Q(sponsor=F("id")), name="nobody_is_their_own_sponsor"),
        ]
        indexes: ClassVar = [models.Index(fields=["space", "left_at"])]

    def __str__(self) -> str:
        return f"membership {self.public}"

    def availability_on(self, day: date) -> str:
        """What was said holds until its day; afterwards the member counts as free."""
        if self.available_until and day > self.available_until:
            return Availability.FREE
        return self.availability

    def is_newcomer(self, at: datetime) -> bool:
        """In the first year with a sponsor, as the engine counts it."""
        return self.sponsor_id is not None and (at - self.joined_at).days < 365


class Role(models.Model):
    """Being a member is the membership itself; what else somebody does for the space is a role."""

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="roles")
    name = models.CharField(max_length=12, choices=role_names)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["membership", "name"], name="role_once_per_membership"),
            models.CheckConstraint(condition=Q(name__in=RoleName.values), name="role_known"),
        ]


class Skill(models.Model):
    """A free tag under a field (or under none)."""

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="skills")
    field = models.ForeignKey(Field, models.SET_NULL, null=True, related_name="skills")
    name = models.CharField(max_length=60)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["membership", "name"], name="skill_once")]

    def __str__(self) -> str:
        return self.name


class Consent(models.Model):
    """Who may see one item of a profile; without a row, members may (contact: nobody)."""

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="consents")
    item = models.CharField(max_length=12, choices=items)
    seen_by = models.CharField(max_length=8, choices=seen_by)
    given_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["membership", "item"], name="one_consent_per_item")]


class Invitations(models.QuerySet["Invitation"]):
    def pending(self) -> "Invitations":
        """Neither accepted nor withdrawn; one that has run out is still pending, for hosts to renew or withdraw."""
        return self.filter(accepted_at__isnull=True, revoked_at__isnull=True)

    def open(self, at: datetime) -> "Invitations":
        """Those that let somebody in."""
        return self.pending().filter(expires_at__gt=at)


class Invitation(models.Model):
    """A way in for one person. Only the hash of its token is kept, and the address only until it is answered."""

    public = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    space = models.ForeignKey(Space, models.CASCADE, related_name="invitations")
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="invitations")
    token_hash = models.CharField(max_length=64, unique=True)
    email = SealedText(blank=True)
    invited_by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="invitations_sent")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    mailed_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    objects = Invitations.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["membership"],
                condition=Q(accepted_at__isnull=True, revoked_at__isnull=True),
                name="one_way_in_at_a_time",
            )
        ]

    def has_run_out(self, at: datetime) -> bool:
        return at >= self.expires_at


class Agreements(models.QuerySet["Agreement"]):
    def open(self) -> "Agreements":
        """Proposed, and neither signed nor declined nor withdrawn."""
        return self.filter(signed_at__isnull=True, declined_at__isnull=True, ended_at__isnull=True)

    def valid(self) -> "Agreements":
        """Signed by both, not ended, and both are still here."""
        here = Q(proposer__left_at__isnull=True, neighbour__left_at__isnull=True)
        return self.filter(here, signed_at__isnull=False, ended_at__isnull=True)


class Agreement(models.Model):
    """What two neighbours in one field agreed on; both sign, both and the hosts read it, either may end it."""

    public = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    space = models.ForeignKey(Space, models.CASCADE, related_name="agreements")
    field = models.ForeignKey(Field, models.PROTECT, related_name="agreements")
    proposer = models.ForeignKey(Membership, models.CASCADE, related_name="agreements_proposed")
    neighbour = models.ForeignKey(Membership, models.CASCADE, related_name="agreements_received")
    gives_way = models.ForeignKey(Membership, models.CASCADE, null=True, related_name="agreements_giving_way")
    text = models.TextField()
    proposed_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")

    objects = Agreements.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(proposer=F("neighbour")), name="agreement_needs_two"),
            models.CheckConstraint(
                condition=Q(gives_way__isnull=True) | Q(gives_way=F("proposer")) | Q(gives_way=F("neighbour")),
                name="one_of_the_two_gives_way",
            ),
            models.UniqueConstraint(
                Least("proposer", "neighbour"),
                Greatest("proposer", "neighbour"),
                "field",
                condition=Q(declined_at__isnull=True, ended_at__isnull=True),
                name="one_agreement_at_a_time",
            ),
        ]


class Event(models.Model):
    """One change, written in the same transaction. References and codes only, never a name or a text."""

    space = models.ForeignKey(Space, models.CASCADE, related_name="events")
    at = models.DateTimeField()
    by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="events")
    verb = models.CharField(max_length=40)
    about = models.CharField(max_length=40, blank=True)
    facts = models.JSONField(default=dict)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["space", "-at"]), models.Index(fields=["about"])]


class News(models.Model):
    """Something one member should read: at once on the home page, and in the next digest."""

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="news")
    at = models.DateTimeField()
    code = models.CharField(max_length=40)
    facts = models.JSONField(default=dict)
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["membership", "-at"])]


class Beat(models.Model):
    """When timed work was last done, so that it is noticed when it is done no more."""

    name = models.CharField(max_length=20, primary_key=True)
    at = models.DateTimeField()


class Handed(models.Model):
    """A mail that was begun to be handed to the mail server, so that it never is twice. Forgotten with its job."""

    key = models.CharField(max_length=36, primary_key=True)
    at = models.DateTimeField(auto_now_add=True)
