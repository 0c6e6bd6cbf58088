"""One article as a page shows it: text, pictures, stars, discussion, what others say, the ones before and after."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Avg, Count, OuterRef, QuerySet, Subquery

from fuerwort.magazine.actions.talking import EDITABLE
from fuerwort.magazine.models import Article, Comment, Found, Mention, Picture, Rating, State
from fuerwort.magazine.queries.reader import Reader
from fuerwort.magazine.queries.shown import Shown, image, pictures_base
from fuerwort.magazine.rendering import Image, render
from fuerwort.people.errors import Missing
from fuerwort.people.links import hashed


class Moved(Exception):
    """The article has another address now."""

    def __init__(self, article: Article) -> None:
        super().__init__(article.public)
        self.article = article


class Gone(Exception):
    """There was an article, and it was withdrawn."""


@dataclass(frozen=True)
class Stars:
    """What readers gave; ``mine`` is what this reader gave."""

    number: int
    mean: float
    mine: int
    may_rate: bool

    @property
    def given(self) -> str:
        return str(self.mine)

    @property
    def width(self) -> int:
        """Of five stars that are 24 wide each, so much is filled."""
        return round(self.mean * 24)


@dataclass(frozen=True)
class Said:
    """A comment with its replies, and what this reader may do with it."""

    comment: Comment
    name: str
    is_mine: bool
    may_edit: bool
    replies: Sequence["Said"] = ()


@dataclass(frozen=True)
class Reading:
    """Everything on the page of an article."""

    shown: Shown
    html: str
    stars: Stars
    comments: Sequence[Said]
    mentions: Sequence[Mention]
    older: Shown | None
    newer: Shown | None

    @property
    def article(self) -> Article:
        return self.shown.article

    @property
    def number(self) -> int:
        """How many comments can be read."""
        all_of_them = [*self.comments, *(reply for one in self.comments for reply in one.replies)]
        return sum(one.comment.is_shown for one in all_of_them)


def article_for(reader: Reader, slug: str) -> Article:
    """The published article at this address, with what its page asks of it in a query or two.

    Raises
    ------
    Moved
        It has another address now.
    Gone
        It was withdrawn.
    Missing
        There is none.
    """
    found = _rows(reader).filter(slug=slug).first()
    if found is None:
        moved = Article.objects.filter(space=reader.space, addresses__slug=slug).select_related("space").first()
        if moved is None:
            raise Missing
        if moved.state == State.WITHDRAWN:
            raise Gone
        if moved.state != State.PUBLISHED:
            raise Missing
        raise Moved(moved)
    if found.state == State.WITHDRAWN:
        raise Gone
    if found.state != State.PUBLISHED:
        raise Missing
    return found


def article_by_id(reader: Reader, public: str) -> Article:
    """The published article with this public id.

    Raises
    ------
    Missing
        There is none.
    """
    rows = Article.objects.filter(space=reader.space, public=public, state=State.PUBLISHED)
    found = rows.select_related("space").first()
    if found is None:
        raise Missing
    return found


def reading(reader: Reader, article: Article, at: datetime) -> Reading:
    """The whole page."""
    shown = Shown(article, reader)
    pictures = {one.name: one for one in article.pictures.all()}
    older, newer = _neighbours(reader, article)
    return Reading(
        shown, html_of(article, pictures, reader), _stars(reader, article), _comments(reader, article, at),
        list(article.mentions.filter(found=Found.SHOWN).order_by("at")), older, newer,
    )  # fmt: skip


def html_of(article: Article, pictures: Mapping[str, Picture], reader: Reader) -> str:
    """The text as HTML."""
    slug = reader.space.slug
    images: dict[str, Image] = {name: image(one, slug) for name, one in pictures.items()}
    return render(article.text, images, language=article.language, base=pictures_base(slug))


def comment_for(reader: Reader, public: str) -> Comment:
    """A comment that stands below an article of this magazine.

    Raises
    ------
    Missing
        There is none.
    """
    rows = Comment.objects.read().filter(public=public, article__space=reader.space, article__state=State.PUBLISHED)
    found = rows.select_related("article__space", "by").first()
    if found is None:
        raise Missing
    return found


def comment_of(token: str) -> Comment:
    """The comment whose stranger holds this link.

    Raises
    ------
    Missing
        Nobody's, or it was never confirmed and is forgotten.
    """
    found = Comment.objects.filter(token_hash=hashed(token)).select_related("article__space").first()
    if found is None:
        raise Missing
    return found


def picture_for(reader: Reader, public: str) -> Picture:
    """A picture of an article that can be read; of another one, only for whoever writes or edits it.

    Raises
    ------
    Missing
        There is none, or not for them.
    """
    found = Picture.objects.filter(public=public, article__space=reader.space).select_related("article").first()
    if found is None or not _may_see_pictures(reader, found.article):
        raise Missing
    return found


def _may_see_pictures(reader: Reader, article: Article) -> bool:
    if article.state == State.PUBLISHED:
        return True
    mine = reader.here is not None and article.author_id == reader.here.membership.pk
    return mine or (reader.is_editor and article.state != State.DRAFT)


def _rows(reader: Reader) -> QuerySet[Article]:
    """With its stars counted, and who stands before and after it."""
    mine = reader.here.membership.pk if reader.here else 0
    others = Article.objects.filter(space=OuterRef("space"), state=State.PUBLISHED)
    stars = Rating.objects.filter(article=OuterRef("pk")).order_by().values("article")
    return (
        Article.objects.filter(space=reader.space)
        .select_related("author", "cover", "space")
        .prefetch_related("categories", "pictures", "corrections")
        .annotate(
            raters=Subquery(stars.annotate(n=Count("pk")).values("n")),
            mean=Subquery(stars.annotate(m=Avg("stars")).values("m")),
            mine=Subquery(Rating.objects.filter(article=OuterRef("pk"), by=mine).values("stars")[:1]),
            older=Subquery(
                others.filter(published_at__lt=OuterRef("published_at")).order_by("-published_at").values("pk")[:1]
            ),
            newer=Subquery(
                others.filter(published_at__gt=OuterRef("published_at")).order_by("published_at").values("pk")[:1]
            ),
        )
    )


def _stars(reader: Reader, article: Article) -> Stars:
    told = vars(article)
    member = reader.here.membership if reader.here else None
    may = member is not None and article.author_id != member.pk
    return Stars(told["raters"] or 0, round(float(told["mean"] or 0), 1), told["mine"] or 0, may)


def _neighbours(reader: Reader, article: Article) -> tuple[Shown | None, Shown | None]:
    told = vars(article)
    keys = [key for key in (told["older"], told["newer"]) if key]
    found = Article.objects.filter(pk__in=keys).select_related("space", "author").in_bulk() if keys else {}
    older, newer = found.get(told["older"]), found.get(told["newer"])
    return (Shown(older, reader) if older else None), (Shown(newer, reader) if newer else None)


def _comments(reader: Reader, article: Article, at: datetime) -> list[Said]:
    """Those below the article with their replies; a trace that nobody answered is left out where words never stood."""
    rows = list(article.comments.read().select_related("by"))
    replies: dict[int, list[Said]] = {}
    for row in rows:
        if row.parent_id:
            replies.setdefault(row.parent_id, []).append(_said(reader, row, at))
    return [_said(reader, row, at, replies.get(row.pk, ())) for row in rows if not row.parent_id]


def _said(reader: Reader, comment: Comment, at: datetime, replies: Sequence[Said] = ()) -> Said:
    mine = reader.here is not None and comment.by_id == reader.here.membership.pk
    may_edit = mine and comment.is_shown and at - comment.at <= EDITABLE
    return Said(comment, _name(reader, comment), mine, may_edit, replies)


def _name(reader: Reader, comment: Comment) -> str:
    """Whoever speaks in public shows a name: members their first one to strangers, all of it to each other."""
    if comment.by is None:
        return comment.name
    name = comment.by.name
    return name if reader.here or comment.by.erased_at else name.split()[0]
