"""What readers say: stars for an article, and a discussion below it. Nothing of it ever reaches a recommendation."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fuerwort.magazine.models.articles import Article
from fuerwort.people.models import Membership, public_id
from fuerwort.people.sealed import SealedText


class Standing(models.TextChoices):
    """How far a comment has come."""

    UNCONFIRMED = "unconfirmed", _("not confirmed by mail")
    WAITS = "waits", _("waits for an editor")
    SHOWN = "shown", _("shown")
    HIDDEN = "hidden", _("taken off by the editors")
    DELETED = "deleted", _("deleted by its author")


def standings() -> list[tuple[str, Any]]:
    return Standing.choices


class Rating(models.Model):
    """Stars of one reader for one article. Never for a person."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="ratings")
    by = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    stars = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["article", "by"], name="one_rating_per_reader"),
            models.CheckConstraint(condition=Q(stars__gte=1) & Q(stars__lte=5), name="one_to_five_stars"),
        ]


class Comments(models.QuerySet["Comment"]):
    def read(self) -> "Comments":
        """What stands below an article, oldest first: those shown, and the traces of those that are not any more."""
        return self.filter(standing__in=[Standing.SHOWN, Standing.HIDDEN, Standing.DELETED]).order_by("at", "pk")


class Comment(models.Model):
    """By a member, or by a stranger who proved an address. A reply has a parent that is no reply."""

    public = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    article = models.ForeignKey(Article, models.CASCADE, related_name="comments")
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="replies")
    by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="comments")
    name = models.CharField(max_length=60, blank=True)
    email = SealedText(blank=True)
    """Of a stranger, until an editor has decided."""
    language = models.CharField(max_length=2, default="de")
    token_hash = models.CharField(max_length=64, blank=True)
    text = models.TextField(blank=True)
    standing = models.CharField(max_length=11, choices=standings, default=Standing.SHOWN)
    words = models.CharField(max_length=300, blank=True)
    """Why the editors took it off."""
    at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)

    objects = Comments.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(standing__in=Standing.values), name="standing_known"),
            models.CheckConstraint(condition=~Q(standing="deleted") | Q(text=""), name="what_is_deleted_is_empty"),
            models.UniqueConstraint(fields=["token_hash"], condition=~Q(token_hash=""), name="comment_token_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["article", "standing", "at"])]

    @property
    def is_shown(self) -> bool:
        return self.standing == Standing.SHOWN


class Report(models.Model):
    """Somebody says that a comment should not stand there; it stays until an editor has looked."""

    comment = models.ForeignKey(Comment, models.CASCADE, related_name="reports")
    by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(max_length=500)
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
