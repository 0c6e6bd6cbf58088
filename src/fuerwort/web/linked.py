"""What machines of others read: schema.org. An author or a member only where they want to be named."""

import json
from collections.abc import Iterable
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from fuerwort.evenings.models import Evening
from fuerwort.magazine.addresses import permalink
from fuerwort.magazine.queries.reader import Reader
from fuerwort.magazine.queries.reading import Reading
from fuerwort.people import links
from fuerwort.people.models import Space
from fuerwort.people.queries.profile import Profile

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
    return _block(facts)


def person(profile: Profile) -> SafeString:
    """A member as everybody may see them; what they keep to themselves is not in the profile."""
    facts: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Person",
        "name": profile.name,
        "url": links.address("member-public", profile.who.public),
        "memberOf": {"@type": "Organization", "name": profile.space.name},
    }
    more = {"description": profile.about, "email": profile.email, "telephone": profile.phone,
            "sameAs": profile.website, "knowsLanguage": list(profile.languages),
            "knowsAbout": [work.name for work in profile.work if work.name]}  # fmt: skip
    return _block(facts | {name: value for name, value in more.items() if value})


def organization(space: Space) -> SafeString:
    """A space as everybody may read of it."""
    facts: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": space.name,
        "url": links.address("about", space.slug),
    }
    return _block(facts | {k: v for k, v in (("description", space.about), ("location", space.place)) if v})


def events(space: Space, evenings: Iterable[Evening]) -> SafeString:
    """Evenings as their public files have them: when and where, and nothing about persons."""
    organizer = {"@type": "Organization", "name": space.name, "url": links.address("about", space.slug)}
    return _block({"@context": "https://schema.org", "@graph": [_event(one, space, organizer) for one in evenings]})


def _event(evening: Evening, space: Space, organizer: dict[str, str]) -> dict[str, Any]:
    status = "EventCancelled" if evening.cancelled_at else "EventScheduled"
    facts: dict[str, Any] = {
        "@type": "Event",
        "name": evening.name,
        "startDate": evening.begins.isoformat(),
        "endDate": evening.ends.isoformat(),
        "eventStatus": f"https://schema.org/{status}",
        "url": organizer["url"],
        "organizer": organizer,
    }
    if evening.place or space.place:
        where = {"@type": "Place", "name": evening.place or space.name}
        facts["location"] = where | ({"address": space.place} if space.place else {})
    return facts


def _block(facts: dict[str, Any]) -> SafeString:
    return mark_safe(json.dumps(facts, ensure_ascii=False).translate(ESCAPES))


def image_of(page: Reading) -> str:
    """The picture that other sites show beside a link, if there is one."""
    article = page.article
    return links.address("picture-shared", article.space.slug, article.cover.public) if article.cover else ""


def title_of(reader: Reader) -> str:
    """What the magazine is called."""
    return reader.magazine.title or _("Magazine of %(space)s") % {"space": reader.space.name}
