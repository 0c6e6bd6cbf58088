"""What is new for somebody, and whose letters a signed link is about."""

from datetime import timedelta

from fuerwort.people import links
from fuerwort.people.errors import Missing
from fuerwort.people.models import News, Person
from fuerwort.people.news import TO_DO, Line, told
from fuerwort.people.queries.here import Here

SHOWN = 10
VALID = timedelta(days=366)
"""A link to end the digest must outlive the mail it stands in."""


def news_for(here: Here) -> list[Line]:
    """The newest things this member has not read; what waits for an answer is said elsewhere."""
    unread = News.objects.filter(membership=here.membership, read_at__isnull=True).exclude(code__in=TO_DO)
    return told(unread.select_related("membership__space").order_by("-at")[:SHOWN])


def reader_of(token: str) -> Person:
    """Whose digest a signed link is about.

    Raises
    ------
    Missing
        The link is no such link, too old, or its person is gone.
    """
    public = links.unsign("unsubscribe", token, VALID)["person"]
    person = Person.objects.filter(public=public).first()
    if person is None:
        raise Missing
    return person
