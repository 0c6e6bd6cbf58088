"""Who may open a page of a magazine: `@reader` for the world, where the space wants that, and for its members."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from fuerwort.magazine.queries.reader import reader_for
from fuerwort.web.doors import visitor

Page = Callable[..., HttpResponse]


def reader(page: Page) -> Page:
    @wraps(page)
    def opened(request: HttpRequest, space: str, *args: Any, **kwargs: Any) -> HttpResponse:
        return page(request, reader_for(visitor(request, space), space), *args, **kwargs)

    return opened
