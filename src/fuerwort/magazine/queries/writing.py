"""The magazine from inside: one's own articles, one to write on, and what waits for editors."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet, Subquery, Value
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fuerwort.evenings.models import Minutes
from fuerwort.evenings.queries import minutes_ready
from fuerwort.magazine.actions.states import may_see
from fuerwort.magazine.editors import editors
from fuerwort.magazine.models import (
    Article,
    Category,
    Comment,
    Found,
    Magazine,
    Mention,
    Picture,
    Report,
    Standing,
    State,
    Verdict,
)
from fuerwort.magazine.queries.reader import Reader, editor_at, reader_of
from fuerwort.magazine.queries.reading import html_of
from fuerwort.magazine.queries.shown import Shown, image
from fuerwort.magazine.rendering import Image
from fuerwort.people.errors import Missing
from fuerwort.people.models import EDITING, Space
from fuerwort.people.queries import Here
from fuerwort.people.queries.to_do import Figures, ToDo, how_many

MOST = 50


@dataclass(frozen=True)
class Draft:
    """An article in somebody's hands: what they may do with it, and how it would look."""

    article: Article
    reader: Reader
    html: str
    pictures: Sequence[tuple[Picture, Image]]
    is_author: bool
    has_other_editor: bool
    """Whether another editor could read it first."""

    @property
    def shown(self) -> Shown:
        return Shown(self.article, self.reader)

    @property
    def may_write(self) -> bool:
        state, edits = self.article.state, self.reader.is_editor
        return (self.is_author and state == State.DRAFT) or (edits and state in (State.REVIEW, State.SCHEDULED))

    @property
    def may_review(self) -> bool:
        return self.reader.is_editor and self.article.state in (State.REVIEW, State.SCHEDULED)

    @property
    def may_let_through(self) -> bool:
        return self.may_review and not (self.is_author and self.has_other_editor)

    @property
    def may_correct(self) -> bool:
        return self.reader.is_editor and self.article.state == State.PUBLISHED

    @property
    def may_change_pictures(self) -> bool:
        return self.may_write or self.may_correct


@dataclass(frozen=True)
class Mine:
    """One's own articles, by what can be done next."""

    drafts: Sequence[Article] = ()
    waiting: Sequence[Article] = ()
    out: Sequence[Article] = ()


@dataclass(frozen=True)
class Desk:
    """What waits for editors."""

    articles: Sequence[Article] = ()
    scheduled: Sequence[Article] = ()
    comments: Sequence[Comment] = ()
    reports: Sequence[Report] = ()
    mentions: Sequence[Mention] = ()
    minutes: Sequence[Minutes] = ()
    """Handed over by their writers; nobody has begun an article of them."""


def mine(here: Here) -> Mine:
    rows = Article.objects.filter(author=here.membership).select_related("space").order_by("-changed_at")
    found = list(rows[:200])
    return Mine(
        [one for one in found if one.state == State.DRAFT],
        [one for one in found if one.state in (State.REVIEW, State.SCHEDULED)],
        [one for one in found if one.state in (State.PUBLISHED, State.WITHDRAWN)],
    )


def draft_for(here: Here, public: str) -> Draft:
    """An article to write on or to review.

    Raises
    ------
    Missing
        There is none, or it is neither theirs nor in their hands as an editor.
    """
    rows = Article.objects.filter(space=here.space, public=public).select_related("space", "author", "cover")
    found = rows.prefetch_related("categories", "pictures", "notes__by", "corrections").first()
    if found is None or not may_see(found, here.membership):
        raise Missing
    reader = reader_of(here)
    pictures = sorted(found.pictures.all(), key=lambda one: one.pk)
    html = html_of(found, {one.name: one for one in pictures}, reader)
    is_author = found.author_id == here.membership.pk
    others = is_author and reader.is_editor and editors(here.space).exclude(pk=here.membership.pk).exists()
    slug = here.space.slug
    return Draft(found, reader, html, [(one, image(one, slug)) for one in pictures], is_author, others)


def categories_of(here: Here) -> list[Category]:
    return sorted(Category.objects.filter(space=here.space), key=lambda one: one.name)


def desk(here: Here) -> Desk:
    """Everything an editor should look at, oldest first.

    Raises
    ------
    Missing
        They do not edit.
    """
    space = editor_at(here).space
    rows = Article.objects.filter(space=space).select_related("author", "space")
    comments = Comment.objects.filter(article__space=space, standing=Standing.WAITS)
    reports = Report.objects.filter(comment__article__space=space, settled_at__isnull=True)
    mentions = Mention.objects.filter(article__space=space, found=Found.WAITS)
    return Desk(
        list(rows.filter(state=State.REVIEW).order_by("submitted_at")[:MOST]),
        list(rows.filter(state=State.SCHEDULED).order_by("planned_for")[:MOST]),
        list(comments.select_related("article__space").order_by("at")[:MOST]),
        list(reports.select_related("comment__article__space", "comment__by", "by").order_by("at")[:MOST]),
        list(mentions.select_related("article__space").order_by("at")[:MOST]),
        list(_minutes(space)[:MOST]),
    )


def _minutes(space: Space) -> QuerySet[Minutes]:
    begun = Article.objects.filter(space=space).exclude(minutes="")
    return minutes_ready(space).exclude(evening__public__in=begun.values("minutes"))


def comment_to_judge(here: Here, public: str) -> Comment:
    """Raises Missing for whoever does not edit."""
    space = editor_at(here).space
    found = Comment.objects.filter(article__space=space, public=public).select_related("article__space").first()
    if found is None:
        raise Missing
    return found


def mention_to_judge(here: Here, public: str) -> Mention:
    """Raises Missing for whoever does not edit."""
    space = editor_at(here).space
    found = Mention.objects.filter(article__space=space, public=public).select_related("article__space").first()
    if found is None:
        raise Missing
    return found


def category_for(here: Here, slug: str) -> Category:
    """Raises Missing for whoever does not edit."""
    found = Category.objects.filter(space=editor_at(here).space, slug=slug).first()
    if found is None:
        raise Missing
    return found


def settings_for(here: Here) -> Magazine:
    """Raises Missing for whoever is no host."""
    here.require_host()
    return reader_of(here).magazine


def returned(here: Here) -> Figures:
    """One's own article that came back, the oldest first."""
    mine = Article.objects.filter(author=here.membership, state=State.DRAFT, notes__verdict=Verdict.RETURNED)
    first = mine.order_by("changed_at", "pk")
    columns = {name: Subquery(first.values(what)[:1]) for name, what in (("back", "public"), ("back_title", "title"))}
    return Figures(columns, lambda row: _came_back(here, row["back"], row["back_title"]))


def _came_back(here: Here, public: str | None, title: str) -> list[ToDo]:
    if not public:
        return []
    text = _("Your article “%(title)s” came back, with a note.") % {"title": title}
    return [ToDo("article.returned", text, reverse("article-draft", args=[here.space.slug, public]), weight=20)]


def for_editors(here: Here) -> Figures:
    """Whatever waits for editors, as one figure."""
    if here.roles.isdisjoint(EDITING):
        return Figures({}, lambda row: [])
    space = here.space
    waiting = (
        Article.objects.filter(space=space, state=State.REVIEW),
        Comment.objects.filter(article__space=space, standing=Standing.WAITS),
        Mention.objects.filter(article__space=space, found=Found.WAITS),
        Report.objects.filter(comment__article__space=space, settled_at__isnull=True),
        _minutes(space),
    )
    return Figures({"editing": sum(map(how_many, waiting), Value(0))}, lambda row: _waits(here, row["editing"]))


def _waits(here: Here, number: int) -> list[ToDo]:
    if not number:
        return []
    text = ngettext(
        "One thing waits for you as an editor of the magazine.",
        "%(number)s things wait for you as an editor of the magazine.",
        number,
    )
    url = reverse("articles-desk", args=[here.space.slug])
    return [ToDo("magazine", text % {"number": number}, url, weight=20)]
