"""The magazine from outside: the front, a category, a month, a search."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from operator import and_, or_

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, IntegerField, Q, Value, When
from django.db.models.functions import TruncMonth

from fuerwort.magazine.models import Article, Articles, Category, State
from fuerwort.magazine.queries.reader import Reader
from fuerwort.magazine.queries.shown import Shown
from fuerwort.magazine.rendering import plain
from fuerwort.people.errors import Missing
from fuerwort.people.words import holds, spellings

ON_FRONT = 12
PER_PAGE = 12
AROUND = 90
"""Letters before and after what was found."""


@dataclass(frozen=True)
class Month:
    """How many articles appeared in a month."""

    day: date
    number: int


@dataclass(frozen=True)
class Aside:
    """What stands beside every list."""

    categories: Sequence[Category] = ()
    months: Sequence[Month] = ()


@dataclass(frozen=True)
class Hit:
    """An article that was searched for, and the sentence in which it says so: (words, whether they were meant)."""

    shown: Shown
    pieces: Sequence[tuple[str, bool]] = field(default_factory=list)


def front(reader: Reader) -> list[Shown]:
    """The newest articles; the first one leads."""
    return [Shown(one, reader) for one in _rows(reader)[:ON_FRONT]]


def aside(reader: Reader) -> Aside:
    """Categories that hold something, and all months, newest first."""
    there = Q(articles__state=State.PUBLISHED)
    categories = Category.objects.filter(space=reader.space).annotate(number=Count("articles", filter=there))
    months = (
        Article.objects.filter(space=reader.space, state=State.PUBLISHED)
        .annotate(month=TruncMonth("published_at"))
        .values("month").annotate(number=Count("pk")).order_by("-month")
    )  # fmt: skip
    kept = sorted((one for one in categories if one.number), key=lambda one: one.name)
    return Aside(kept, [Month(row["month"], row["number"]) for row in months])


def in_category(reader: Reader, slug: str, page: str = "1") -> tuple[Category, "Page[Article]", list[Shown]]:
    """Articles of one category, newest first.

    Raises
    ------
    Missing
        There is no such category.
    """
    category = Category.objects.filter(space=reader.space, slug=slug).first()
    if category is None:
        raise Missing
    found, shown = _paged(reader, _rows(reader).filter(categories=category), page)
    return category, found, shown


def in_month(reader: Reader, year: int, month: int = 0, page: str = "1") -> tuple["Page[Article]", list[Shown]]:
    """Articles of a month, or of a whole year.

    Raises
    ------
    Missing
        Nothing appeared then.
    """
    rows = _rows(reader).filter(published_at__year=year)
    if month:
        rows = rows.filter(published_at__month=month)
    found, shown = _paged(reader, rows, page)
    if not shown:
        raise Missing
    return found, shown


def search(reader: Reader, typed: str, page: str = "1") -> tuple["Page[Article]", list[Hit]]:
    """Articles that hold every typed word, however it is spelt; those that say it in the title first."""
    words = typed.split()[:8]
    rows = _rows(reader).none()
    if words:
        wanted = reduce(and_, (_says(word) for word in words))
        rows = _rows(reader).filter(wanted).annotate(in_title=_titled(words)).order_by("-in_title", "-published_at")
    found, shown = _paged(reader, rows, page)
    return found, [Hit(one, _pieces(one.article, words)) for one in shown]


def _rows(reader: Reader) -> Articles:
    rows = Article.objects.filter(space=reader.space).published()
    return rows.select_related("author", "cover", "space").prefetch_related("categories")


def _paged(reader: Reader, rows: Articles, page: str) -> tuple["Page[Article]", list[Shown]]:
    found = Paginator(rows, PER_PAGE).get_page(page)
    return found, [Shown(one, reader) for one in found]


def _says(word: str) -> Q:
    return reduce(or_, (Q(haystack__contains=one) for one in sorted(spellings(word))))


def _titled(words: Sequence[str]) -> Case:
    """Whether the title holds a word; as people type it, for order only."""
    said = reduce(or_, (Q(title__icontains=word) for word in words))
    return Case(When(said, then=Value(1)), default=Value(0), output_field=IntegerField())


def _pieces(article: Article, words: Sequence[str]) -> list[tuple[str, bool]]:
    """The text around the first word that was meant, and which of its words were."""
    text = plain(article.text).split()
    meant = [any(holds(one, word) for word in words) for one in text]
    if True not in meant:
        return []
    at = meant.index(True)
    first, last = max(0, at - 14), at + 18
    pieces = [(one, is_meant) for one, is_meant in zip(text, meant, strict=True)][first:last]
    return ([("…", False)] if first else []) + pieces + ([("…", False)] if last < len(text) else [])
