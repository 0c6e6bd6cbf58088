"""Take in what another site says about an article; a worker looks, an editor decides."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fuerwort.magazine import jobs, notices
from fuerwort.magazine.actions.states import require_editing
from fuerwort.magazine.addresses import article_at
from fuerwort.magazine.models import Article, Found, Mention, Way
from fuerwort.people.errors import Refused
from fuerwort.people.events import record
from fuerwort.people.fetch import check_address
from fuerwort.people.links import hashed
from fuerwort.people.models import Membership

MOST = 200
"""So many of one article wait at most; who sends more is an attack."""


class MentionRefused(Refused):
    """Not taken in; ``code`` says why: source, target, off, same, full."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@transaction.atomic
def receive(*, source: str, target: str, way: str, at: datetime) -> Mention:
    """Note that ``source`` is said to link to ``target``, and let a worker look. Said twice, it is looked at again.

    Raises
    ------
    MentionRefused
        The target is no article of ours that the world can read, or the magazine takes no such messages.
    FetchRefused
        The source cannot be a page of the open internet.
    """
    article = article_at(target.strip())
    if article is None:
        raise MentionRefused("target", _("There is no such article here."))
    taken = article.space.magazine.takes_mentions if way == Way.WEBMENTION else article.space.magazine.takes_trackbacks
    if not taken:
        raise MentionRefused("off", _("This magazine does not take such messages."))
    source = source.strip()
    if source == target.strip() or ((own := article_at(source)) is not None and own.pk == article.pk):
        raise MentionRefused("same", _("A page cannot mention itself."))
    check_address(source)
    mention, is_new = _noted(article, source, way, at)
    jobs.look.enqueue(mention.public)
    if is_new:
        record(article.space, by=None, at=at, verb="mention.received", about=article.public)
    return mention


@transaction.atomic
def show(*, mention: Mention, by: Membership, at: datetime) -> Mention:
    """Let readers see it.

    Raises
    ------
    MentionRefused
        No link was found there.
    """
    return _decide(mention, Found.SHOWN, "mention.shown", by, at)


@transaction.atomic
def refuse(*, mention: Mention, by: Membership, at: datetime) -> Mention:
    """Do not let readers see it, now or when it is sent again."""
    return _decide(mention, Found.REFUSED, "mention.refused", by, at)


def _decide(mention: Mention, found: str, verb: str, by: Membership, at: datetime) -> Mention:
    mention = Mention.objects.select_for_update(of=("self",)).select_related("article").get(pk=mention.pk)
    require_editing(mention.article, by)
    if mention.found not in (Found.WAITS, Found.SHOWN, Found.REFUSED):
        raise MentionRefused("source", _("No link to the article was found there."))
    mention.found = found
    mention.save(update_fields=["found"])
    record(by.space, by=by, at=at, verb=verb, about=mention.article.public)
    notices.judged(mention)
    return mention


def _noted(article: Article, source: str, way: str, at: datetime) -> tuple[Mention, bool]:
    if article.mentions.filter(found__in=[Found.QUEUED, Found.WAITS]).count() >= MOST:
        raise MentionRefused("full", _("Too many wait already. Please try again another day."))
    return Mention.objects.get_or_create(
        article=article, source_hash=hashed(source), defaults={"source": source, "way": way, "at": at}
    )
