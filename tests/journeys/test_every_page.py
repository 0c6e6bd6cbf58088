"""Every page that a host can open: no barrier that axe finds, no sideways scrolling, nothing the policy refuses."""

import pytest
from playwright.sync_api import ConsoleMessage, Page

from tests.cast import Cast
from tests.journeys.doors import come_in
from tests.journeys.test_look import SIDEWAYS, barriers
from tests.shape.test_access import ROWS, objects  # noqa: F401 - a fixture

SHAPES = {"phone, dark, German": (360, "dark", "de-DE"), "desktop, light, English": (1280, "light", "en-GB")}
FILES = (
    "/figures/",
    "/sheet/",
    "/feed/",
    "/live/",
    "/health/",
    ".csv",
    ".ics",
    ".vcf",
    ".webp",
    ".jpg",
    ".json",
    ".pdf",
    ".txt",
    ".py",
)
"""Not pages: what a browser keeps or shows by itself, and parts of pages that are fetched anew."""
ADDRESSES = list(
    dict.fromkeys(
        r["address"] for r in ROWS if r["method"] == "GET" and r["host"] == "200" and not r["address"].endswith(FILES)
    )
)


@pytest.fixture(params=SHAPES.values(), ids=list(SHAPES))
def page(request: pytest.FixtureRequest, browser, live_server) -> Page:
    width, scheme, locale = request.param
    context = browser.new_context(
        base_url=live_server.url, viewport={"width": width, "height": 800}, color_scheme=scheme, locale=locale,
        reduced_motion="reduce",
    )  # fmt: skip
    yield context.new_page()
    context.close()


def test_no_page_has_a_barrier(page: Page, cast: Cast, objects: dict[str, str]) -> None:  # noqa: F811 - the fixture
    refused: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error":
            refused.append(message.text)

    page.on("console", listen)
    come_in(page, cast.host, "/")
    found = {}
    for address in ADDRESSES:
        page.goto(address.format(**objects))
        trouble = [barriers(page), "scrolls sideways" * (page.evaluate(SIDEWAYS) > 0), *refused]
        refused.clear()
        if any(trouble):
            found[address] = "\n".join(filter(None, trouble))
    assert found == {}
