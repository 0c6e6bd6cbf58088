"""Markdown as safe HTML: no HTML of the author's own, headings from h2 on, pictures only from this article.

Two fences, each enough alone: the parser lets no HTML through, and nh3 keeps only what is listed here.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

QUOTES = {"de": "„“‚‘", "en": "“”‘’"}
WORDS_A_MINUTE = 200
TAGS = {
    "p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code", "em", "strong", "s", "a", "hr",
    "br", "table", "thead", "tbody", "tr", "th", "td", "figure", "figcaption", "img",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "title"},
    "img": {"src", "srcset", "sizes", "alt", "width", "height", "loading", "decoding"},
    "ol": {"start"},
}
SCHEMES = {"http", "https", "mailto"}
SIZES = "(min-width: 46rem) 42rem, 100vw"


@dataclass(frozen=True, slots=True)
class Image:
    """A picture as a page shows it. All addresses are ours."""

    src: str
    srcset: str
    width: int
    height: int
    alt: str
    caption: str = ""


def render(text: str, images: Mapping[str, Image], *, language: str = "de", base: str = "/magazine/") -> str:
    """Make HTML of an article's text; ``images`` by the name the text calls them, ``base`` begins their addresses."""
    tokens = _parser(language).parse(text)
    _lower(tokens)
    _figures(tokens, images)
    reader = _parser(language)
    html = cast(str, reader.renderer.render(tokens, reader.options, {}))
    return _cleaned(html, base)


def pictures_named(text: str) -> list[str]:
    """The pictures a text asks for, whether they are there or not."""
    inline = [child for token in _parser("de").parse(text) for child in token.children or ()]
    return list(dict.fromkeys(str(child.attrs.get("src", "")) for child in inline if child.type == "image"))


def plain(text: str) -> str:
    """The words of an article, without marks, for searching, counting and excerpts."""
    return " ".join("".join(_words(_parser("de").parse(text))).split())


def minutes(text: str) -> int:
    """How long reading takes, at least one minute."""
    return max(1, round(len(text.split()) / WORDS_A_MINUTE))


def links(html: str) -> list[str]:
    """Where rendered HTML leads outside, each address once."""
    found = re.findall(r'<a [^>]*?href="(https?://[^"]+)"', html)
    return list(dict.fromkeys(address.replace("&amp;", "&") for address in found))


@lru_cache(maxsize=4)
def _parser(language: str) -> MarkdownIt:
    options = {"html": False, "typographer": True, "quotes": QUOTES.get(language, QUOTES["en"]), "maxNesting": 20}
    rules = ["table", "strikethrough", "replacements", "smartquotes"]
    return MarkdownIt("commonmark", options).enable(rules)


def _lower(tokens: Sequence[Token]) -> None:
    """Let headings begin at h2 and leave no level out, whatever the author began with."""
    above: list[int] = []
    for token in tokens:
        if token.type == "heading_open":
            typed = int(token.tag[1])
            while above and above[-1] >= typed:
                above.pop()
            above.append(typed)
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(1 + len(above), 6)}"


def _figures(tokens: Sequence[Token], images: Mapping[str, Image]) -> None:
    """Put our pictures where the text names them; a paragraph that is only a picture becomes a figure."""
    for before, token, after in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if token.type != "inline" or not token.children:
            continue
        shown = [_shown(child, images) for child in token.children if child.type == "image"]
        alone = len(token.children) == 1 and shown and shown[0]
        if alone and before.type == "paragraph_open" and not before.hidden:
            before.tag = after.tag = "figure"
            if alone.caption:
                token.children += [_tag("figcaption", 1), _said(alone.caption), _tag("figcaption", -1)]


def _shown(token: Token, images: Mapping[str, Image]) -> Image | None:
    """Turn one image of the parser into ours, or into nothing."""
    image = images.get(str(token.attrs.get("src", "")))
    if image is None:
        token.type, token.children, token.content = "text", None, ""
        return None
    typed = token.content.strip()
    token.attrs = {
        "src": image.src, "srcset": image.srcset, "sizes": SIZES, "alt": typed or image.alt, "width": image.width,
        "height": image.height, "loading": "lazy", "decoding": "async",
    }  # fmt: skip
    token.children = [_said(typed or image.alt)]
    return image


def _tag(name: str, nesting: int) -> Token:
    return Token(f"{name}_{'open' if nesting == 1 else 'close'}", name, nesting)  # type: ignore[arg-type]


def _said(text: str) -> Token:
    return Token("text", "", 0, content=text)


def _words(tokens: Sequence[Token]) -> Iterator[str]:
    for token in tokens:
        if token.children and token.type != "image":
            yield from _words(token.children)
        elif token.type in ("text", "code_inline", "code_block", "fence"):
            yield token.content
        else:
            yield " " if token.block or token.type in ("softbreak", "hardbreak") else ""


def _cleaned(html: str, base: str) -> str:
    def kept(tag: str, name: str, value: str) -> str | None:
        if tag == "img" and name in ("src", "srcset"):
            return value if all(part.strip().startswith(base) for part in value.split(",")) else None
        return value

    return nh3.clean(
        html, tags=TAGS, attributes=cast(Any, ATTRIBUTES), attribute_filter=kept, url_schemes=SCHEMES,
        link_rel="noopener", strip_comments=True,
    )  # fmt: skip
