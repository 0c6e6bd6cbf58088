"""The components that need more than a class name; docs/contribute/look.md lists them all."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from fuerwort.web import drawing
from fuerwort.web.charts import Chart

register = template.Library()

KINDS = {"fit": "fit", "tie": "tie", "sponsor": "tie", "turn": "turn", "newcomer": "turn", "capped": "turn"}


@register.filter
def initials(name: str) -> str:
    """The two letters of a face: of the first and of the last word of a name."""
    words = [word for word in str(name).split() if word[0].isalpha()]
    ends = words[:1] + words[1:][-1:]
    return "".join(word[0].upper() for word in ends) or "?"


@register.filter
def reason_kind(code: str) -> str:
    """Which mark stands before a reason: what fits, whom one knows, whose turn it is."""
    return KINDS.get(str(code).split(".", maxsplit=1)[0], "fit")


@register.inclusion_tag("parts/face.html")
def face(name: str, size: str = "") -> dict[str, Any]:
    """``size``: little, large, or me for the viewer's own."""
    return {"name": name, "size": size}


@register.inclusion_tag("parts/availability.html")
def availability(state: str, until: date | None = None) -> dict[str, Any]:
    """``state``: free, little or full, as ``people.Availability`` has it."""
    return {"state": state, "until": until}


@register.inclusion_tag("parts/reasons.html")
def reasons(found: Iterable[Any]) -> dict[str, Any]:
    """Each reason has a ``code`` and a ``text``."""
    return {"reasons": found}


@register.simple_block_tag
def notice(content: SafeString, level: str = "info") -> SafeString:
    """``level``: info, success, warning or error, Django's own."""
    return render_to_string("parts/notice.html", {"content": content, "level": level})


@register.simple_block_tag
def step(content: SafeString, state: str, title: str) -> SafeString:
    """One of `ol.steps`. ``state``: done, now or later; the screen reader hears it too."""
    return render_to_string("parts/step.html", {"content": content, "state": state, "title": title})


@register.inclusion_tag("parts/book.html")
def book(field: str, balances: Sequence[int], mine: int = -1, name: str = "") -> dict[str, Any]:
    """The book of a field; ``mine``: which balance to mark, ``name``: whose it is if not the viewer's own."""
    bars = drawing.bars(balances, mine)
    return {"field": field, "bars": bars, "own": next((bar for bar in bars if bar.own), None), "name": name}


@register.inclusion_tag("parts/threads.html")
def threads(viewer: str, colleagues: Sequence[drawing.Colleague], shown: int = 12) -> dict[str, Any]:
    """With whom ``viewer`` has worked: the list is the drawing, at most ``shown`` people long."""
    few = colleagues[:shown]
    return {"viewer": viewer, "colleagues": few, "paths": drawing.threads(few), "more": len(colleagues) - len(few)}


@register.inclusion_tag("parts/qr.html")
def qr(address: str, caption: str = "", spelled: bool = True) -> dict[str, Any]:
    """``spelled``: what the code says stands below it, too."""
    size, path = drawing.qr(address)
    return {"address": address if spelled else "", "caption": caption, "size": size, "path": path}


@register.inclusion_tag("parts/chart.html")
def chart(drawing: Chart) -> dict[str, Any]:
    return {"chart": drawing}


@register.inclusion_tag("parts/ledger.html")
def ledger(table: Any, about: str) -> dict[str, Any]:
    """Figures (``heads``, ``rows``) under the heading with the id ``about``; on a phone each row is stacked."""
    rows = [list(zip(table.heads, row, strict=True)) for row in table.rows]
    return {"heads": table.heads, "rows": rows, "about": about}
