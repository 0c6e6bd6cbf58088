"""Which step may follow which, and who may take it; docs/rules/magazine.md."""

from django.utils.translation import gettext as _

from fuerwort.magazine.editors import editors, is_editor
from fuerwort.magazine.models import Article, State
from fuerwort.people.errors import Missing, Refused
from fuerwort.people.models import Membership


class ArticleRefused(Refused):
    """A step that cannot be taken with an article; ``part`` says what of it is wrong."""

    def __init__(self, message: str, part: str = "") -> None:
        super().__init__(message)
        self.part = part


def locked(article: Article, by: Membership | None) -> Article:
    """The article as it is now, for whoever takes the next step.

    Raises
    ------
    Missing
        It is not there, or not for ``by``: neither theirs nor in their hands as an editor.
    """
    found = Article.objects.select_for_update(of=("self",), no_key=True).select_related("space").get(pk=article.pk)
    if by and not may_see(found, by):
        raise Missing
    return found


def may_see(article: Article, by: Membership) -> bool:
    """Authors see their own in every state; editors what was given to them."""
    if by.space_id != article.space_id or by.left_at:
        return False
    return article.author_id == by.pk or (article.state != State.DRAFT and is_editor(by))


def require_author(article: Article, by: Membership) -> None:
    if article.author_id != by.pk or by.left_at:
        raise ArticleRefused(_("Only the author can do that."))


def require_editing(article: Article, by: Membership) -> None:
    if by.space_id != article.space_id or not is_editor(by):
        raise ArticleRefused(_("Only an editor can do that."))


def require_other_eyes(article: Article, by: Membership) -> None:
    """Nobody lets their own article through while somebody else could read it first."""
    require_editing(article, by)
    if article.author_id == by.pk and editors(article.space).exclude(pk=by.pk).exists():
        raise ArticleRefused(_("You wrote it yourself. Please let another editor read it."))


def require(article: Article, *states: str) -> None:
    if article.state not in states:
        raise ArticleRefused(
            _("This cannot be done any more: the article is now “%(state)s”.") % {"state": article.get_state_display()}
        )
