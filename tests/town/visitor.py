"""Somebody who is logged in, over real HTTP, who knows what was answered and what was not."""

import http.client
import random
from urllib.parse import urlencode

TOKEN = "k" * 32


class UnansweredError(Exception):
    """The server went away, or could not reach its database: whether it happened is unknown."""


class Visitor:
    """One member at one computer."""

    def __init__(self, port: int, session: str) -> None:
        self.port = port
        self.headers = {"Cookie": f"sessionid={session}; csrftoken={TOKEN}; django_language=de", "X-CSRFToken": TOKEN}
        self.line: http.client.HTTPConnection | None = None

    def get(self, path: str) -> str:
        status, text = self._send("GET", path, None)
        if status != 200:
            raise AssertionError(f"GET {path}: {status}")
        return text

    def post(self, path: str, form: dict[str, object]) -> int:
        """Status of the answer: 302 where it happened."""
        return self._send("POST", path, urlencode(form, doseq=True))[0]

    def _send(self, method: str, path: str, body: str | None) -> tuple[int, str]:
        more = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        try:
            if self.line is None:
                self.line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
            self.line.request(method, path, body, self.headers | more)
            answer = self.line.getresponse()
            text = answer.read().decode()
        except (OSError, http.client.HTTPException) as error:
            self.hang_up()
            raise UnansweredError from error
        if answer.will_close:
            self.hang_up()
        if answer.status >= 500:
            raise UnansweredError(answer.status)
        return answer.status, text

    def hang_up(self) -> None:
        if self.line is not None:
            self.line.close()
        self.line = None


def key(chance: random.Random) -> str:
    """As a page makes one when its form opens."""
    return "".join(chance.choices("23456789abcdefghjkmnpqrstuvwxyz", k=12))
