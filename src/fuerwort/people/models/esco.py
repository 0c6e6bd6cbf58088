"""What ESCO calls the work of a field; kept apart, so that only who looks for a field by its words reads them."""

from django.db import models


class EscoWords(models.Model):
    """Labels of the occupations named in ``Field.esco``, in German and English; replaced by the next import."""

    field = models.OneToOneField("people.Field", models.CASCADE, related_name="esco_words")
    words = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{len(self.words)} words of ESCO"
