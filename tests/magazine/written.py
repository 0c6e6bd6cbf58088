"""Articles in every state, for tests."""

from datetime import timedelta

from fuerwort.magazine.actions import reviewing, writing
from fuerwort.magazine.actions import settings as deciding
from fuerwort.magazine.models import Article, Magazine
from fuerwort.people.models import Membership
from tests.cast import NOW, Cast

CONTENT = writing.Content("Der Titel", "Worum es geht.", "Ein *kurzer* Text.")


def written(author: Membership, **more: object) -> Article:
    facts = {"title": "Der Titel", "teaser": "Worum es geht.", "text": "Ein *kurzer* Text.", **more}
    return writing.begin(content=writing.Content(**facts), by=author, at=NOW)


def at_state(state: str, author: Membership, editor: Membership, **more: object) -> Article:
    article = written(author, **more)
    if state != "draft":
        reviewing.submit(article=article, by=author, at=NOW)
    if state == "scheduled":
        reviewing.publish(article=article, when=NOW + timedelta(days=1), by=editor, at=NOW)
    elif state in ("published", "withdrawn"):
        reviewing.publish(article=article, by=editor, at=NOW)
    if state == "withdrawn":
        reviewing.withdraw(article=article, by=author, at=NOW)
    article.refresh_from_db()
    return article


def public(cast: Cast, **more: object) -> Magazine:
    return deciding.decide(by=cast.host, at=NOW, is_public=True, **more)
