"""What a worker does for the magazine: look at pages that are said to link here, and tell those we link to."""

from datetime import datetime
from urllib.parse import urlencode

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from fuerwort.magazine import notices
from fuerwort.magazine.addresses import known, permalink
from fuerwort.magazine.models import Article, Found, Magazine, Mention, Sent, State
from fuerwort.magazine.pages import Outline, outline
from fuerwort.magazine.rendering import links, render
from fuerwort.people import fetch
from fuerwort.people.fetch import FetchRefused
from fuerwort.people.links import hashed

MOST = 20
"""So many pages are told of one article."""
GONE = (404, 410)


@task()
def look(public: str) -> None:
    """Open the page that was named and see whether it links to the article; asked again, see whether it still does."""
    mention = Mention.objects.select_related("article__space").filter(public=public).first()
    if mention is None:
        return
    page, why = _looked(mention)
    with transaction.atomic():
        mention = Mention.objects.select_for_update(of=("self",)).get(pk=mention.pk)
        _judge(mention, page, why, timezone.now())


@task()
def tell_others(public: str) -> None:
    """Send a Webmention to every page that an article links to and that takes them."""
    article = Article.objects.select_related("space").filter(public=public, state=State.PUBLISHED).first()
    magazine = article and Magazine.objects.filter(space=article.space, is_public=True, takes_mentions=True).first()
    if not article or not magazine:
        return
    for target in links(render(article.text, {}))[:MOST]:
        status, why = _told(permalink(article), target)
        facts = {"target": target, "status": status, "why": why, "at": timezone.now()}
        Sent.objects.update_or_create(article=article, target_hash=hashed(target), defaults=facts)


def _looked(mention: Mention) -> tuple[Outline | None, str]:
    """What the page says, or why it says nothing."""
    try:
        page = fetch.get(mention.source)
    except FetchRefused as refused:
        return None, refused.code
    if page.status >= 400:
        return None, "gone" if page.status in GONE else "network"
    return outline(page), ""


def _judge(mention: Mention, page: Outline | None, why: str, at: datetime) -> None:
    """Keep what was seen. What is shown stays while the site is only down; it goes when the link is gone."""
    excerpt = page.excerpt(known(mention.article)) if page else None
    mention.checked_at, mention.why = at, why
    if page is None or excerpt is None:
        mention.why = why or "link"
        was_down = mention.found == Found.SHOWN and mention.why not in ("gone", "link")
        if not was_down:
            mention.found = Found.FAILED
            notices.judged(mention)
    else:
        mention.title, mention.site, mention.excerpt = page.title, page.site, excerpt[:300]
        if mention.found in (Found.QUEUED, Found.FAILED):
            mention.found = Found.WAITS
            notices.mentioned(mention, at)
    mention.save()


def _told(source: str, target: str) -> tuple[int, str]:
    """The status a page answered with, and otherwise why it was not told."""
    try:
        page = fetch.get(target)
        endpoint = outline(page).endpoint if page.status < 400 else None
        if endpoint is None:
            return 0, "none"
        return fetch.post(endpoint, urlencode({"source": source, "target": target}).encode()), ""
    except FetchRefused as refused:
        return 0, refused.code
