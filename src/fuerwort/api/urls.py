"""/api/v1/: the operations, their description, a page to try them; anything else is a problem, too."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path
from django.views.decorators.csrf import csrf_exempt

from fuerwort.api.api import api
from fuerwort.api.docs import docs
from fuerwort.api.errors import missing, not_allowed


@csrf_exempt  # no cookie opens anything here
def nothing(request: HttpRequest, rest: str) -> HttpResponse:
    return missing()


def _problems(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """What ninja leaves to Django is a problem, too."""

    @wraps(view)
    def opened(request: HttpRequest, **parts: Any) -> HttpResponse:
        try:
            answer = view(request, **parts)
        except Http404:
            return missing()
        return not_allowed(answer["Allow"]) if answer.status_code == 405 else answer

    return opened


operations, _app, _namespace = api.urls
for one in operations:
    one.callback = _problems(one.callback)  # type: ignore[arg-type] # each has one

urlpatterns: list[URLPattern | URLResolver] = [
    path("docs", docs, name="api-docs"),
    path("", (operations, _app, _namespace)),
    path("<path:rest>", nothing, name="api-nothing"),
]
