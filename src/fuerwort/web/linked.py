"""What machines read of an article: Open Graph and schema.org. An author only where the author wants to be named."""

import json
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from fuerwort.magazine.addresses import permalink
from fuerwort.magazine.queries.reader import Reader
from fuerwort.magazine.queries.reading import Reading
from fuerwort.people import links

ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def described(reader: Reader, page: Reading) -> SafeString:
    """JSON-LD for a data block: nothing in it can end the element it stands in."""
    article = page.article
    facts: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": article.title,
        "description": article.teaser,
        "inLanguage": article.language,
        "datePublished": page.shown.at.isoformat(),
        "dateModified": max(page.shown.at, article.changed_at).isoformat(),
        "mainEntityOfPage": permalink(article),
        "articleSection": [one.name for one in page.shown.categories],
        "publisher": {"@type": "Organization", "name": reader.space.name},
        "isAccessibleForFree": True,
    }
    if article.author and article.named:
        facts["author"] = {"@type": "Person", "name": article.author.name}
    if shared := image_of(page):
        facts["image"] = shared
    return mark_safe(json.dumps(facts, ensure_ascii=False).translate(ESCAPES))


def image_of(page: Reading) -> str:
    """The picture that other sites show beside a link, if there is one."""
    article = page.article
    return links.address("picture-shared", article.space.slug, article.cover.public) if article.cover else ""


def title_of(reader: Reader) -> str:
    """What the magazine is called."""
    return reader.magazine.title or _("Magazine of %(space)s") % {"space": reader.space.name}
