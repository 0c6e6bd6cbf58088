"""What another site's page says: where it links to, what it is called, and where it takes a Webmention."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urldefrag, urljoin

import nh3

from fuerwort.people.fetch import Page

TAGS = {"a", "link", "title", "meta", "p", "li", "blockquote", "h1", "h2", "div", "img", "br"}
ATTRIBUTES: dict[str, set[str]] = {
    "a": {"href", "rel"}, "link": {"href", "rel"}, "meta": {"property", "content"}, "img": {"src"},
}  # fmt: skip
AROUND = 120
"""So many letters before and after a link are its excerpt."""


@dataclass
class Outline:
    """A page, read once."""

    url: str
    title: str = ""
    site: str = ""
    endpoint: str | None = None
    """Where it takes a Webmention, if anywhere."""
    words: str = ""
    links: list[tuple[str, int]] = field(default_factory=list)
    """Addresses without their fragment, and after how many letters of the words they stand."""

    def excerpt(self, targets: Iterable[str]) -> str | None:
        """The words around the first link to one of these; None without any link."""
        wanted = set(targets)
        place = next((at for url, at in self.links if url in wanted), None)
        if place is None:
            return None
        before, after = self.words[max(0, place - AROUND) : place], self.words[place : place + AROUND]
        before = before.partition(" ")[2] if place > AROUND else before
        after = after.rpartition(" ")[0] if len(self.words) > place + AROUND else after
        return " ".join(f"{before}{after}".split())


def outline(page: Page) -> Outline:
    """Read a page. It is cleaned first, by a parser that no nesting and no half tag can hold up."""
    clean = nh3.clean(page.text, tags=TAGS, attributes=ATTRIBUTES, link_rel=None, url_schemes={"http", "https"},
                      clean_content_tags={"script", "style"})  # fmt: skip
    reader = _Reader(page.url)
    reader.feed(clean)
    reader.close()
    found = reader.found
    found.endpoint = _from_header(page) or found.endpoint
    found.title = " ".join(found.title.split())[:200]
    return found


class _Reader(HTMLParser):
    def __init__(self, url: str) -> None:
        super().__init__()
        self.found = Outline(url)
        self.in_title = False

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        said = {name: value or "" for name, value in attrs}
        self.in_title = tag == "title"
        if tag in ("a", "link") and "href" in said:
            address = urldefrag(urljoin(self.found.url, said["href"])).url
            if self.found.endpoint is None and "webmention" in said.get("rel", "").lower().split():
                self.found.endpoint = urljoin(self.found.url, said["href"])
            if tag == "a":
                self.found.links.append((address, len(self.found.words)))
        elif tag == "img" and "src" in said:
            self.found.links.append((urljoin(self.found.url, said["src"]), len(self.found.words)))
        elif tag == "meta":
            self._meta(said)

    def _meta(self, said: dict[str, str]) -> None:
        if said.get("property") == "og:site_name":
            self.found.site = " ".join(said.get("content", "").split())[:100]

    def handle_endtag(self, tag: str) -> None:
        self.in_title = False
        self.found.words += " "

    def handle_data(self, data: str) -> None:
        if self.in_title:
            self.found.title += data
        else:
            self.found.words += data


def _from_header(page: Page) -> str | None:
    """`Link: <…>; rel="webmention"` goes before what the page itself says."""
    for part in re.split(r",\s*(?=<)", page.headers.get("link", "")):
        match = re.match(r'\s*<([^>]*)>\s*;.*?rel="?([^";]*)', part)
        if match and "webmention" in match[2].lower().split():
            return urljoin(page.url, str(match[1]))
    return None
