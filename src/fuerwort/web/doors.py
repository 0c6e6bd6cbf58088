"""Who may open a page: `@member`, `@host`, `@treasurer`. A stranger is told exactly what a missing page tells."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse

from fuerwort.people.errors import Missing
from fuerwort.people.queries import Here, here_for

Page = Callable[..., HttpResponse]


def _door(allowed: Callable[[Here], bool]) -> Callable[[Page], Page]:
    def decorate(page: Page) -> Page:
        @login_required
        @wraps(page)
        def opened(request: HttpRequest, space: str, *args: Any, **kwargs: Any) -> HttpResponse:
            here = here_for(request.user, space)  # type: ignore[arg-type] # login_required saw to it
            if not allowed(here):
                raise Missing
            request.here = here  # type: ignore[attr-defined] # templates show where we are
            return page(request, here, *args, **kwargs)

        return opened

    return decorate


member = _door(lambda here: True)
host = _door(lambda here: here.is_host)
treasurer = _door(lambda here: here.is_treasurer)
