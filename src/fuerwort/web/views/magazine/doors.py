"""Who may open a page of a magazine: `@reader` for the world, where the space wants that, and for its members."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from fuerwort.magazine.queries.reader import Reader, reader_for

Page = Callable[..., HttpResponse]


def reader(page: Page) -> Page:
    @wraps(page)
    def opened(request: HttpRequest, space: str, *args: Any, **kwargs: Any) -> HttpResponse:
        person = request.user if request.user.is_authenticated else None
        found: Reader = reader_for(person, space)
        if found.here:
            request.here = found.here  # type: ignore[attr-defined] # templates show where we are
        return page(request, found, *args, **kwargs)

    return opened
