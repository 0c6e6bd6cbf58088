"""How an operation is written: a function of the member and what was sent, in an area that names its scope.

The function gets ``here`` (the member in their space) and what its signature asks for. Token, scope, space, page,
``Idempotency-Key`` and the statuses it may answer with are the same everywhere, so they are added here.
"""

import inspect
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Annotated, Any, Generic, TypeVar

from django.http import HttpRequest, HttpResponse
from ninja import Header, Query, Router, Schema
from pydantic import Field

from fuerwort.api import auth
from fuerwort.api.errors import READING, WRITING, Problem
from fuerwort.api.once import answered

Item = TypeVar("Item")
Act = Callable[..., Any]
SPACE = "/spaces/{slug:space}"
Page_ = Annotated[int, Query(1, ge=1, le=10_000)]
Limit = Annotated[int, Query(50, ge=1, le=100, description="How many on one page.")]
Key = Annotated[
    str | None,
    Header(None, alias="Idempotency-Key", pattern=r"^[!-~]{1,64}$", description="The same key does a thing once."),
]


class Page(Schema, Generic[Item]):
    """Some of many, in an order that stays."""

    items: list[Item]
    total: int
    page: int
    next: int | None = Field(description="The next page; null on the last.")


class Done(Schema):
    """It was done."""

    done: bool = True


class Area:
    """A part of the API with its own two scopes."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.router = Router(tags=[name])

    def lists(self, path: str, item: Any, *, scope: str = "") -> Callable[[Act], Act]:
        """GET of many things: the function returns all (lazily, if it can), one page of them is answered."""

        def decorate(act: Act) -> Act:
            def opened(request: HttpRequest, space: str, page: int, limit: int, **said: Any) -> Any:
                auth.require(request, scope or f"{self.name}:read")
                return _page(act(auth.here(request, space), **said), page, limit)

            seen = _signed(act, opened, {"page": Page_, "limit": Limit})
            self._add("GET", path, Page[item], seen, READING)
            return act

        return decorate

    def reads(self, path: str, returns: Any, *, scope: str = "") -> Callable[[Act], Act]:
        """GET of one thing."""

        def decorate(act: Act) -> Act:
            def opened(request: HttpRequest, space: str, **said: Any) -> Any:
                auth.require(request, scope or f"{self.name}:read")
                return act(auth.here(request, space), **said)

            self._add("GET", path, returns, _signed(act, opened, {}), READING)
            return act

        return decorate

    def does(
        self, method: str, path: str, returns: type[Schema] = Done, *, scope: str = "", status: int = 200,
        kept: bool = True,
    ) -> Callable[[Act], Act]:  # fmt: skip
        """A change. A function that returns nothing is answered with ``{"done": true}``.

        ``kept=False``: it does the same however often it comes, and neither what was sent nor what was answered may lie
        anywhere (a ballot, an answer of a pilot); so its key is not kept either.
        """

        def decorate(act: Act) -> Act:
            def opened(request: HttpRequest, space: str, key: str | None, **said: Any) -> HttpResponse:
                auth.require(request, scope or f"{self.name}:write")
                here, key = auth.here(request, space), key if kept else None
                if returns is Done:
                    return answered(request, key, status, Done, lambda: (act(here, **said), Done())[1])
                return answered(request, key, status, returns, lambda: act(here, **said))

            self._add(method, path, returns, _signed(act, opened, {"key": Key}), WRITING, status)
            return act

        return decorate

    def _add(self, method: str, path: str, returns: Any, view: Act, errors: frozenset[int], status: int = 200) -> None:
        self.router.add_api_operation(
            SPACE + path, [method], view, response={status: returns, errors: Problem},
            operation_id=f"{self.name}_{view.__name__}".rstrip("_"), summary=_summary(view), description="",
        )  # fmt: skip


def _summary(view: Act) -> str:
    return inspect.cleandoc(view.__doc__ or view.__name__).splitlines()[0].rstrip(".")


def _signed(act: Act, opened: Act, more: dict[str, Any]) -> Act:
    """``opened`` with the signature of ``act``: without the member, and with what every operation takes."""
    own = [p for p in inspect.signature(act).parameters.values() if p.name != "here"]
    added = [inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=kind) for name, kind in more.items()]
    first = [
        inspect.Parameter("request", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=HttpRequest),
        inspect.Parameter("space", inspect.Parameter.KEYWORD_ONLY, annotation=str),
    ]
    wrapped = wraps(act)(opened)
    asked = [p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in own]
    wrapped.__signature__ = inspect.Signature([*first, *asked, *added])  # type: ignore[attr-defined]
    return wrapped


def _page(found: Any, page: int, limit: int) -> dict[str, Any]:
    """One page of a list or of a question to the database."""
    begin = (page - 1) * limit
    total = len(found) if isinstance(found, Sequence) else found.count()
    more = page + 1 if begin + limit < total else None
    return {"items": list(found[begin : begin + limit]), "total": total, "page": page, "next": more}


def paged(found: Any, items: list[Any]) -> dict[str, Any]:
    """The same for a page that was cut already."""
    more = found.next_page_number() if found.has_next() else None
    return {"items": items, "total": found.paginator.count, "page": found.number, "next": more}
