"""Write: begin an article, change it, give it pictures, throw a draft away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO

from django.db import transaction
from django.utils.translation import gettext as _

from fuerwort.magazine import files
from fuerwort.magazine.actions.states import ArticleRefused, locked, require, require_author, require_editing
from fuerwort.magazine.models import Article, Category, Farewell, Picture, State
from fuerwort.magazine.pixels import paint
from fuerwort.magazine.rendering import plain
from fuerwort.people.errors import Missing
from fuerwort.people.events import record
from fuerwort.people.models import Membership
from fuerwort.people.words import spellings

LONGEST = 60_000
"""Letters of a text."""
MOST_PICTURES = 24


@dataclass(frozen=True, slots=True)
class Content:
    """What an author writes. ``abstract`` is the gist in the other language."""

    title: str
    teaser: str = ""
    text: str = ""
    abstract: str = ""
    language: str = "de"
    categories: Sequence[Category] = ()
    named: bool = False
    farewell: str = Farewell.STAYS


@transaction.atomic
def begin(*, content: Content, by: Membership, at: datetime, minutes: str = "") -> Article:
    """Begin an article; nobody but its author sees it.

    Raises
    ------
    Missing
        ``by`` has left.
    ArticleRefused
        It has no title, or is too long.
    """
    if by.left_at:
        raise Missing
    article = Article(space=by.space, author=by, started_at=at, changed_at=at, minutes=minutes)
    fill(article, content)
    record(by.space, by=by, at=at, verb="article.begun", about=article.public)
    return article


@transaction.atomic
def change(*, article: Article, content: Content, version: int, by: Membership, at: datetime) -> Article:
    """Write on: an author in a draft, an editor in what was handed in.

    Parameters
    ----------
    version : int
        The version that was read before typing; if somebody has written meanwhile, nothing is overwritten.

    Raises
    ------
    Missing
        Neither the author nor an editor.
    ArticleRefused
        It is not in their hands, somebody else has changed it, or it is too long.
    """
    article = locked(article, by)
    require(article, State.DRAFT, State.REVIEW, State.SCHEDULED)
    if article.state == State.DRAFT:
        require_author(article, by)
    else:
        require_editing(article, by)
    check_version(article, version)
    article.changed_at = at
    fill(article, content)
    record(by.space, by=by, at=at, verb="article.changed", about=article.public)
    return article


@transaction.atomic
def discard(*, article: Article, by: Membership, at: datetime) -> None:
    """Throw one's own draft away, for good.

    Raises
    ------
    ArticleRefused
        It is no draft, or not one's own.
    """
    article = locked(article, by)
    require(article, State.DRAFT)
    require_author(article, by)
    delete(article)
    record(by.space, by=by, at=at, verb="article.discarded", about=article.public)


@transaction.atomic
def add_picture(
    *, article: Article, file: IO[bytes], alt: str, by: Membership, at: datetime, caption: str = ""
) -> Picture:
    """Give an article a picture, painted anew; the first one is its cover.

    Raises
    ------
    PictureRefused
        The file is no picture that can be taken.
    ArticleRefused
        Nobody said what it shows, there are too many, or the article is not in their hands.
    """
    article = _open_for(article, by)
    alt, caption = " ".join(alt.split()), " ".join(caption.split())
    if not alt:
        raise ArticleRefused(_("Please say in a few words what the picture shows, for those who cannot see it."), "alt")
    numbers = [int(name.rpartition("-")[2]) for name in article.pictures.values_list("name", flat=True)]
    if len(numbers) >= MOST_PICTURES:
        raise ArticleRefused(_("An article has at most %(number)s pictures.") % {"number": MOST_PICTURES}, "file")
    painted = paint(file)
    picture = Picture.objects.create(
        article=article, name=f"bild-{max(numbers, default=0) + 1}", alt=alt[:300], caption=caption[:300],
        width=painted.width, height=painted.height, widths=list(painted.webp), at=at,
    )  # fmt: skip
    files.keep(picture.public, painted)
    if not article.cover_id:
        Article.objects.filter(pk=article.pk).update(cover=picture)
    record(by.space, by=by, at=at, verb="article.pictured", about=article.public)
    return picture


@transaction.atomic
def describe_picture(*, picture: Picture, alt: str, caption: str, cover: bool, by: Membership, at: datetime) -> Picture:
    """Say anew what a picture shows, and whether it stands on top.

    Raises
    ------
    ArticleRefused
        Nobody said what it shows, or the article is not in their hands.
    """
    article = _open_for(picture.article, by)
    alt = " ".join(alt.split())[:300]
    if not alt:
        raise ArticleRefused(_("Please say in a few words what the picture shows, for those who cannot see it."), "alt")
    picture.alt, picture.caption = alt, " ".join(caption.split())[:300]
    picture.save(update_fields=["alt", "caption"])
    if cover or article.cover_id == picture.pk:
        Article.objects.filter(pk=article.pk).update(cover=picture if cover else None)
    record(by.space, by=by, at=at, verb="article.pictured", about=article.public)
    return picture


@transaction.atomic
def remove_picture(*, picture: Picture, by: Membership, at: datetime) -> None:
    """Take a picture away, files and all."""
    article = _open_for(picture.article, by)
    public = picture.public
    picture.delete()
    transaction.on_commit(lambda: files.drop(public))
    record(by.space, by=by, at=at, verb="article.pictured", about=article.public)


def fill(article: Article, content: Content) -> None:
    """Write what was typed into an article; part of an action."""
    title = " ".join(content.title.split())
    if not title:
        raise ArticleRefused(_("Please give it a title."), "title")
    if len(content.text) > LONGEST:
        raise ArticleRefused(_("A text has at most %(number)s letters.") % {"number": LONGEST}, "text")
    article.title, article.teaser = title[:120], " ".join(content.teaser.split())[:400]
    article.abstract, article.language = " ".join(content.abstract.split())[:600], content.language
    article.text = content.text.replace("\r\n", "\n").replace("\0", "")
    article.named, article.farewell = content.named, content.farewell
    article.haystack = hay(article)
    if article.pk:
        article.version += 1
    article.save()
    article.categories.set([one for one in content.categories if one.space_id == article.space_id])


def hay(article: Article) -> str:
    """What a search looks through: with "ü" as "u" and as "ue"."""
    words = " ".join([article.title, article.teaser, article.abstract, plain(article.text)])
    return "\n".join(sorted(spellings.__wrapped__(words)))  # not cached: it would keep whole articles in memory


def check_version(article: Article, version: int) -> None:
    if article.version != version:
        raise ArticleRefused(
            _("Somebody has changed this article while you were writing. Your text is still here: please compare it.")
        )


def delete(article: Article) -> None:
    """Delete an article and the files of its pictures; part of an action."""
    for public in list(article.pictures.values_list("public", flat=True)):
        transaction.on_commit(lambda public=public: files.drop(public))  # type: ignore[misc]
    article.delete()


def _open_for(article: Article, by: Membership) -> Article:
    """An article whose pictures ``by`` may change: one's own draft, or what an editor has in hand."""
    article = locked(article, by)
    if article.state == State.DRAFT:
        require_author(article, by)
    else:
        require_editing(article, by)
    return article
