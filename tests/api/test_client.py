"""The client alone, and against a real server; the example of a website books a request through it."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest
from django.core import mail
from examples.website_form import serve

from fuerwort import client
from fuerwort.client import Fuerwort
from fuerwort.referrals.models import Need
from tests import cast as people
from tests.api.asking import token
from tests.cast import Cast


@pytest.fixture
def house(transactional_db: None) -> Cast:
    return people.make()


def test_nothing_but_the_standard_library_is_imported() -> None:
    code = "import sys, fuerwort.client; print(sorted({'django', 'ninja', 'numpy', 'pydantic'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_pages_changes_and_errors(house: Cast, live_server: Any) -> None:
    space = Fuerwort(live_server.url, token(house.owner))
    assert space.me()["name"] == "Olga Owner"
    assert {one["name"] for one in space.pages("members", limit=2)} == {
        "Olga Owner", "Ines Insider", "Hanne Host", "Theo Treasurer", "Nilo Newcomer",
    }  # fmt: skip
    assert space.put("availability", {"availability": "full"})["state"] == "full"
    with pytest.raises(client.Refused, match="day has passed"):
        space.put("availability", {"availability": "full", "until": "2020-01-01"})
    with pytest.raises(client.Invalid) as wrong:
        space.put("availability", {"availability": "perhaps"})
    assert wrong.value.errors[0]["where"] == "body.availability"
    with pytest.raises(client.Missing):
        space.get("members/nobody")
    with pytest.raises(client.Unauthorized):
        Fuerwort(live_server.url, "fuerwort_no_no").me()


def test_a_website_books_a_request(house: Cast, live_server: Any, settings: Any) -> None:
    """Pressed twice, it is asked once; with the least of all scopes."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    form = serve(Fuerwort(live_server.url, token(house.host, "ask:write")), 0)
    threading.Thread(target=form.serve_forever, daemon=True).start()
    typed = {"key": "k-1", "field": "web-design", "text": "Eine Website.", "name": "Petra", "email": "p@example.org"}
    try:
        address = f"http://127.0.0.1:{form.server_address[1]}/"
        assert "What do you need?" in urlopen(address).read().decode()
        for _ in range(2):
            with urlopen(address, urlencode(typed).encode()) as answer:
                assert "open the link in the mail" in answer.read().decode()
    finally:
        form.shutdown()
        form.server_close()
    assert [need.client for need in Need.objects.all()] == ["Petra"]
    assert Need.objects.get().confirmed_at is None
    assert mail.outbox is not None


class Busy(BaseHTTPRequestHandler):
    """Says "later" to the first few, and keeps which keys came."""

    seen: list[str]
    later: list[int]

    def do_POST(self) -> None:
        self.seen.append(self.headers["Idempotency-Key"])
        status = self.later.pop(0) if self.later else 200
        self.send_response(status)
        self.send_header("Retry-After", "0")
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(b"{}")

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def busy() -> Iterator[tuple[HTTPServer, type[Busy]]]:
    kind: type[Busy] = type("Kind", (Busy,), {"seen": [], "later": [429, 503]})
    server = HTTPServer(("127.0.0.1", 0), kind)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server, kind
    server.shutdown()
    server.server_close()


def test_later_is_asked_again_with_the_same_key(busy: tuple[HTTPServer, type[Busy]]) -> None:
    server, kind = busy
    space = Fuerwort(f"http://127.0.0.1:{server.server_address[1]}", "t", _space="kanal")
    assert space.post("ask", {}) == {}
    assert len(kind.seen) == 3
    assert len(set(kind.seen)) == 1
    kind.later = [503, 503, 503, 503]
    with pytest.raises(client.Problem):
        space.post("ask", {})


def test_nobody_there_is_said_as_such() -> None:
    with pytest.raises(client.Unreachable):
        Fuerwort("http://127.0.0.1:9", "t", tries=1).me()
