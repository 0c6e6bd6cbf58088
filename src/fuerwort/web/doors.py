"""Who may open a page: `@member`, `@host`, `@treasurer`, `@money` (the two who pay out), `@study` (who runs pilots).

A stranger is told exactly what a missing page tells. `@everybody` is for what the world may read of a space: its
members keep the navigation they have everywhere else in it.

`@fresh` is for what cannot be undone: whoever logged in longer ago is asked to show that it is still them.
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST

from fuerwort.people.errors import Missing
from fuerwort.people.queries import Here, here_for, here_or_not, space_at
from fuerwort.pilot.roles import runs
from fuerwort.web.accounts import PROVED_AT

FRESH = 15 * 60
"""Seconds."""

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
money = _door(lambda here: here.moves_money)
study = _door(runs)


def shown_at(name: str, *parts: str) -> Callable[[Page], Page]:
    """An address to send to that may show what was typed again: whoever opens it (a reload, another language) is led to
    the page itself, whose address has these parts.
    """

    def decorate(page: Page) -> Page:
        @wraps(page)
        def opened(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            if request.method in ("GET", "HEAD"):
                return redirect(reverse(name, kwargs={part: kwargs[part] for part in parts}))
            return require_POST(page)(request, **kwargs)

        return opened

    return decorate


def everybody(page: Page) -> Page:
    @wraps(page)
    def opened(request: HttpRequest, space: str, *args: Any, **kwargs: Any) -> HttpResponse:
        here = visitor(request, space)
        return page(request, here.space if here else space_at(space), *args, **kwargs)

    return opened


def visitor(request: HttpRequest, space: str) -> Here | None:
    """Whoever looks, if they are a member of the space whose page this is; templates show then where they are."""
    here = here_or_not(request.user if request.user.is_authenticated else None, space)
    if here:
        request.here = here  # type: ignore[attr-defined]
    return here


def fresh(page: Page) -> Page:
    @login_required
    @wraps(page)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if time.time() - request.session.get(PROVED_AT, 0) > FRESH:
            return redirect(f"{reverse('again')}?{urlencode({'next': request.path})}")
        return page(request, *args, **kwargs)

    return opened
