"""All areas of the API, and its description (OpenAPI 3.1)."""

import json
from typing import Any

from django.http import HttpRequest
from ninja import NinjaAPI
from ninja.errors import HttpError
from ninja.openapi.schema import OpenAPISchema
from ninja.parser import Parser

from fuerwort.api import errors
from fuerwort.api.auth import Bearer
from fuerwort.api.routers import AREAS

WORDS = """\
The same rules as the pages. A token opens one space as its member, with the scopes it was given; docs/run/api.md.
Every change takes an `Idempotency-Key`. Every error is a problem (RFC 9457)."""


class Tidy(Parser):
    """JSON, without the sign that PostgreSQL keeps in no text."""

    def parse_body(self, request: HttpRequest) -> Any:
        return self._tidy(json.loads(request.body))

    def parse_querydict(self, data: Any, list_fields: list[str], request: HttpRequest) -> Any:
        return self._tidy(super().parse_querydict(data, list_fields, request))

    def _tidy(self, said: Any) -> Any:
        if "\\u0000" in json.dumps(said):
            raise HttpError(400, "NUL")
        return said


class Described(NinjaAPI):
    described: dict[str, OpenAPISchema]

    def get_openapi_schema(self, **kwargs: Any) -> OpenAPISchema:
        """Made once, which takes seconds. Problems have their own media type."""
        asked = repr(sorted(kwargs.items()))
        self.__dict__.setdefault("described", {})
        if asked not in self.described:
            self.described[asked] = self._described(**kwargs)
        return self.described[asked]

    def _described(self, **kwargs: Any) -> OpenAPISchema:
        found = super().get_openapi_schema(**kwargs)
        shared = found["components"].setdefault("responses", {})
        for operations in found["paths"].values():
            for operation in operations.values():
                for status in [one for one in operation["responses"] if int(one) >= 400]:
                    answer = operation["responses"][status]
                    answer["content"] = {errors.KIND: answer["content"].pop("application/json")}
                    shared[str(status)] = answer
                    operation["responses"][status] = {"$ref": f"#/components/responses/{status}"}
        return found


api = Described(
    title="Fürwort", version="1", description=WORDS, auth=Bearer(), parser=Tidy(), docs_url=None,
    urls_namespace="api-1", openapi_url="/openapi.json",
)  # fmt: skip
errors.install(api)
for area in AREAS:
    api.add_router("", area.router)
