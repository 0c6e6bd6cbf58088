"""What other sites say about an article, and whom we told about ours."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fuerwort.magazine.models.articles import Article
from fuerwort.people.models import public_id


class Way(models.TextChoices):
    WEBMENTION = "webmention", "Webmention"
    PINGBACK = "pingback", "Pingback"
    TRACKBACK = "trackback", "Trackback"


class Found(models.TextChoices):
    """What came of a mention."""

    QUEUED = "queued", _("not looked at yet")
    WAITS = "waits", _("waits for an editor")
    SHOWN = "shown", _("shown")
    REFUSED = "refused", _("not shown")
    FAILED = "failed", _("no link found there")


def ways() -> list[tuple[str, Any]]:
    return Way.choices


def founds() -> list[tuple[str, Any]]:
    return Found.choices


class Mention(models.Model):
    """Another page says it links to this article; shown when that was seen to be so and an editor agreed."""

    public = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    article = models.ForeignKey(Article, models.CASCADE, related_name="mentions")
    way = models.CharField(max_length=10, choices=ways)
    source = models.TextField()
    source_hash = models.CharField(max_length=64)
    found = models.CharField(max_length=7, choices=founds, default=Found.QUEUED)
    why = models.CharField(max_length=10, blank=True)
    """Code of what failed: gone, link, or one of the fetcher."""
    title = models.CharField(max_length=200, blank=True)
    site = models.CharField(max_length=100, blank=True)
    excerpt = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["article", "source_hash"], name="mention_once_per_source"),
            models.CheckConstraint(condition=Q(found__in=Found.values), name="found_known"),
            models.CheckConstraint(condition=Q(way__in=Way.values), name="way_known"),
        ]


class Sent(models.Model):
    """A page one of our articles links to was told so, or does not want to be."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="sent")
    target = models.TextField()
    target_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    """What it answered; 0: it takes no Webmention."""
    why = models.CharField(max_length=10, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["article", "target_hash"], name="sent_once_per_target")
        ]
