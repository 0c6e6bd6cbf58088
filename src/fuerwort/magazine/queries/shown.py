"""Articles and pictures as pages show them: with addresses, and a name only where it may be read."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext as _

from fuerwort.magazine.addresses import parts
from fuerwort.magazine.models import Article, Category, Picture
from fuerwort.magazine.queries.reader import Reader
from fuerwort.magazine.rendering import SIZES, Image, minutes

BEST = 1200
"""The width that stands in `src`, for whoever reads no `srcset`."""


@dataclass(frozen=True)
class Shown:
    """An article in a list, or on top of its page."""

    article: Article
    reader: Reader

    @cached_property
    def url(self) -> str:
        return reverse("article", args=parts(self.article))

    @property
    def title(self) -> str:
        return self.article.title

    @property
    def teaser(self) -> str:
        return self.article.teaser

    @property
    def at(self) -> datetime:
        return self.article.published_at or self.article.changed_at

    @property
    def byline(self) -> str:
        """Who wrote it; empty where this reader may not know."""
        if self.article.author is None:
            return _("a former member")
        return self.article.author.name if self.reader.may_read_name(self.article) else ""

    @property
    def categories(self) -> list[Category]:
        return sorted(self.article.categories.all(), key=lambda one: one.name)

    @cached_property
    def cover(self) -> Image | None:
        return image(self.article.cover, self.reader.space.slug) if self.article.cover else None

    @property
    def minutes(self) -> int:
        return minutes(self.article.text)


def image(picture: Picture, space: str, sizes: str = SIZES) -> Image:
    """A picture with our addresses."""
    smaller = [width for width in picture.widths if width <= BEST]
    best = max(smaller) if smaller else min(picture.widths)
    height = max(1, round(picture.height * best / picture.width))
    srcset = ", ".join(f"{picture_url(picture, space, width)} {width}w" for width in picture.widths)
    return Image(picture_url(picture, space, best), srcset, best, height, picture.alt, picture.caption)


def picture_url(picture: Picture, space: str, width: int) -> str:
    return reverse("picture", args=[space, picture.public, width])


def pictures_base(space: str) -> str:
    return reverse("magazine-space", args=[space]) + "pictures/"
