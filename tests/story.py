"""The demo's story, clicked through as a reader of README.md does: one request, eight steps, four points of view.

`python -m tests.pictures ADDRESS story` takes its pictures from a demo that has just been started.
"""

import re
import time
from collections.abc import Callable

from playwright.sync_api import Browser, Page, expect

SPACE = "/spaces/raum-am-kanal"
PETRA = "petra.fromm@"


Snap = Callable[[str, Page], None]
LogIn = Callable[[Page, str], None]


class Walk:
    """One request, from Petra's mail to what somebody reads who is good enough and not named."""

    def __init__(self, browser: Browser, base: str, log_in: LogIn, snap: Snap) -> None:
        self.browser, self.base, self.log_in, self.snap = browser, base, log_in, snap
        self.post, self.petra, self.hanne = self.somebody(), self.somebody(), self.somebody()

    def somebody(self) -> Page:
        context = self.browser.new_context(base_url=self.base, locale="de-DE", viewport={"width": 1280, "height": 860})
        context.add_cookies([{"name": "django_language", "value": "de", "url": self.base}])
        return context.new_page()

    def whole(self) -> None:
        """Each picture before the tap."""
        self.asked()
        self.chosen()
        self.answered()
        self.introduced()
        self.closed()
        self.explained()

    def asked(self) -> None:
        """1 asked, 2 owned: Petra has opened the link in her mail, and sees who cares for it."""
        self.log_in(self.hanne, "hanne")
        self.petra.goto(mailed(self.post, PETRA, "/a/needs/")[0])
        self.snap("story-1-asked", self.petra)

    def chosen(self) -> None:
        """3 suggested, 4 chosen by the owner."""
        hanne = self.hanne
        hanne.goto(f"{SPACE}/requests/")
        hanne.get_by_role("link", name="Webdesign").first.click()
        hanne.locator("button[value=suggest]").click()
        hanne.locator("ol.moving li").first.wait_for()
        self.snap("story-2-owner", hanne)
        self.address = hanne.url
        self.not_named = hanne.locator(".letter strong").first.inner_text().split()[0].lower()
        hanne.locator("button[value=choose]").click()
        self.named = [name.strip().split()[0].lower() for name in hanne.locator("ol.moving .name").all_inner_texts()]

    def answered(self) -> None:
        """5 asked back: one tap in the mail, no log-in."""
        for number, name in enumerate(self.named):
            one = self.somebody()
            one.goto(mailed(self.post, f"{name}@", "/a/requests/")[0])
            if number == 0:
                self.snap("story-3-named", one)
            one.locator("button[value=yes]").click()
            expect(one.get_by_role("heading", level=1)).to_contain_text("Du hast ja gesagt")
            one.context.close()

    def introduced(self) -> None:
        """6 introduced, 7 closed by the client."""
        petra = self.petra
        petra.reload()
        self.snap("story-4-names", petra)
        petra.get_by_role("checkbox").first.check()
        petra.locator("form[action*=release] button").click()
        petra.locator("input[name=said]").first.check()
        petra.locator("form[action*=close] button").click()

    def closed(self) -> None:
        """7 closed by the member, who says with whom it was done."""
        first = self.somebody()
        self.log_in(first, self.named[0])
        first.goto(self.address)
        first.locator("button[value=work]").click()
        self.snap("story-5-closed", first)
        first.goto(self.address.rstrip("/") + "/together/")
        first.get_by_role("checkbox").first.check()
        first.locator("main form button").last.click()
        self.snap("story-6-together", first)
        first.locator("button[value=yes]").first.click()

    def explained(self) -> None:
        """8 explained to somebody who is good enough and not named."""
        other = self.somebody()
        self.log_in(other, self.not_named)
        other.goto(self.address)
        self.snap("story-7-explained", other)


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
