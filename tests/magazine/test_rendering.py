"""Markdown of strangers becomes safe HTML, whatever they type."""

import re
import time
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fuerwort.magazine.rendering import Image, links, minutes, pictures_named, plain, render

BASE = "/magazine/kanal/pictures/"
PICTURE = Image(f"{BASE}a-800.webp", f"{BASE}a-480.webp 480w, {BASE}a-800.webp 800w", 800, 600, "Ein Tisch", "Am Abend")
ALLOWED = {"http", "https", "mailto"}


class Reader(HTMLParser):
    """Reads what a browser would see."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag, attrs) -> None:
        self.tags.append((tag, dict(attrs)))


def read(html: str) -> list[tuple[str, dict[str, str | None]]]:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader.tags


def check_safe(html: str) -> None:
    for tag, attributes in read(html):
        assert tag not in {
            "script",
            "style",
            "iframe",
            "object",
            "embed",
            "form",
            "svg",
            "math",
            "base",
            "meta",
            "link",
        }
        for name, value in attributes.items():
            assert not name.startswith("on"), html
            assert name not in {"style", "srcdoc", "id", "class", "formaction"}, html
            if name in {"href", "src"}:
                scheme = re.match(r"\s*([a-zA-Z][\w+.-]*):", value or "")
                assert not scheme or scheme[1].lower() in ALLOWED, html
            if name in {"src", "srcset"}:
                assert all(part.strip().startswith(BASE) for part in (value or "").split(",")), html


ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:msgbox(1))",
    "![x](javascript:alert(1))",
    "![x](https://evil.example/track.gif)",
    "![x](//evil.example/track.gif)",
    "![x](data:image/svg+xml;base64,PHN2Zz4=)",
    "![x](/spaces/kanal/leave/)",
    '[x](https://e.example "a\\" onmouseover=\\"alert(1)")',
    "<svg/onload=alert(1)>",
    '<https://e.example/" onclick="alert(1)>',
    "<javascript:alert(1)>",
    "[a]: javascript:alert(1)\n\n[a]",
    '<!--<img src="--><img src=x onerror=alert(1)//">',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    "| a |\n|:-:|\n| <b style=x>y</b> |",
    "```html\n</code></pre><script>alert(1)</script>\n```",
    '```" onload="alert(1)\nx\n```',
]


@pytest.mark.parametrize("text", ATTACKS)
def test_attacks_come_to_nothing(text: str) -> None:
    html = render(text, {"bild-1": PICTURE}, base=BASE)
    check_safe(html)
    assert "<script" not in html


pieces = st.sampled_from(
    [*ATTACKS, "![", "](", ")", "<", ">", '"', "'", "`", "javascript:", "&#x6a;", "\n", "\n\n", "# ", "> ", "- ", "|",
     "bild-1", "![bild](bild-1)", "onerror=", "\\", "\x00", "<a href=", "&lt;", "*", "_", "~~"]
)  # fmt: skip


@settings(deadline=None, max_examples=200)
@given(st.lists(pieces | st.text(max_size=12), max_size=12).map("".join))
def test_nothing_that_is_typed_becomes_a_program(text: str) -> None:
    check_safe(render(text, {"bild-1": PICTURE}, base=BASE))


@settings(deadline=None, max_examples=100)
@given(st.lists(st.integers(1, 6), min_size=1, max_size=8))
def test_headings_begin_at_two_and_leave_nothing_out(levels: list[int]) -> None:
    html = render("\n\n".join(f"{'#' * level} x" for level in levels), {})
    found = [int(tag[1]) for tag, _ in read(html)]
    assert found[0] == 2
    assert all(2 <= later <= earlier + 1 for earlier, later in pairwise(found))


def test_a_picture_of_the_article_becomes_a_figure() -> None:
    html = render("Vorher\n\n![Vier am Tisch](bild-1)\n\nNachher", {"bild-1": PICTURE}, base=BASE)
    assert '<figure><img src="/magazine/kanal/pictures/a-800.webp"' in html
    assert 'alt="Vier am Tisch"' in html
    assert "<figcaption>Am Abend</figcaption></figure>" in html
    assert 'width="800" height="600" loading="lazy"' in html


def test_a_picture_without_words_takes_those_it_was_given() -> None:
    assert 'alt="Ein Tisch"' in render("![](bild-1)", {"bild-1": PICTURE}, base=BASE)


def test_a_picture_that_is_not_there_is_left_out_and_can_be_named() -> None:
    text = "Text ![Spur](https://evil.example/x.gif) weiter ![](bild-7) ![](bild-7)"
    assert "<img" not in render(text, {})
    assert pictures_named(text) == ["https://evil.example/x.gif", "bild-7"]


def test_quotation_marks_are_set_as_one_prints_them() -> None:
    assert "„Ja“ – oder" in render('"Ja" -- oder', {})
    assert "“Yes”" in render('"Yes"', {}, language="en")


def test_words_without_marks() -> None:
    assert plain("# Titel\n\nEin *kurzer* [Satz](https://e.example)\nund ![x](bild-1) `code`") == (
        "Titel Ein kurzer Satz und code"
    )
    assert minutes("Wort " * 1000) == 5 and minutes("") == 1


def test_links_that_lead_outside() -> None:
    html = render("[a](https://e.example/?x=1&y=2) [b](/innen/) [c](mailto:a@e.example) <https://f.example>", {})
    assert links(html) == ["https://e.example/?x=1&y=2", "https://f.example"]


@pytest.mark.parametrize("text", [">" * 20_000, "[" * 20_000, "*a " * 8_000, "`" * 20_000, "- " * 8_000, "![" * 9_000])
def test_what_is_meant_to_take_for_ever_does_not(text: str) -> None:
    began = time.process_time()
    render(text, {})
    assert time.process_time() - began < 5
