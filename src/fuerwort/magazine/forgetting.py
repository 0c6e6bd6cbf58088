"""What an erasure takes from the magazine: own words, or only the name above them, as the author chose."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fuerwort.magazine import files
from fuerwort.magazine.actions.talking import blank
from fuerwort.magazine.actions.writing import delete
from fuerwort.magazine.models import Article, Comment, Farewell, Note, Rating, Report, State
from fuerwort.people.erasure import Foretold
from fuerwort.people.models import Membership

READ = (State.PUBLISHED, State.WITHDRAWN)


def foretell(memberships: Sequence[Membership]) -> Foretold:
    mine = Article.objects.filter(author__in=memberships)
    stays = mine.filter(state__in=READ, farewell=Farewell.STAYS).count()
    gone = mine.count() - stays
    comments = Comment.objects.filter(by__in=memberships).count()
    goes = [
        (gone, ngettext("One article of yours, with its pictures: a draft, or one you want withdrawn.",
                        "%(number)s articles of yours, with their pictures: drafts, and those you want withdrawn.",
                        gone)),
        (comments, ngettext("The words of one comment; that one stood there stays to be seen.",
                            "The words of %(number)s comments; that they stood there stays to be seen.", comments)),
    ]  # fmt: skip
    said = [words % {"number": number} for number, words in goes if number]
    if Rating.objects.filter(by__in=memberships).exists():
        said.append(_("The stars you gave to articles."))
    kept = ngettext(
        "One article of yours, under “a former member”. Change it beforehand if it should go, too.",
        "%(number)s articles of yours, under “a former member”. Change them beforehand if they should go, too.",
        stays,
    )
    return Foretold(goes=said, stays=[kept % {"number": stays}] if stays else [])


def forget(membership: Membership, at: datetime) -> None:
    """Part of an erasure. An address that was published says that its article is gone."""
    for article in Article.objects.filter(author=membership):
        if article.state not in READ:
            delete(article)
        elif article.farewell == Farewell.GOES:
            _empty(article)
    Article.objects.filter(author=membership).update(author=None, named=False)
    for comment in Comment.objects.filter(by=membership):
        blank(comment)
    Rating.objects.filter(by=membership).delete()
    Note.objects.filter(Q(by=membership) | Q(article__author=membership)).update(text="", by=None)
    Report.objects.filter(by=membership).update(by=None, reason="–")


def _empty(article: Article) -> None:
    """Nothing is left of a withdrawn article but its address."""
    for public in list(article.pictures.values_list("public", flat=True)):
        transaction.on_commit(lambda public=public: files.drop(public))  # type: ignore[misc]
    article.pictures.all().delete()
    article.comments.all().delete()
    article.mentions.all().delete()
    article.state, article.title, article.cover = State.WITHDRAWN, "–", None
    article.teaser = article.text = article.abstract = article.haystack = ""
    article.save()
