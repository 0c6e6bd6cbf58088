"""Files for calendars."""

from django.http import HttpRequest, HttpResponse

from fuerwort.evenings import queries
from fuerwort.evenings.calendars import TYPE
from fuerwort.people.queries import space_at


def public(request: HttpRequest, space: str) -> HttpResponse:
    """All evenings, for everybody: nothing about persons."""
    return _file(queries.public_calendar(space_at(space)), space)


def single(request: HttpRequest, space: str, public: str) -> HttpResponse:
    return _file(queries.single_file(space_at(space), public), "evening")


def own(request: HttpRequest, token: str) -> HttpResponse:
    """A member's own calendar, by the secret in its address."""
    response = _file(queries.own_calendar(token), "evenings")
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def _file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=TYPE)
    response["Content-Disposition"] = f'inline; filename="{name}.ics"'
    return response
