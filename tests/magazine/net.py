"""A small internet of one machine: names, addresses, and a real server behind all of them."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from fuerwort.people import fetch

OPEN = "93.184.216.34"
Answer = Callable[[BaseHTTPRequestHandler], None]


class Net:
    """`names` says what each name resolves to, one list for each time it is asked; `pages` what is said."""

    def __init__(self) -> None:
        self.names: dict[str, list[list[str]]] = {}
        self.pages: dict[str, Answer] = {}
        self.dialled: list[tuple[str, int]] = []
        self.looked_up: list[str] = []
        self.asked: list[str] = []
        self.sent: list[tuple[str, bytes]] = []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.server.daemon_threads = True

    def _handler(net) -> type[BaseHTTPRequestHandler]:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                host = self.headers["Host"].partition(":")[0]
                net.asked.append(f"http://{host}{self.path}")
                (net.pages.get(f"{host}{self.path}") or missing)(self)

            def do_POST(self) -> None:
                net.sent.append((self.path, self.rfile.read(int(self.headers["Content-Length"]))))
                self.do_GET()

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        return Handler

    def page(self, address: str, body: str | bytes = "", status: int = 200, **headers: str) -> None:
        """`blog.example/post` answers so; its name has an open address unless it was given others."""
        self.names.setdefault(address.partition("/")[0], [[OPEN]])
        told = {"Content-Type": "text/html; charset=utf-8"} | {k.replace("_", "-"): v for k, v in headers.items()}

        def say(handler: BaseHTTPRequestHandler) -> None:
            data = body.encode() if isinstance(body, str) else body
            handler.send_response(status)
            for name, value in told.items():
                handler.send_header(name, value)
            handler.send_header("Content-Length", str(len(data)))
            handler.end_headers()
            handler.wfile.write(data)

        self.pages[address] = say

    def resolve(self, host: str, port: int) -> list[str]:
        self.looked_up.append(host)
        answers = self.names.get(host)
        if not answers:
            raise socket.gaierror(-2, "Name or service not known")
        return answers.pop(0) if len(answers) > 1 else answers[0]

    def dial(self, address: str, port: int, seconds: float) -> socket.socket:
        self.dialled.append((address, port))
        return socket.create_connection(self.server.server_address[:2], seconds)


def missing(handler: BaseHTTPRequestHandler) -> None:
    handler.send_error(404)


@contextmanager
def opened() -> Iterator[Net]:
    net = Net()
    thread = threading.Thread(target=net.server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield net
    finally:
        net.server.shutdown()
        net.server.server_close()


@pytest.fixture
def net(monkeypatch: pytest.MonkeyPatch) -> Iterator[Net]:
    with opened() as made:
        monkeypatch.setattr(fetch, "resolve", made.resolve)
        monkeypatch.setattr(fetch, "dial", made.dial)
        yield made
