"""An answer to a change, in one transaction with it; with an ``Idempotency-Key`` the same change comes once."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from ninja import Schema

from fuerwort.api.auth import token_of
from fuerwort.people.actions import tokens

REPEATED = "Idempotency-Replayed"


def answered(
    request: HttpRequest, key: str | None, status: int, returns: type[Schema], do: Callable[[], Any]
) -> HttpResponse:
    """Do it; a key that was answered before gets the same answer and nothing is done."""

    def done() -> str:
        return returns.model_validate(do(), context={"request": request}).model_dump_json()

    if key is None:
        with transaction.atomic():
            body, repeated = done(), False
    else:
        body, repeated = tokens.answer_once(
            token=token_of(request), key=key, what=_what(request), at=timezone.now(), do=done
        )
    headers = {REPEATED: "true"} if repeated else None
    return HttpResponse(body, status=status, content_type="application/json; charset=utf-8", headers=headers)


def _what(request: HttpRequest) -> str:
    """Recognises the same request; keyed, so that nobody who reads the database can guess what was sent."""
    said = f"{request.method} {request.get_full_path()}\n".encode() + request.body
    return salted_hmac("fuerwort.answered", said, algorithm="sha256").hexdigest()
