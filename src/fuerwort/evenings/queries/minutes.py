"""Minutes: read by every member, and by the magazine above."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from fuerwort.evenings.models import Minutes, Revision
from fuerwort.people.errors import Missing
from fuerwort.people.models import Space
from fuerwort.people.queries import Here

A_FEW = 20


@dataclass(frozen=True, slots=True)
class Written:
    """Minutes as they stand."""

    minutes: Minutes
    text: str
    history: Sequence[Revision]
    """Newest first."""
    aside: Revision | None
    """What the viewer typed against an older version and has not brought together yet."""


@dataclass(frozen=True, slots=True)
class ForArticle:
    """What the magazine takes over."""

    title: str
    text: str
    """Markdown."""


def written(here: Here, evening: str) -> Written | None:
    """The minutes of an evening, if somebody has begun them."""
    found = Minutes.objects.filter(evening__space=here.space, evening__public=evening).select_related("evening").first()
    if found is None:
        return None
    history = list(found.revisions.exclude(version=None).select_related("by").order_by("-version")[:A_FEW])
    aside = found.revisions.filter(version=None, by=here.membership).order_by("-at").first()
    return Written(found, history[0].text, history, aside)


def revision_for(here: Here, evening: str, version: int) -> Revision:
    """One version as it was.

    Raises
    ------
    Missing
        There is none.
    """
    found = Revision.objects.filter(
        minutes__evening__space=here.space, minutes__evening__public=evening, version=version
    ).select_related("by")
    if one := found.first():
        return one
    raise Missing


def minutes_for_article(space: Space, evening: str) -> ForArticle:
    """The newest text of minutes that were handed over, for an editor to make an article of.

    Raises
    ------
    Missing
        There are none, or they were not handed over.
    """
    found = minutes_ready(space).filter(evening__public=evening).first()
    if found is None:
        raise Missing
    return ForArticle(found.title, found.revisions.get(version=found.version).text)


def minutes_ready(space: Space) -> QuerySet[Minutes]:
    """All minutes that were handed over, oldest first, with their evenings."""
    found = Minutes.objects.filter(evening__space=space, handed_over_at__isnull=False)
    return found.select_related("evening").order_by("handed_over_at")
