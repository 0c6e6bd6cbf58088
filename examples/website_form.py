"""A form on your own website that books a request in Fürwort. Run it behind your web server:

    FUERWORT=https://fuerwort.example.org FUERWORT_TOKEN=fuerwort_… python examples/website_form.py 8090

The token needs only "Pass on what clients ask". Whoever fills the form in gets a mail from Fürwort and confirms by its
link; only then the request exists. Nothing is stored here.
"""

import html
import os
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

from fuerwort.client import Fuerwort, Problem, Unreachable

PAGE = """<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Ask us</title><h1>What do you need?</h1>
<p role="status">{said}</p>
<form method="post"><input type="hidden" name="key" value="{key}">
<p><label>In which field? <input name="field" value="{field}" required></label>
<p><label>What? <textarea name="text" required>{text}</textarea></label>
<p><label>Your name <input name="name" value="{name}" required></label>
<p><label>Your e-mail <input name="email" type="email" value="{email}" required></label>
<p><button>Send</button></form></html>"""
FIELDS = ("key", "field", "text", "name", "email")


class Form(BaseHTTPRequestHandler):
    space: Fuerwort

    def do_GET(self) -> None:
        self.show({"key": os.urandom(12).hex()}, "")

    def do_POST(self) -> None:
        sent = parse_qs(
            self.rfile.read(min(int(self.headers.get("Content-Length", 0)), 20_000)).decode("utf-8", "replace")
        )
        typed = {name: sent.get(name, [""])[0] for name in FIELDS}
        wants = [{"field": typed["field"], "text": typed["text"]}]
        try:  # the key of the form: whoever presses twice asks once
            self.space.post("ask", {"wants": wants, "name": typed["name"], "email": typed["email"]}, key=typed["key"])
        except Problem as problem:
            return self.show(
                typed, "; ".join(one["message"] for one in problem.errors) or problem.detail, problem.status
            )
        except Unreachable:
            return self.show(typed, "We cannot be reached just now. Nothing is lost: please send it again.", 503)
        return self.show({"key": os.urandom(12).hex()}, "Thank you. Please open the link in the mail we have sent you.")

    def show(self, typed: dict[str, str], said: str, status: int = 200) -> None:
        page = PAGE.format(said=html.escape(said), **{name: html.escape(typed.get(name, "")) for name in FIELDS})
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page.encode())

    def log_message(self, *_: object) -> None:
        """What somebody typed stands in no log."""


def serve(space: Fuerwort, port: int) -> ThreadingHTTPServer:
    return ThreadingHTTPServer(("127.0.0.1", port), type("SpaceForm", (Form,), {"space": space}))


if __name__ == "__main__":
    space = Fuerwort(os.environ["FUERWORT"], os.environ["FUERWORT_TOKEN"])
    serve(space, int(sys.argv[1])).serve_forever()
