"""Every error of the API is one problem (RFC 9457), and is made here."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError
from pydantic import Field

from fuerwort.fund.reading import UnreadableError
from fuerwort.people.actions.tokens import KeyUsed
from fuerwort.people.errors import Refused


class Fault(Schema):
    """One thing that was wrong, and where in what was sent."""

    where: str
    message: str


class Problem(Schema):
    """What was wrong (RFC 9457). Nothing was changed."""

    type: str = "about:blank"
    title: str
    status: int
    code: str = Field(description="Stays the same whatever the words are: unauthorized, scope, missing, refused, …")
    detail: str
    errors: list[Fault] = Field([])


class NoScope(Exception):
    """The token may not do this; ``args[0]`` is the scope it would need."""


KIND = "application/problem+json"
TITLES = {
    400: "Bad Request", 401: "Unauthorized", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed",
    409: "Conflict", 422: "Unprocessable Content", 429: "Too Many Requests",
}  # fmt: skip
READING = frozenset({400, 401, 403, 404, 422, 429})
WRITING = READING | {409}


def problem(
    status: int, code: str, detail: str, errors: list[Fault] | None = None, headers: Mapping[str, str] | None = None
) -> HttpResponse:
    made = Problem(title=TITLES[status], status=status, code=code, detail=detail, errors=errors or [])
    return HttpResponse(
        json.dumps(made.model_dump(), ensure_ascii=False), status=status, content_type=KIND, headers=headers
    )


def missing() -> HttpResponse:
    return problem(404, "missing", _("There is nothing here, or it is not for this token."))


def not_allowed(allowed: str) -> HttpResponse:
    return problem(405, "method", _("This address takes other methods."), headers={"Allow": allowed})


def invalid(faults: list[Fault]) -> HttpResponse:
    return problem(422, "invalid", _("Something in what was sent is not as it must be."), faults)


def _refused(refused: Refused) -> HttpResponse:
    """What an action does not do: 422 when one part of what was sent is at fault, else 409."""
    if part := str(getattr(refused, "part", "") or ""):
        return problem(422, "invalid", str(refused), [Fault(where=f"body.{part}", message=str(refused))])
    if problems := getattr(refused, "problems", ()):
        return problem(
            422, "invalid", str(refused), [Fault(where=_line(one), message=str(one)) for one in problems[:50]]
        )
    return problem(409, "refused", str(refused))


def _line(wrong: Any) -> str:
    """Where in a file."""
    return f"line {line}" if (line := getattr(wrong, "line", 0)) else "file"


def _unreadable(error: UnreadableError) -> HttpResponse:
    return problem(422, "invalid", str(error), [Fault(where="file", message=str(error))])


def _unauthorized(_error: Exception) -> HttpResponse:
    """Wrong, run out, revoked or missing: all look alike."""
    words = _("Send a token that holds, as “Authorization: Bearer …”.")
    return problem(401, "unauthorized", words, headers={"WWW-Authenticate": "Bearer"})


def _no_scope(error: NoScope) -> HttpResponse:
    words = _("This token may not do this. It would need the scope %(scope)s.")
    return problem(403, "scope", words % {"scope": error.args[0]})


def _key_used(_error: Exception) -> HttpResponse:
    return problem(422, "key-used", _("This Idempotency-Key stands for something else. Please send a new one."))


def _throttled(error: Throttled) -> HttpResponse:
    wait = str(error.wait or 60)
    words = _("Too many requests. Please wait %(seconds)s seconds.") % {"seconds": wait}
    return problem(429, "too-many", words, headers={"Retry-After": wait})


def _invalid(error: ValidationError) -> HttpResponse:
    return invalid([_fault(one) for one in error.errors])


def _fault(error: Mapping[str, Any]) -> Fault:
    """Where, without the name that the parameter of a function happens to have."""
    first, *rest = [str(part) for part in error["loc"]]
    inner = rest[1:] if first == "body" else rest
    return Fault(where=".".join([first, *inner]), message=str(error["msg"]))


def _other(error: HttpError) -> HttpResponse:
    return problem(error.status_code, "bad-request", _("This cannot be read. Please send JSON."))


HANDLERS: list[tuple[type[Exception], Callable[[Any], HttpResponse]]] = [
    (Refused, _refused),
    (UnreadableError, _unreadable),
    (Http404, lambda _error: missing()),
    (AuthenticationError, _unauthorized),
    (NoScope, _no_scope),
    (KeyUsed, _key_used),
    (Throttled, _throttled),
    (ValidationError, _invalid),
    (HttpError, _other),
]


def install(api: NinjaAPI) -> None:
    for kind, answer in HANDLERS:
        api.add_exception_handler(kind, _handler(answer))


def _handler(answer: Callable[[Any], HttpResponse]) -> Callable[[HttpRequest, Any], HttpResponse]:
    return lambda _request, error: answer(error)
