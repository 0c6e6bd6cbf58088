"""Where an article is read, and which article an address means."""

from urllib.parse import urldefrag, urlsplit

from django.conf import settings
from django.db.models import Q
from django.urls import Resolver404, resolve
from django.utils import timezone

from fuerwort.magazine.models import Article, State
from fuerwort.people import links


def permalink(article: Article) -> str:
    """The one address of a published article: year, month and words, as weblogs had it in 2010."""
    return links.address("article", *parts(article))


def parts(article: Article) -> tuple[str, int, str, str]:
    """What the address is made of; the month is that of the first publication, where we are."""
    day = timezone.localtime(article.published_at or article.started_at)
    return article.space.slug, day.year, f"{day.month:02}", article.slug


def known(article: Article) -> set[str]:
    """Every address that leads to it."""
    found = {permalink(article), links.address("article-by-id", article.space.slug, article.public)}
    for old in article.addresses.all():
        moved = Article(space=article.space, published_at=article.published_at, slug=old.slug)
        found.add(permalink(moved))
    return found


def article_at(url: str) -> Article | None:
    """The published article of a public magazine that an address of ours means."""
    address = urlsplit(urldefrag(url).url)
    if (address.scheme, address.netloc) != urlsplit(settings.ADDRESS)[:2]:
        return None
    try:
        match = resolve(address.path)
    except Resolver404:
        return None
    if match.url_name == "article":
        slug = match.kwargs["slug"]
        wanted = Q(slug=slug) | Q(addresses__slug=slug)
    elif match.url_name == "article-by-id":
        wanted = Q(public=match.kwargs["public"])
    else:
        return None
    rows = Article.objects.filter(wanted, space__slug=match.kwargs["space"], state=State.PUBLISHED)
    return rows.filter(space__magazine__is_public=True).select_related("space__magazine").distinct().first()
