"""The magazine as an Atom feed, whole articles; an entry keeps its name whatever its address becomes."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from fuerwort.magazine.addresses import permalink
from fuerwort.magazine.queries import lists
from fuerwort.magazine.queries.reader import Reader
from fuerwort.magazine.queries.shown import Shown
from fuerwort.people import links
from fuerwort.web.linked import title_of


class MagazineFeed(Feed):
    feed_type = Atom1Feed

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def get_object(self, request: HttpRequest, *_args: Any, **_more: Any) -> Reader:
        return self.reader

    def title(self, reader: Reader) -> str:
        return title_of(reader)

    def subtitle(self, reader: Reader) -> str:
        return reader.magazine.about or _("What the members of %(space)s write.") % {"space": reader.space.name}

    def link(self, reader: Reader) -> str:
        return links.address("magazine-space", reader.space.slug)

    def feed_url(self, reader: Reader) -> str:
        return links.address("magazine-feed", reader.space.slug)

    def feed_guid(self, reader: Reader) -> str:
        return f"tag:{_host()},2026:magazine/{reader.space.slug}"

    def author_name(self, reader: Reader) -> str:
        return str(reader.space.name)

    def items(self, reader: Reader) -> list[Shown]:
        return lists.front(reader)

    def item_title(self, item: Any) -> str:
        return str(item.title)

    def item_description(self, item: Any) -> str:
        return str(item.teaser)

    def item_link(self, item: Any) -> str:
        return permalink(item.article)

    def item_guid(self, item: Any) -> str:
        return f"tag:{_host()},2026:article/{item.article.public}"

    def item_pubdate(self, item: Any) -> datetime:
        return item.at  # type: ignore[no-any-return]

    def item_updateddate(self, item: Any) -> datetime:
        return max(item.at, item.article.changed_at)  # type: ignore[no-any-return]

    def item_categories(self, item: Any) -> list[str]:
        return [one.name for one in item.categories]

    def item_author_name(self, item: Any) -> str:
        return str(item.byline) if item.article.named else str(item.reader.space.name)


def atom(request: HttpRequest, reader: Reader) -> HttpResponse:
    answer: HttpResponse = MagazineFeed(reader)(request)
    return answer


def _host() -> str:
    return urlsplit(settings.ADDRESS).hostname or "localhost"
