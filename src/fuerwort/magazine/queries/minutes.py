"""Which article was made of the minutes of an evening."""

from typing import NamedTuple

from fuerwort.magazine.models import Article, State
from fuerwort.people.queries import Here


class Made(NamedTuple):
    """``public`` is empty for whoever may not know of it yet."""

    public: str = ""
    is_published: bool = False
    is_begun: bool = True


def article_of(here: Here, evening: str) -> Made:
    """Its public id, whether it is published, and whether there is one at all."""
    found = Article.objects.filter(space=here.space, minutes=evening).first()
    if found is None:
        return Made(is_begun=False)
    published = found.state == State.PUBLISHED
    return Made(found.public, published) if published or found.author_id == here.membership.pk else Made()
