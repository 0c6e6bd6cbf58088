"""Words about requests: how long there is, how much of a chance, and reasons with their marks."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fuerwort.web import drawing

register = template.Library()

CHANCE = 1_000_000
"""Micro-chances."""
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@register.filter
def said(recorded: Sequence[Sequence[Any]], sentences: Sequence[str]) -> list[dict[str, str]]:
    """Recorded reasons beside their sentences, as `{% reasons %}` takes them."""
    return [{"code": code, "text": text} for (code, _facts), text in zip(recorded, sentences, strict=True)]


@register.filter
def clock(due: datetime, at: datetime) -> str:
    """How long there is until a moment, or since when it has passed, in the largest unit that says something."""
    left = due - at
    return _left(left) if left >= timedelta(0) else _late(-left)


def _left(time: timedelta) -> str:
    if time >= 2 * DAY:
        return ngettext("%(count)s day left", "%(count)s days left", time // DAY) % {"count": time // DAY}
    if time >= HOUR:
        return ngettext("%(count)s hour left", "%(count)s hours left", time // HOUR) % {"count": time // HOUR}
    return _("less than an hour left")


def _late(time: timedelta) -> str:
    if time >= 2 * DAY:
        return ngettext("%(count)s day late", "%(count)s days late", time // DAY) % {"count": time // DAY}
    hours = max(1, time // HOUR)
    return ngettext("%(count)s hour late", "%(count)s hours late", hours) % {"count": hours}


@register.filter
def chances(micro: int) -> str:
    """Micro-chances as chances with three decimals and a sign that lines up."""
    text = number_format(abs(micro) / CHANCE, decimal_pos=3, use_l10n=True)
    return f"\N{MINUS SIGN}{text}" if round(micro, -3) < 0 else text


@register.inclusion_tag("requests/moved.html")
def moved(rows: Iterable[Any], field: str) -> dict[str, Any]:
    """What one list moves in a book: each row has ``label``, ``before``, ``due``, ``place`` and ``after``."""
    rows = list(rows)
    return {"field": field, "rows": list(zip(rows, drawing.moves(rows), strict=True))}
