"""A real browser: Debian's or the user's Chromium, driven by Playwright against a live server."""

import os
import shutil
import threading
from collections.abc import Iterator

import pytest

NAMES = ("chromium", "chromium-headless-shell", "chromium-browser", "google-chrome", "google-chrome-stable")
MISSING = "no Chromium found: apt-get install chromium-headless-shell, or set FUERWORT_BROWSER"

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's sync API runs a loop in this thread


def find() -> str | None:
    return os.environ.get("FUERWORT_BROWSER") or next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where a browser is asked for

    path = find()
    if path is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(MISSING)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield running
        running.close()


@pytest.fixture(autouse=True)
def _hung_up() -> Iterator[None]:
    """Wait until the live server noticed that the browser is gone: only until then may its threads use our database."""
    yield
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(5)


@pytest.fixture
def phone(browser, live_server) -> Iterator[object]:
    """A German phone, 360 px wide."""
    context = browser.new_context(
        base_url=live_server.url, viewport={"width": 360, "height": 740}, locale="de-DE", has_touch=True
    )
    yield context.new_page()
    context.close()


@pytest.fixture
def plain_phone(browser, live_server) -> Iterator[object]:
    """The same without JavaScript."""
    context = browser.new_context(
        base_url=live_server.url, viewport={"width": 360, "height": 740}, locale="de-DE", java_script_enabled=False
    )
    yield context.new_page()
    context.close()


@pytest.fixture
def desktop(browser, live_server) -> Iterator[object]:
    """An English desktop, 1280 px wide."""
    context = browser.new_context(base_url=live_server.url, viewport={"width": 1280, "height": 860}, locale="en-GB")
    yield context.new_page()
    context.close()


OTHERS = [(360, "light"), (1280, "dark")]
"""test_every_page sees each page on a phone by night and on a desktop by day; others look for barriers like this."""


@pytest.fixture(params=OTHERS, ids=lambda p: f"{p[0]}-{p[1]}")
def page(request, browser, live_server) -> Iterator[object]:
    """A German phone by day, an English desktop by night, without motion."""
    width, scheme = request.param
    context = browser.new_context(
        base_url=live_server.url,
        viewport={"width": width, "height": 800},
        locale="de-DE" if width == 360 else "en-GB",
        color_scheme=scheme,
        reduced_motion="reduce",
    )
    yield context.new_page()
    context.close()
