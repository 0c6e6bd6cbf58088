"""From the author's hands to the reader's: hand in, send back, publish, schedule, correct, withdraw."""

import re
from datetime import datetime

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from fuerwort.magazine import jobs, notices
from fuerwort.magazine.actions.states import (
    ArticleRefused,
    locked,
    require,
    require_author,
    require_editing,
    require_other_eyes,
)
from fuerwort.magazine.actions.writing import Content, check_version, fill
from fuerwort.magazine.models import Address, Article, Correction, Note, State, Verdict
from fuerwort.magazine.rendering import pictures_named
from fuerwort.people.events import record
from fuerwort.people.models import Membership
from fuerwort.people.words import GERMAN


@transaction.atomic
def submit(*, article: Article, by: Membership, at: datetime) -> Article:
    """Hand a draft in; editors read it.

    Raises
    ------
    ArticleRefused
        It is no draft of theirs, or something is missing: teaser, text, or a picture the text names.
    """
    article = locked(article, by)
    require(article, State.DRAFT)
    require_author(article, by)
    check_complete(article)
    article.state, article.submitted_at = State.REVIEW, at
    article.save(update_fields=["state", "submitted_at"])
    record(by.space, by=by, at=at, verb="article.submitted", about=article.public)
    notices.submitted(article, at)
    return article


@transaction.atomic
def take_back(*, article: Article, by: Membership, at: datetime) -> Article:
    """Write on after all: what was handed in, or is to appear, becomes a draft again."""
    article = locked(article, by)
    require(article, State.REVIEW, State.SCHEDULED)
    require_author(article, by)
    article.state, article.planned_for = State.DRAFT, None
    article.save(update_fields=["state", "planned_for"])
    record(by.space, by=by, at=at, verb="article.taken-back", about=article.public)
    notices.done(article)
    return article


@transaction.atomic
def send_back(*, article: Article, words: str, by: Membership, at: datetime) -> Article:
    """Give it back to the author, saying why.

    Raises
    ------
    ArticleRefused
        ``by`` is no editor, it is not in review, or no word was said.
    """
    article = locked(article, by)
    require(article, State.REVIEW, State.SCHEDULED)
    require_editing(article, by)
    if not words.strip():
        raise ArticleRefused(_("Please tell the author what is missing."), "words")
    article.state, article.planned_for = State.DRAFT, None
    article.save(update_fields=["state", "planned_for"])
    Note.objects.create(article=article, by=by, at=at, verdict=Verdict.RETURNED, text=words.strip()[:2000])
    record(by.space, by=by, at=at, verb="article.returned", about=article.public)
    notices.returned(article, by, at)
    return article


@transaction.atomic
def publish(
    *, article: Article, by: Membership, at: datetime, when: datetime | None = None, words: str = ""
) -> Article:
    """Publish at once, or let it appear at ``when``. Its address is made of the title and stays.

    Raises
    ------
    ArticleRefused
        ``by`` is no editor, wrote it while another could read it, or it is not complete.
    """
    article = locked(article, by)
    require(article, State.REVIEW, State.SCHEDULED)
    require_other_eyes(article, by)
    check_complete(article)
    if words.strip() or article.state == State.REVIEW:
        Note.objects.create(article=article, by=by, at=at, verdict=Verdict.ACCEPTED, text=words.strip()[:2000])
    if when and when > at:
        article.state, article.planned_for = State.SCHEDULED, when
        article.save(update_fields=["state", "planned_for"])
        record(by.space, by=by, at=at, verb="article.scheduled", about=article.public)
        notices.scheduled(article, by, at)
        return article
    appear(article, at)
    record(by.space, by=by, at=at, verb="article.published", about=article.public)
    return article


def publish_due(*, at: datetime) -> int:
    """Let appear what is due; returns how many did."""
    due = Article.objects.filter(state=State.SCHEDULED, planned_for__lte=at)
    return sum(_appear_if_due(article, at) for article in due)


@transaction.atomic
def correct(*, article: Article, content: Content, words: str, version: int, by: Membership, at: datetime) -> Article:
    """Change what is published, and say to all readers what was changed.

    Raises
    ------
    ArticleRefused
        ``by`` is no editor, nothing is said, or somebody else has changed it meanwhile.
    """
    article = locked(article, by)
    require(article, State.PUBLISHED)
    require_editing(article, by)
    check_version(article, version)
    if not words.strip():
        raise ArticleRefused(_("Please tell the readers what was corrected."), "words")
    article.changed_at = at
    fill(article, content)
    check_complete(article)
    Correction.objects.create(article=article, by=by, at=at, text=" ".join(words.split())[:500])
    record(by.space, by=by, at=at, verb="article.corrected", about=article.public)
    notices.corrected(article, by, at)
    jobs.tell_others.enqueue(article.public)
    return article


@transaction.atomic
def withdraw(*, article: Article, by: Membership, at: datetime) -> Article:
    """Take an article off; its address says that it is gone."""
    article = locked(article, by)
    require(article, State.PUBLISHED)
    if article.author_id != by.pk:
        require_editing(article, by)
    article.state, article.changed_at = State.WITHDRAWN, at
    article.save(update_fields=["state", "changed_at"])
    record(by.space, by=by, at=at, verb="article.withdrawn", about=article.public)
    notices.withdrawn(article, by, at)
    return article


@transaction.atomic
def reopen(*, article: Article, by: Membership, at: datetime) -> Article:
    """Take up an own withdrawn article as a draft again; published anew, it has its old address."""
    article = locked(article, by)
    require(article, State.WITHDRAWN)
    require_author(article, by)
    article.state = State.DRAFT
    article.save(update_fields=["state"])
    record(by.space, by=by, at=at, verb="article.reopened", about=article.public)
    return article


@transaction.atomic
def move(*, article: Article, slug: str, by: Membership, at: datetime) -> Article:
    """Give a published article another address; the old one leads there.

    Raises
    ------
    ArticleRefused
        ``by`` is no editor, it is no word for an address, or another article has or had it.
    """
    article = locked(article, by)
    require(article, State.PUBLISHED)
    require_editing(article, by)
    wanted = slugged(slug)
    if not wanted:
        raise ArticleRefused(_("An address needs letters or figures."), "slug")
    if wanted == article.slug:
        return article
    if _is_taken(article, wanted):
        raise ArticleRefused(_("Another article has or had this address."), "slug")
    Address.objects.filter(space=article.space, slug=wanted).delete()  # its own, from before
    Address.objects.create(space=article.space, slug=article.slug, article=article)
    article.slug = wanted
    article.save(update_fields=["slug"])
    record(by.space, by=by, at=at, verb="article.moved", about=article.public)
    return article


def check_complete(article: Article) -> None:
    """See whether readers would miss anything."""
    if not article.teaser:
        raise ArticleRefused(_("Please say in one or two sentences what it is about: this stands above it."), "teaser")
    if not article.text.strip():
        raise ArticleRefused(_("There is no text yet."), "text")
    known = set(article.pictures.values_list("name", flat=True))
    if missing := [name for name in pictures_named(article.text) if name not in known]:
        raise ArticleRefused(
            _("The text names pictures that this article does not have: %(names)s. Please upload them here first.")
            % {"names": ", ".join(missing)},
            "text",
        )


def appear(article: Article, at: datetime) -> None:
    """Become readable; part of an action."""
    article.state, article.planned_for = State.PUBLISHED, None
    article.published_at = article.published_at or at
    article.slug = article.slug or _free(article)
    article.save(update_fields=["state", "planned_for", "published_at", "slug"])
    notices.published(article, at)
    jobs.tell_others.enqueue(article.public)


def slugged(text: str) -> str:
    """A word for an address, with "ü" as "ue"."""
    small = slugify(text.casefold().translate(GERMAN))
    return re.sub(r"-[^-]*$", "", small[:80]) if len(small) > 80 else small


@transaction.atomic
def _appear_if_due(article: Article, at: datetime) -> bool:
    article = locked(article, None)
    if article.state != State.SCHEDULED or not article.planned_for or article.planned_for > at:
        return False
    appear(article, article.planned_for)
    record(article.space, by=None, at=at, verb="article.appeared", about=article.public)
    return True


def _free(article: Article) -> str:
    """The title as an address, with a number where another article has or had it."""
    wanted = slugged(article.title) or article.public
    tried, number = wanted, 1
    while _is_taken(article, tried):
        number += 1
        tried = f"{wanted[:74]}-{number}"
    return tried


def _is_taken(article: Article, slug: str) -> bool:
    others = Article.objects.filter(space=article.space_id, slug=slug).exclude(pk=article.pk)
    return (
        others.exists() or Address.objects.filter(space=article.space_id, slug=slug).exclude(article=article).exists()
    )
