"""docs/rules/magazine.md: who may take which step from which state."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from fuerwort.magazine.actions import reviewing, writing
from fuerwort.magazine.actions.states import ArticleRefused
from fuerwort.magazine.models import Article, Correction
from fuerwort.magazine.queries.reader import reader_of
from fuerwort.magazine.queries.reading import Gone, article_for
from fuerwort.magazine.queries.writing import draft_for
from fuerwort.people.errors import Missing
from fuerwort.people.models import Membership, Role, RoleName
from fuerwort.people.queries import here_for
from tests.cast import NOW, Cast
from tests.magazine.written import CONTENT, at_state, written
from tests.tables import table

ROWS = table("magazine.md")
LATER = NOW + timedelta(days=2)


def read(article: Article, by: Membership) -> None:
    here = here_for(by.person, by.space.slug)
    if article.state == "published":
        article_for(reader_of(here), article.slug)
    else:
        draft_for(here, article.public)


STEPS: dict[str, Callable[[Article, Membership], object]] = {
    "read": read,
    "write": lambda a, by: writing.change(article=a, content=CONTENT, version=a.version, by=by, at=NOW),
    "submit": lambda a, by: reviewing.submit(article=a, by=by, at=NOW),
    "discard": lambda a, by: writing.discard(article=a, by=by, at=NOW),
    "take back": lambda a, by: reviewing.take_back(article=a, by=by, at=NOW),
    "send back": lambda a, by: reviewing.send_back(article=a, words="Noch ein Beispiel?", by=by, at=NOW),
    "publish": lambda a, by: reviewing.publish(article=a, by=by, at=NOW),
    "schedule": lambda a, by: reviewing.publish(article=a, when=LATER, by=by, at=NOW),
    "correct": lambda a, by: reviewing.correct(
        article=a, content=CONTENT, words="Ein Name.", version=a.version, by=by, at=NOW
    ),
    "withdraw": lambda a, by: reviewing.withdraw(article=a, by=by, at=NOW),
    "move": lambda a, by: reviewing.move(article=a, slug=f"anders-{a.pk}", by=by, at=NOW),
    "reopen": lambda a, by: reviewing.reopen(article=a, by=by, at=NOW),
}


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['state']}, {row['step']}" for row in ROWS])
def test_the_table(cast: Cast, row: dict[str, str]) -> None:
    Role.objects.create(membership=cast.treasurer, name=RoleName.EDITOR)
    people = {"author": (cast.owner, cast.owner), "editor": (cast.owner, cast.host),
              "editor who wrote it": (cast.host, cast.host), "reader": (cast.owner, cast.insider)}  # fmt: skip
    for who, (author, by) in people.items():
        article = at_state(row["state"], author, cast.treasurer)
        try:
            STEPS[row["step"]](article, by)
            may = "yes"
        except (ArticleRefused, Missing, Gone):
            may = "no"
        assert may == row[who], who
        now = Article.objects.filter(pk=article.pk).first()
        assert (now.state if now else "gone") == (row["then"] if may == "yes" else row["state"]), who


def test_the_only_editor_may_publish_their_own(cast: Cast) -> None:
    article = at_state("review", cast.host, cast.host)
    assert reviewing.publish(article=article, by=cast.host, at=NOW).state == "published"


def test_it_appears_on_its_day_and_not_before(cast: Cast) -> None:
    article = at_state("review", cast.owner, cast.host)
    reviewing.publish(article=article, when=LATER, by=cast.host, at=NOW)
    assert reviewing.publish_due(at=LATER - timedelta(seconds=1)) == 0
    assert reviewing.publish_due(at=LATER + timedelta(minutes=1)) == 1
    assert reviewing.publish_due(at=LATER + timedelta(minutes=1)) == 0
    article.refresh_from_db()
    assert (article.state, article.published_at, article.slug) == ("published", LATER, "der-titel")


def test_nothing_is_overwritten(cast: Cast) -> None:
    article = written(cast.owner)
    writing.change(article=article, content=CONTENT, version=article.version, by=cast.owner, at=NOW)
    with pytest.raises(ArticleRefused, match="geändert"):
        writing.change(article=article, content=CONTENT, version=article.version, by=cast.owner, at=NOW)


def test_a_correction_is_dated_and_wants_words(cast: Cast) -> None:
    article = at_state("published", cast.owner, cast.host)
    with pytest.raises(ArticleRefused):
        reviewing.correct(article=article, content=CONTENT, words=" ", version=article.version, by=cast.host, at=NOW)
    reviewing.correct(
        article=article, content=CONTENT, words="Ein Name.", version=article.version, by=cast.host, at=LATER
    )
    assert Correction.objects.get().at == LATER


def test_old_addresses_are_never_given_to_another(cast: Cast) -> None:
    first = at_state("published", cast.owner, cast.host)
    reviewing.move(article=first, slug="Über Öfen & Größe", by=cast.host, at=NOW)
    first.refresh_from_db()
    assert first.slug == "ueber-oefen-groesse"
    second = at_state("published", cast.owner, cast.host)
    assert second.slug == "der-titel-2"
    with pytest.raises(ArticleRefused, match="Adresse"):
        reviewing.move(article=second, slug="der-titel", by=cast.host, at=NOW)
    reviewing.move(article=first, slug="der-titel", by=cast.host, at=NOW)
    first.refresh_from_db()
    assert first.slug == "der-titel"


@pytest.mark.parametrize("title", ["???", "日本語", "ß" * 60])
def test_any_title_gets_an_address(cast: Cast, title: str) -> None:
    article = at_state("published", cast.owner, cast.host, title=title)
    assert 0 < len(article.slug) <= 80


def test_what_is_not_complete_is_not_handed_in(cast: Cast) -> None:
    for content in (
        writing.Content("T", "", "Text"),
        writing.Content("T", "Teaser", " \n"),
        writing.Content("T", "Teaser", "Mit ![](bild-1)"),
    ):
        article = writing.begin(content=content, by=cast.owner, at=NOW)
        with pytest.raises(ArticleRefused):
            reviewing.submit(article=article, by=cast.owner, at=NOW)
        article.refresh_from_db()
        assert article.state == "draft"
