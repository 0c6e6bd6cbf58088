"""Readers speak: stars, comments, replies, reports; and editors look after it. Nothing of it moves a recommendation."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from fuerwort.magazine import notices
from fuerwort.magazine.actions.states import ArticleRefused, require, require_editing
from fuerwort.magazine.models import Article, Comment, Magazine, Rating, Report, Standing, State
from fuerwort.people.errors import Missing, Refused
from fuerwort.people.events import record
from fuerwort.people.links import hashed
from fuerwort.people.models import Membership

LONGEST = 4000
"""Letters of a comment."""
EDITABLE = timedelta(minutes=15)
FORGET = timedelta(days=7)
"""So long a stranger has to confirm; then everything typed is deleted."""


class TalkRefused(Refused):
    """A comment or stars that were not taken; ``part`` says what of it is wrong."""

    def __init__(self, message: str, part: str = "") -> None:
        super().__init__(message)
        self.part = part


@dataclass(frozen=True, slots=True)
class Stranger:
    """Somebody without an account, and how to ask them whether it was them."""

    name: str
    email: str
    language: str = "de"


@transaction.atomic
def rate(*, article: Article, stars: int, by: Membership, at: datetime) -> None:
    """Give an article one to five stars, or take them back with none; once per reader, as often as one likes.

    Raises
    ------
    Missing
        ``by`` is no member here, or the article cannot be read.
    TalkRefused
        One's own article, or no number of stars.
    """
    _check_reader(article, by)
    if article.author_id == by.pk:
        raise TalkRefused(_("You wrote it yourself; let others give it stars."))
    if stars not in range(6):
        raise TalkRefused(_("Please give one to five stars."))
    mine = Rating.objects.filter(article=article, by=by)
    if stars == 0:
        mine.delete()
    else:
        Rating.objects.update_or_create(article=article, by=by, defaults={"stars": stars, "at": at})
    record(by.space, by=None, at=at, verb="article.rated", about=article.public)  # nobody need know who


@transaction.atomic
def say(*, article: Article, text: str, by: Membership, at: datetime, parent: Comment | None = None) -> Comment:
    """Say something below an article; a member's words are there at once.

    Raises
    ------
    Missing
        ``by`` is no member here, or the article cannot be read.
    TalkRefused
        No words, too many, or a reply to a reply.
    """
    _check_reader(article, by)
    words = _checked(article, text, parent)
    comment = Comment.objects.create(article=article, parent=parent, by=by, text=words, at=at)
    record(by.space, by=by, at=at, verb="comment.said", about=article.public)
    notices.said(comment, at)
    return comment


@transaction.atomic
def say_outside(
    *, article: Article, text: str, who: Stranger, at: datetime, token: str, parent: Comment | None = None
) -> Comment:
    """Take a stranger's words in; they confirm by mail, then an editor decides.

    Raises
    ------
    Missing
        The magazine or the discussion is not for strangers.
    TalkRefused
        No words or too many, no name, or no address.
    """
    _check_open(article)
    words = _checked(article, text, parent)
    name = " ".join(who.name.split())[:60]
    if not name:
        raise TalkRefused(_("Please say how we may call you."), "name")
    if not who.email.strip():
        raise TalkRefused(_("Please give an address: we send you a link to confirm."), "email")
    comment = Comment.objects.create(
        article=article, parent=parent, name=name, email=who.email.strip(), language=who.language, text=words, at=at,
        token_hash=hashed(token), standing=Standing.UNCONFIRMED,
    )  # fmt: skip
    notices.asked_to_confirm(comment, token)
    return comment


@transaction.atomic
def confirm(*, comment: Comment, at: datetime) -> Comment:
    """The stranger has opened the link and pressed the button: now an editor looks. Twice changes nothing."""
    comment = _locked(comment)
    if comment.standing == Standing.UNCONFIRMED:
        comment.standing = Standing.WAITS
        comment.save(update_fields=["standing"])
        record(comment.article.space, by=None, at=at, verb="comment.confirmed", about=comment.article.public)
        notices.waits(comment, at)
    return comment


@transaction.atomic
def edit(*, comment: Comment, text: str, by: Membership, at: datetime) -> Comment:
    """Write one's own comment anew, within a quarter of an hour; that it was changed stays to be seen.

    Raises
    ------
    Missing
        Not one's own.
    TalkRefused
        Too late, no words, or too many.
    """
    comment = _locked(comment)
    if comment.by_id != by.pk or by.left_at or not comment.is_shown:
        raise Missing
    if at - comment.at > EDITABLE:
        raise TalkRefused(_("A comment can be changed for 15 minutes; they have passed. You can still delete it."))
    comment.text, comment.edited_at = _words(text), at
    comment.save(update_fields=["text", "edited_at"])
    record(by.space, by=by, at=at, verb="comment.edited", about=comment.article.public)
    return comment


@transaction.atomic
def delete(*, comment: Comment, by: Membership | None, at: datetime) -> Comment:
    """Delete one's own words, at any time; that something stood there stays to be seen.

    Parameters
    ----------
    by
        None for a stranger, whose link proved that it is theirs.

    Raises
    ------
    Missing
        Not one's own.
    """
    comment = _locked(comment)
    if comment.by_id != (by.pk if by else None):
        raise Missing
    blank(comment)
    record(comment.article.space, by=by, at=at, verb="comment.deleted", about=comment.article.public)
    notices.looked_at(comment)
    return comment


@transaction.atomic
def release(*, comment: Comment, by: Membership, at: datetime) -> Comment:
    """Let a comment be read. The stranger's address is forgotten; their link still deletes it."""
    comment = _locked(comment)
    require_editing(comment.article, by)
    if comment.standing not in (Standing.WAITS, Standing.HIDDEN):
        raise TalkRefused(_("This comment does not wait any more."))
    comment.standing, comment.words = Standing.SHOWN, ""
    _decided(comment, by, at, "comment.released")
    notices.said(comment, at)
    return comment


@transaction.atomic
def hide(*, comment: Comment, words: str, by: Membership, at: datetime) -> Comment:
    """Take a comment off; readers see that there was one, and why it is gone if that was said."""
    comment = _locked(comment)
    require_editing(comment.article, by)
    if comment.standing not in (Standing.WAITS, Standing.SHOWN):
        raise TalkRefused(_("This comment does not wait any more."))
    comment.words = " ".join(words.split())[:300]
    if comment.standing == Standing.WAITS:  # nobody has read it, so there is no trace to leave
        record(by.space, by=by, at=at, verb="comment.refused", about=comment.article.public)
        notices.looked_at(comment)
        comment.delete()
        return comment
    comment.standing = Standing.HIDDEN
    _decided(comment, by, at, "comment.hidden")
    notices.hidden(comment, by, at)
    return comment


@transaction.atomic
def report(*, comment: Comment, reason: str, by: Membership | None, at: datetime) -> Report:
    """Say that a comment should not stand there, and why; editors look at it.

    Raises
    ------
    TalkRefused
        Nobody said why, or it is not there any more.
    """
    comment = _locked(comment)
    if not comment.is_shown:
        raise TalkRefused(_("This comment is not shown any more."))
    if not reason.strip():
        raise TalkRefused(_("Please say what is wrong with it."), "reason")
    made = Report.objects.create(comment=comment, by=by, reason=" ".join(reason.split())[:500], at=at)
    record(comment.article.space, by=by, at=at, verb="comment.reported", about=comment.article.public)
    notices.reported(comment, at)
    return made


@transaction.atomic
def keep(*, comment: Comment, by: Membership, at: datetime) -> Comment:
    """Let a reported comment stand."""
    comment = _locked(comment)
    require_editing(comment.article, by)
    _decided(comment, by, at, "comment.kept")
    return comment


def forget_unconfirmed(*, at: datetime) -> int:
    """Delete what strangers typed and never confirmed; returns how many."""
    return Comment.objects.filter(standing=Standing.UNCONFIRMED, at__lt=at - FORGET).delete()[0]


def blank(comment: Comment) -> None:
    """Take the words, the name and the address; part of an action."""
    comment.text = comment.name = comment.email = comment.words = ""
    comment.standing, comment.by = Standing.DELETED, None
    comment.save()
    comment.reports.all().delete()


def _decided(comment: Comment, by: Membership, at: datetime, verb: str) -> None:
    comment.email = ""
    comment.save()
    comment.reports.filter(settled_at__isnull=True).update(settled_at=at)
    record(by.space, by=by, at=at, verb=verb, about=comment.article.public)
    notices.looked_at(comment)


def _locked(comment: Comment) -> Comment:
    rows = Comment.objects.select_for_update(of=("self",), no_key=True).select_related("article__space", "by")
    found = rows.filter(pk=comment.pk).first()
    if found is None:
        raise Missing
    return found


def _check_reader(article: Article, by: Membership) -> None:
    if by.space_id != article.space_id or by.left_at or article.state != State.PUBLISHED:
        raise Missing


def _check_open(article: Article) -> None:
    try:
        require(article, State.PUBLISHED)
    except ArticleRefused as gone:
        raise Missing from gone
    magazine = Magazine.objects.filter(space=article.space_id).first()
    if magazine is None or not (magazine.is_public and magazine.takes_strangers):
        raise Missing


def _checked(article: Article, text: str, parent: Comment | None) -> str:
    if parent and (parent.article_id != article.pk or not parent.is_shown or parent.parent_id):
        raise TalkRefused(_("This cannot be answered any more; please write below the article."))
    return _words(text)


def _words(text: str) -> str:
    words = text.replace("\r\n", "\n").replace("\0", "").strip()
    if not words:
        raise TalkRefused(_("Please write something first."), "text")
    if len(words) > LONGEST:
        raise TalkRefused(
            _("A comment has at most %(most)s letters; this one has %(number)s. Nothing is lost: please shorten it.")
            % {"most": LONGEST, "number": len(words)},
            "text",
        )
    return words
