"""A reader of a magazine: anybody, if the space wants that, and its members in any case."""

from dataclasses import dataclass

from django.db.models import QuerySet

from fuerwort.magazine.models import Article, Magazine
from fuerwort.people.errors import Missing
from fuerwort.people.models import EDITING, Space
from fuerwort.people.queries import Here


@dataclass(frozen=True)
class Reader:
    """Somebody in front of a magazine; ``here`` if they are a member of its space."""

    magazine: Magazine
    here: Here | None = None

    @property
    def space(self) -> Space:
        return self.magazine.space

    @property
    def is_editor(self) -> bool:
        return self.here is not None and not self.here.roles.isdisjoint(EDITING)

    @property
    def may_comment_as_stranger(self) -> bool:
        return self.here is None and self.magazine.is_public and self.magazine.takes_strangers

    def may_read_name(self, article: Article) -> bool:
        """Members know who wrote; everybody else only if the author wants it."""
        return self.here is not None or article.named


def reader_for(here: Here | None, slug: str) -> Reader:
    """Somebody in front of the magazine at this address, a member of its space or not.

    Raises
    ------
    Missing
        There is none, or it is not for them.
    """
    if here:
        return reader_of(here)
    found = public_magazines().filter(space__slug=slug).first()
    if found is None:
        raise Missing
    return Reader(found)


def editor_at(here: Here) -> Reader:
    """A member who edits.

    Raises
    ------
    Missing
        They do not.
    """
    reader = reader_of(here)
    if not reader.is_editor:
        raise Missing
    return reader


def reader_of(here: Here) -> Reader:
    magazine = Magazine.objects.filter(space=here.space).first() or Magazine()
    magazine.space = here.space
    return Reader(magazine, here)


def public_magazines() -> QuerySet[Magazine]:
    """Those that everybody may read, by the name of their space."""
    return Magazine.objects.filter(is_public=True).select_related("space").order_by("space__name")
