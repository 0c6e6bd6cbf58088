"""The minutes of an evening, and every version anybody saved."""

from typing import ClassVar

from django.db import models

from fuerwort.evenings.models.dates import Evening
from fuerwort.people.models import Membership, public_id


class Minutes(models.Model):
    """What the next ones will read. ``version`` is that of the newest revision that counts."""

    evening = models.OneToOneField(Evening, models.CASCADE, related_name="minutes_kept")
    title = models.CharField(max_length=160)
    version = models.PositiveIntegerField(default=0)
    handed_over_at = models.DateTimeField(null=True)
    """When whoever wrote them said: the magazine may have them."""


class Revision(models.Model):
    """One saved text. One set aside was written against an older version: kept, so that no words are lost."""

    public = models.CharField(max_length=12, unique=True, default=public_id, editable=False)
    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="revisions")
    version = models.PositiveIntegerField(null=True)
    text = models.TextField()
    by = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["minutes", "version"], name="one_text_a_version")]
