"""A space's magazine, its categories, articles with their pictures, and what editors say about them."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from fuerwort.people.models import Membership, Space, public_id


class State(models.TextChoices):
    DRAFT = "draft", _("draft")
    REVIEW = "review", _("with the editors")
    SCHEDULED = "scheduled", _("will appear")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Farewell(models.TextChoices):
    """What becomes of an article when its author's account is erased; the author says so beforehand."""

    STAYS = "stays", _("It stays, under “a former member”.")
    GOES = "goes", _("It is withdrawn.")


class Verdict(models.TextChoices):
    RETURNED = "returned", _("sent back")
    ACCEPTED = "accepted", _("accepted")


def states() -> list[tuple[str, Any]]:
    return State.choices


def farewells() -> list[tuple[str, Any]]:
    return Farewell.choices


def verdicts() -> list[tuple[str, Any]]:
    return Verdict.choices


class Magazine(models.Model):
    """What a space decided about its magazine; without a row, what stands here."""

    space = models.OneToOneField(Space, models.CASCADE, related_name="magazine")
    title = models.CharField(max_length=80, blank=True)
    about = models.CharField(max_length=300, blank=True)
    is_public = models.BooleanField(default=False)
    takes_strangers = models.BooleanField(default=True)
    """Whether people without an account may join a discussion; each of their comments waits for an editor."""
    takes_mentions = models.BooleanField(default=True)
    """Webmention, to and fro."""
    takes_trackbacks = models.BooleanField(default=False)
    """Pingback and Trackback, as in 2010."""


class Category(models.Model):
    space = models.ForeignKey(Space, models.CASCADE, related_name="categories")
    slug = models.SlugField(max_length=60)
    name_de = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["space", "slug"], name="category_once_per_space")]

    def __str__(self) -> str:
        return self.slug

    @property
    def name(self) -> str:
        return self.name_en if get_language() == "en" else self.name_de


class Articles(models.QuerySet["Article"]):
    def published(self) -> "Articles":
        """Those that can be read, newest first."""
        return self.filter(state=State.PUBLISHED).order_by("-published_at", "-pk")


class Article(models.Model):
    public = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    space = models.ForeignKey(Space, models.CASCADE, related_name="articles")
    author = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="articles")
    language = models.CharField(max_length=2, default="de")
    title = models.CharField(max_length=120)
    teaser = models.CharField(max_length=400, blank=True)
    abstract = models.CharField(max_length=600, blank=True)
    """The gist in the other language."""
    text = models.TextField(blank=True)
    categories = models.ManyToManyField(Category, related_name="articles")
    cover = models.ForeignKey("Picture", models.SET_NULL, null=True, related_name="+")
    named = models.BooleanField(default=False)
    """Whether everybody may read the author's name, not only members."""
    farewell = models.CharField(max_length=5, choices=farewells, default=Farewell.STAYS)
    state = models.CharField(max_length=9, choices=states, default=State.DRAFT)
    slug = models.SlugField(max_length=80, blank=True)
    version = models.PositiveIntegerField(default=1)
    started_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    planned_for = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    haystack = models.TextField(blank=True)
    """Its words in small letters without marks, for searching."""
    minutes = models.CharField(max_length=40, blank=True)
    """The evening whose minutes it was made of."""

    objects = Articles.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["space", "slug"], condition=~Q(slug=""), name="article_slug_once"),
            models.UniqueConstraint(fields=["space", "minutes"], condition=~Q(minutes=""), name="minutes_once"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="article_state_known"),
            models.CheckConstraint(condition=Q(farewell__in=Farewell.values), name="farewell_known"),
            models.CheckConstraint(
                condition=~Q(state="published") | (Q(published_at__isnull=False) & ~Q(slug="")),
                name="what_is_published_has_day_and_address",
            ),
            models.CheckConstraint(
                condition=~Q(state="scheduled") | Q(planned_for__isnull=False), name="what_is_scheduled_has_a_moment"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["space", "state", "-published_at"])]

    def __str__(self) -> str:
        return f"article {self.public}"


class Address(models.Model):
    """An address an article once had; it leads on to the one it has now."""

    space = models.ForeignKey(Space, models.CASCADE, related_name="+")
    slug = models.SlugField(max_length=80)
    article = models.ForeignKey(Article, models.CASCADE, related_name="addresses")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["space", "slug"], name="address_once_per_space")]


class Picture(models.Model):
    """A picture of one article, painted anew in several widths; the files lie under its public id."""

    public = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    article = models.ForeignKey(Article, models.CASCADE, related_name="pictures")
    name = models.CharField(max_length=20)
    """What the text calls it: bild-1."""
    alt = models.CharField(max_length=300)
    caption = models.CharField(max_length=300, blank=True)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    widths = models.JSONField(default=list)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["article", "name"], name="picture_name_once"),
            models.CheckConstraint(condition=~Q(alt=""), name="a_picture_says_what_it_shows"),
        ]


class Note(models.Model):
    """What an editor says to the author; both and the other editors read it."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="notes")
    by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    verdict = models.CharField(max_length=8, choices=verdicts)
    text = models.CharField(max_length=2000, blank=True)

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="verdict_known")]


class Correction(models.Model):
    """What was changed after publication, in words, for every reader."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="corrections")
    by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    text = models.CharField(max_length=500)
