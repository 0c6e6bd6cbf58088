"""Who is told what. One mail only: to a stranger, to prove the address. Everything else is news.

Facts of the news hold public ids only: titles and texts are looked up when it is read, and are gone with what they
were about.
"""

from collections.abc import Iterable
from datetime import datetime

from fuerwort.magazine.editors import editors
from fuerwort.magazine.models import Article, Comment, Mention
from fuerwort.people import links, mail
from fuerwort.people.models import Membership, News

WAITING = ("article.submitted", "comment.waits", "comment.reported", "mention.waits")
"""Questions to all editors: whoever answers takes them from everybody's news."""


def submitted(article: Article, at: datetime) -> None:
    others = editors(article.space).exclude(pk=article.author_id or 0)
    _tell(others, at, "article.submitted", article=article.public)


def done(article: Article) -> None:
    """It waits for no editor any more."""
    _forget("article.submitted", article)


def returned(article: Article, by: Membership, at: datetime) -> None:
    done(article)
    _to_author(article, by, at, "article.returned")


def scheduled(article: Article, by: Membership, at: datetime) -> None:
    done(article)
    _to_author(article, by, at, "article.scheduled")


def published(article: Article, at: datetime) -> None:
    """Every member reads in the digest that there is something new to read."""
    done(article)
    members = Membership.objects.active().filter(space=article.space)
    _tell(members.exclude(pk=article.author_id or 0), at, "article.new", article=article.public)
    if article.author_id:
        _tell(members.filter(pk=article.author_id), at, "article.published", article=article.public)


def corrected(article: Article, by: Membership, at: datetime) -> None:
    _to_author(article, by, at, "article.corrected")


def withdrawn(article: Article, by: Membership, at: datetime) -> None:
    _forget("article.new", article)
    _to_author(article, by, at, "article.withdrawn")


def said(comment: Comment, at: datetime) -> None:
    """To whoever is answered, and to the author of the article."""
    parent = comment.parent
    found = {m.pk: m for m in (parent.by if parent else None, comment.article.author) if m and not m.left_at}
    found.pop(comment.by_id or 0, None)
    _tell(found.values(), at, "comment.said", article=comment.article.public)


def asked_to_confirm(comment: Comment, token: str) -> None:
    facts = {
        "name": comment.name,
        "space": comment.article.space,
        "title": comment.article.title,
        "link": links.address("comment-own", token),
    }
    mail.post(comment.email, "comment-confirm", comment.language, facts)


def waits(comment: Comment, at: datetime) -> None:
    _tell(editors(comment.article.space), at, "comment.waits", comment=comment.public)


def reported(comment: Comment, at: datetime) -> None:
    _tell(editors(comment.article.space), at, "comment.reported", comment=comment.public)


def looked_at(comment: Comment) -> None:
    News.objects.filter(code__in=WAITING, facts__comment=comment.public).delete()


def hidden(comment: Comment, by: Membership, at: datetime) -> None:
    if comment.by and comment.by_id != by.pk and not comment.by.left_at:
        _tell([comment.by], at, "comment.hidden", article=comment.article.public)


def mentioned(mention: Mention, at: datetime) -> None:
    _tell(editors(mention.article.space), at, "mention.waits", mention=mention.public)


def judged(mention: Mention) -> None:
    News.objects.filter(code__in=WAITING, facts__mention=mention.public).delete()


def _to_author(article: Article, by: Membership, at: datetime, code: str) -> None:
    author = article.author
    if author and author.pk != by.pk and not author.left_at:
        _tell([author], at, code, article=article.public)


def _tell(to: Iterable[Membership], at: datetime, code: str, **facts: str) -> None:
    News.objects.bulk_create([News(membership=one, at=at, code=code, facts=facts) for one in to])


def _forget(code: str, article: Article) -> None:
    News.objects.filter(code=code, facts__article=article.public).delete()
