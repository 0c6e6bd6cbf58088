"""The demo's story, clicked through as a reader of README.md does: one request, eight steps, four points of view.

`python -m tests.pictures ADDRESS story` takes its pictures from a demo that has just been started.
"""

import re
import time
from collections.abc import Callable

from playwright.sync_api import Browser, Page, expect

SPACE = "/spaces/raum-am-kanal"
PETRA = "petra.fromm@"


def walk(browser: Browser, base: str, log_in: Callable[[Page, str], None], snap: Callable[[str, Page], None]) -> None:
    """From Petra's mail to what somebody reads who is good enough and not named; each picture before the tap."""

    def somebody() -> Page:
        context = browser.new_context(base_url=base, locale="de-DE", viewport={"width": 1280, "height": 860})
        context.add_cookies([{"name": "django_language", "value": "de", "url": base}])
        return context.new_page()

    post, petra, hanne, other = somebody(), somebody(), somebody(), somebody()
    log_in(hanne, "hanne")
    # 1 asked, 2 owned: Petra has opened the link in her mail, and sees who cares for it
    petra.goto(mailed(post, PETRA, "/a/needs/")[0])
    snap("story-1-asked", petra)
    # 3 suggested, 4 chosen
    hanne.goto(f"{SPACE}/requests/")
    hanne.get_by_role("link", name="Webdesign").first.click()
    hanne.locator("button[value=suggest]").click()
    hanne.locator("ol.moving li").first.wait_for()
    snap("story-2-owner", hanne)
    address = hanne.url
    not_named = hanne.locator(".letter strong").first.inner_text().split()[0].lower()
    hanne.locator("button[value=choose]").click()
    named = [name.strip() for name in hanne.locator("ol.moving .name").all_inner_texts()]
    # 5 asked back: one tap in the mail, no log-in
    for number, name in enumerate(named):
        one = somebody()
        one.goto(mailed(post, f"{name.split()[0].lower()}@", "/a/requests/")[0])
        if number == 0:
            snap("story-3-named", one)
        one.locator("button[value=yes]").click()
        expect(one.get_by_role("heading", level=1)).to_contain_text("Du hast ja gesagt")
        one.context.close()
    # 6 introduced, 7 closed by both
    petra.reload()
    snap("story-4-names", petra)
    petra.get_by_role("checkbox").first.check()
    petra.locator("form[action*=release] button").click()
    petra.locator("input[name=said]").first.check()
    petra.locator("form[action*=close] button").click()
    first = somebody()
    log_in(first, named[0].split()[0].lower())
    first.goto(address)
    first.locator("button[value=work]").click()
    snap("story-5-closed", first)
    # and a suggested experience: who did it too?
    first.goto(address.rstrip("/") + "/together/")
    first.get_by_role("checkbox").first.check()
    first.locator("main form button").last.click()
    snap("story-6-together", first)
    first.locator("button[value=yes]").first.click()
    # 8 explained
    log_in(other, not_named)
    other.goto(address)
    snap("story-7-explained", other)


def mailed(post: Page, to: str, of: str) -> list[str]:
    """Links of this kind in the mails to this address, newest first, as soon as there are any."""
    for _ in range(60):
        post.goto("/mailbox/")
        mails = post.locator("main li").filter(has_text=f"an {to}").locator("a")
        found = []
        for mail in [link.get_attribute("href") for link in mails.all()]:
            post.goto(str(mail))
            found += re.findall(rf"{re.escape(of)}[^\s/]+/", post.locator("main").inner_text())
        if found:
            return found
        time.sleep(1)
    raise SystemExit(f"no mail to {to} with a link to {of} has arrived")
