"""Which article was made of the minutes of an evening."""

from fuerwort.magazine.models import Article, State
from fuerwort.people.queries import Here


def article_of(here: Here, evening: str) -> tuple[str, bool]:
    """Its public id and whether it is published; nothing to whoever may not know of it yet."""
    found = Article.objects.filter(space=here.space, minutes=evening).first()
    if found is None:
        return "", False
    published = found.state == State.PUBLISHED
    return (found.public, published) if published or found.author_id == here.membership.pk else ("", False)
