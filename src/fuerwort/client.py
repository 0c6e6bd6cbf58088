"""A client of the API, with nothing but the standard library: `from fuerwort.client import Fuerwort`.

>>> space = Fuerwort("https://fuerwort.example.org", "fuerwort_…")        # doctest: +SKIP
>>> for member in space.pages("members", field="web-design"):             # doctest: +SKIP
...     print(member["name"])
>>> space.post("ask", {"wants": [...], "name": "…", "email": "…"})        # doctest: +SKIP
"""

import json
import time
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

Json = dict[str, Any]
AGAIN = frozenset({429, 502, 503, 504})
"""Nothing was done, or the key sees to it that it is done once: these may be asked again."""


class Problem(Exception):
    """What the API says was wrong (RFC 9457). Nothing was changed."""

    def __init__(self, status: int, said: Mapping[str, Any]) -> None:
        self.status = status
        self.code = str(said.get("code", ""))
        self.detail = str(said.get("detail", "")) or f"HTTP {status}"
        self.errors: list[Json] = list(said.get("errors", []))
        super().__init__(f"{status} {self.code}: {self.detail}")


class Unauthorized(Problem):
    """401, 403: the token does not hold, or lacks a scope."""


class Missing(Problem):
    """404: not there, or not for this token."""


class Refused(Problem):
    """409: a rule of the house refuses it just now; ``detail`` says why."""


class Invalid(Problem):
    """400, 422: something in what was sent is not as it must be; ``errors`` say where."""


class TooMany(Problem):
    """429: also after waiting."""


class Unreachable(Exception):
    """The server did not answer."""


KINDS: dict[int, type[Problem]] = {
    400: Invalid, 401: Unauthorized, 403: Unauthorized, 404: Missing, 409: Refused, 422: Invalid, 429: TooMany,
}  # fmt: skip


class _NoRedirect(HTTPRedirectHandler):
    """A token is sent to the address it was made for and nowhere else."""

    def redirect_request(self, *_: Any) -> None:
        return None


@dataclass
class Fuerwort:
    """One space, through one token.

    ``address`` is where the pages are; ``tries`` how often is asked before giving up, ``patience`` the longest wait in
    seconds between two of them.
    """

    address: str
    token: str = field(repr=False)
    tries: int = 4
    patience: float = 60.0
    timeout: float = 20.0
    language: str = "en"
    _space: str = field(default="", repr=False)
    _opener: OpenerDirector = field(default_factory=lambda: build_opener(_NoRedirect), repr=False)

    @property
    def space(self) -> str:
        """The space of the token."""
        self._space = self._space or str(self.me()["space"])
        return self._space

    def me(self) -> Json:
        """Whose token it is, and what it may do."""
        return self._ask("GET", "/me")

    def get(self, path: str, **query: Any) -> Json:
        """One thing, or one page of many, at a path inside the space: ``get("requests")``."""
        asked = "?" + urlencode(query, doseq=True) if query else ""
        return self._ask("GET", self._inside(path) + asked)

    def pages(self, path: str, **query: Any) -> Iterator[Json]:
        """All of many, page after page."""
        page: int | None = 1
        while page is not None:
            found = self.get(path, page=page, **query)
            yield from found["items"]
            page = found["next"]

    def post(self, path: str, body: Mapping[str, Any] | None = None, *, key: str = "") -> Json:
        """Do something, once: ``key`` is made up unless one is given, and stays the same however often is tried."""
        return self._change("POST", path, body, key)

    def put(self, path: str, body: Mapping[str, Any] | None = None, *, key: str = "") -> Json:
        return self._change("PUT", path, body, key)

    def delete(self, path: str, *, key: str = "") -> Json:
        return self._change("DELETE", path, None, key)

    def _inside(self, path: str) -> str:
        return f"/spaces/{self.space}/{path.strip('/')}"

    def _change(self, method: str, path: str, body: Mapping[str, Any] | None, key: str) -> Json:
        headers = {"Idempotency-Key": key or str(uuid.uuid4())}
        return self._ask(method, self._inside(path), body, headers)

    def _ask(
        self, method: str, path: str, body: Mapping[str, Any] | None = None, headers: Mapping[str, str] | None = None
    ) -> Json:
        """Ask until there is an answer, waiting longer each time or as long as the server says."""
        last: Exception = Unreachable(self.address)
        for turn in range(self.tries):
            try:
                return self._once(method, path, body, headers or {})
            except HTTPError as error:
                last = _problem(error)
                if error.code not in AGAIN:
                    raise last from None
                wait = _wait(error, turn)
            except (URLError, TimeoutError, ConnectionError) as error:
                last, wait = Unreachable(f"{self.address}: {error}"), float(2**turn)
            if turn + 1 == self.tries or wait > self.patience:
                break
            time.sleep(wait)
        raise last

    def _once(self, method: str, path: str, body: Mapping[str, Any] | None, headers: Mapping[str, str]) -> Json:
        sent = json.dumps(body).encode() if body is not None else None
        own = {"Authorization": f"Bearer {self.token}", "Accept-Language": self.language, **headers}
        own |= {"Content-Type": "application/json"} if sent is not None else {}
        request = Request(f"{self.address.rstrip('/')}/api/v1{path}", data=sent, headers=own, method=method)
        with self._opener.open(request, timeout=self.timeout) as answer:
            said: Json = json.load(answer)
        return said


def _problem(error: HTTPError) -> Problem:
    try:
        said = json.loads(error.read())
    except ValueError:
        said = {}
    return KINDS.get(error.code, Problem)(error.code, said if isinstance(said, dict) else {})


def _wait(error: HTTPError, turn: int) -> float:
    told = error.headers.get("Retry-After", "")
    return float(told) if told.isdecimal() else float(2**turn)
