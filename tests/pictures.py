"""Takes the pictures of docs/pictures from a running demo: `python -m tests.pictures http://localhost:8000`.

With names of `PAGES` behind the address only those; with `story`:
those of one request through all its steps, from a demo that has just been started.

Look at each of them afterwards. Charter-like serifs need the font package fonts-sil-charis where they are taken.
"""

import re
import sys
import time
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.journeys.conftest import find
from tests.story import Walk

SPACE = "/spaces/raum-am-kanal"
PAGES = {
    "front": (None, "/"),
    "home": ("mehmet", f"{SPACE}/"),
    "members": ("mehmet", f"{SPACE}/members/"),
    "record": ("mehmet", f"{SPACE}/experiences/record/"),
    "ties": ("hanne", f"{SPACE}/ties/"),
    "desk": ("hanne", f"{SPACE}/desk/"),
    "requests": ("hanne", f"{SPACE}/requests/"),
    "ask": (None, f"{SPACE}/ask/"),
    "magazine": (None, "/magazine/raum-am-kanal/"),
    "steps": ("noor", f"{SPACE}/"),
    "article": (None, "/magazine/raum-am-kanal/"),
    "wall": ("mehmet", f"{SPACE}/evenings/past/"),
}
WIDE = {"article": (".lead-story h2 a", ""), "wall": ("main .rows a", "wall/")}
"""No phone, and an address that changes with the demo's day: the first link of that page, and what follows it."""
SHAPES = {
    "desktop-de": ((1280, 860), "de-DE", "light"),
    "desktop-en": ((1280, 860), "en-GB", "light"),
    "phone-de": ((360, 740), "de-DE", "light"),
    "phone-en-dark": ((360, 740), "en-GB", "dark"),
}
OUT = Path(__file__).parents[1] / "docs" / "pictures"


def log_in(page: Page, who: str) -> None:
    """By mailed code, as everybody does."""
    page.goto("/account/login/")
    page.locator("input[type=email]").fill(f"{who}@raum-am-kanal.example")
    page.keyboard.press("Enter")
    page.locator("input[name=code]").wait_for()
    post = page.context.new_page()
    for _ in range(30):
        time.sleep(1)
        post.goto("/mailbox/")
        mine = post.locator("main li").filter(has_text=f"{who}@").first
        if mine.count():
            mine.locator("a").click()
            code = re.search(r"\b[A-Z0-9]{4}-[A-Z0-9]{4}\b", post.locator("main").inner_text())
            page.locator("input[name=code]").fill(code.group() if code else "")
            page.keyboard.press("Enter")
            page.wait_for_url(lambda url: "login" not in url)
            return
    raise SystemExit(f"no code for {who} has arrived")


def take(browser: Browser, base: str, *names: str) -> None:
    pages = {name: PAGES[name] for name in names or PAGES}
    states: dict[str | None, object] = {None: None}
    for who in sorted({who for who, _ in pages.values() if who}):
        context = browser.new_context(base_url=base)
        log_in(context.new_page(), who)
        states[who] = context.storage_state()
        context.close()
    for name, (who, address) in pages.items():
        for shape, ((width, height), locale, scheme) in SHAPES.items():
            if name in WIDE and width < 600:
                continue
            context = browser.new_context(
                base_url=base, viewport={"width": width, "height": height}, locale=locale, color_scheme=scheme,
                storage_state=states[who],
            )  # fmt: skip
            context.add_cookies([{"name": "django_language", "value": locale[:2], "url": base}])
            page = context.new_page()
            page.goto(address)
            if name in WIDE:
                link, then = WIDE[name]
                page.goto(f"{page.locator(link).first.get_attribute('href')}{then}")
            path = OUT / f"{name}-{shape}.png"
            save(page, path, whole=name == "front" or width < 600)
            context.close()


def tell(browser: Browser, base: str) -> None:
    """The pictures of the story, in both languages; the demo is another one afterwards."""

    def snap(name: str, page: Page) -> None:
        address = page.url
        for language in ("en", "de"):
            page.context.add_cookies([{"name": "django_language", "value": language, "url": base}])
            page.goto(address)
            save(page, OUT / f"{name}-{language}.png")

    Walk(browser, base, log_in, snap).whole()


def save(page: Page, path: Path, *, whole: bool = False) -> None:
    page.screenshot(path=path, full_page=whole)
    Image.open(path).convert("RGB").quantize(128).save(path, optimize=True)  # a third of the size


if __name__ == "__main__":
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox"])
        tell(running, sys.argv[1]) if "story" in sys.argv else take(running, *sys.argv[1:])
