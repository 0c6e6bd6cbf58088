"""Reading: the front, lists, articles, pictures, the feed."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from fuerwort.magazine import files
from fuerwort.magazine.addresses import parts
from fuerwort.magazine.models import Picture
from fuerwort.magazine.queries import lists
from fuerwort.magazine.queries.reader import Reader, public_magazines
from fuerwort.magazine.queries.reading import Gone, Moved, Reading, article_by_id, article_for, picture_for
from fuerwort.magazine.queries.reading import reading as page_of
from fuerwort.people import links
from fuerwort.web import guard
from fuerwort.web.feeds import atom
from fuerwort.web.forms.talking import CommentForm
from fuerwort.web.linked import described, image_of
from fuerwort.web.views.magazine.doors import reader

YEAR = 365 * 24 * 3600


@require_safe
def magazines(request: HttpRequest) -> HttpResponse:
    """All magazines of this house; the only one opens at once."""
    found = list(public_magazines())
    if len(found) == 1:
        return redirect("magazine-space", found[0].space.slug)
    return render(request, "magazine/magazines.html", {"magazines": found})


@require_safe
@reader
def front(request: HttpRequest, reader: Reader) -> HttpResponse:
    found = lists.front(reader)
    canonical = links.address("magazine-space", reader.space.slug)
    return _list(
        request, reader, "magazine/front.html", canonical=canonical, lead=found[:1], second=found[1:4], rest=found[4:]
    )


@require_safe
@reader
def search(request: HttpRequest, reader: Reader) -> HttpResponse:
    typed = request.GET.get("q", "")[:200]
    page, hits = lists.search(reader, typed, request.GET.get("page", "1"))
    return _list(request, reader, "magazine/search.html", typed=typed, page=page, hits=hits)


@require_safe
@reader
def category(request: HttpRequest, reader: Reader, slug: str) -> HttpResponse:
    found, page, shown = lists.in_category(reader, slug, request.GET.get("page", "1"))
    return _list(request, reader, "magazine/category.html", category=found, page=page, shown=shown)


@require_safe
@reader
def year(request: HttpRequest, reader: Reader, year: int) -> HttpResponse:
    page, shown = lists.in_month(reader, year, page=request.GET.get("page", "1"))
    return _list(request, reader, "magazine/month.html", year=year, page=page, shown=shown)


@require_safe
@reader
def month(request: HttpRequest, reader: Reader, year: int, month: str) -> HttpResponse:
    """A month has two digits, as in the address of each of its articles; with one it leads there."""
    if not (month.isascii() and month.isdigit() and len(month) <= 2 and 1 <= int(month) <= 12):
        raise Http404
    if len(month) == 1:
        return redirect("magazine-month", reader.space.slug, year, f"0{month}", permanent=True)
    page, shown = lists.in_month(reader, year, int(month), request.GET.get("page", "1"))
    return _list(request, reader, "magazine/month.html", year=year, month=shown[0].at, page=page, shown=shown)


@require_safe
@reader
def by_id(request: HttpRequest, reader: Reader, public: str) -> HttpResponse:
    """The short address, which needs no words and stays whatever they become."""
    return redirect("article", *parts(article_by_id(reader, public)))


@require_safe
@reader
def article(request: HttpRequest, reader: Reader, year: int, month: str, slug: str) -> HttpResponse:
    try:
        found = article_for(reader, slug)
    except Moved as moved:
        return redirect("article", *parts(moved.article), permanent=True)
    except Gone:
        return render(request, "magazine/gone.html", {"reader": reader, "space": reader.space}, status=410)
    if (year, month) != parts(found)[1:3]:
        return redirect("article", *parts(found), permanent=True)
    at = timezone.now()
    page = page_of(reader, found, at)
    begun = {"stamp": guard.stamp("comment", at), "parent": request.GET.get("reply", "")[:12]}
    form = CommentForm(reader.here is not None, initial=begun)
    return shown(request, reader, page, form)


def shown(request: HttpRequest, reader: Reader, page: Reading, form: CommentForm, status: int = 200) -> HttpResponse:
    """The page of an article, with a comment as far as it was typed."""
    facts = {
        "reader": reader, "space": reader.space, "reading": page, "form": form,
        "linked": described(reader, page), "permalink": links.address("article", *parts(page.article)),
        "shared": image_of(page),
        "can_talk": reader.here is not None or reader.may_comment_as_stranger,
    }  # fmt: skip
    answer = render(request, "magazine/article.html", facts, status=status)
    if reader.magazine.is_public and reader.magazine.takes_mentions:
        answer["Link"] = f'<{reverse("webmention", args=[reader.space.slug])}>; rel="webmention"'
    if reader.magazine.is_public and reader.magazine.takes_trackbacks:
        answer["X-Pingback"] = links.address("pingback", reader.space.slug)
    return answer


@require_safe
@reader
def picture(request: HttpRequest, reader: Reader, public: str, width: int) -> HttpResponse:
    found = picture_for(reader, public)
    if width not in found.widths:
        raise Http404
    return _file(reader, found, f"{width}.webp", "image/webp")


@require_safe
@reader
def shared(request: HttpRequest, reader: Reader, public: str) -> HttpResponse:
    """What other sites show beside a link."""
    return _file(reader, picture_for(reader, public), files.SHARED, "image/jpeg")


@require_safe
@reader
def feed(request: HttpRequest, reader: Reader) -> HttpResponse:
    return atom(request, reader)


def _list(request: HttpRequest, reader: Reader, template: str, **facts: Any) -> HttpResponse:
    context = {"reader": reader, "space": reader.space, "aside": lists.aside(reader), **facts}
    return render(request, template, context)


def _file(reader: Reader, picture: Picture, name: str, kind: str) -> HttpResponse:
    """A picture we painted ourselves; whatever else it may be taken for, a browser does nothing with it."""
    try:
        answer = HttpResponse(files.read(picture.public, name), content_type=kind)
    except FileNotFoundError as lost:
        raise Http404 from lost
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Content-Disposition"] = "inline"
    answer["Cross-Origin-Resource-Policy"] = "cross-origin" if reader.magazine.is_public else "same-origin"
    patch_cache_control(answer, private=True, max_age=YEAR, immutable=True)
    return answer
