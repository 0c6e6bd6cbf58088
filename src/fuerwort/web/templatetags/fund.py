"""Cents as people write them, and what a transaction moved."""

from typing import Any

from django import template

from fuerwort.fund.models import Kind
from fuerwort.fund.money import euros as written
from fuerwort.web import drawing

register = template.Library()


@register.filter
def euros(cents: int | None) -> str:
    """An amount in the language that is read; a dash for none."""
    return "–" if cents is None else written(cents)


@register.filter
def more(posting: Any) -> int:
    """How much more an account holds after a posting."""
    return int(posting.cents if posting.account.kind == Kind.BANK else -posting.cents)


@register.inclusion_tag("fund/girocode.html")
def girocode(said: str) -> dict[str, Any]:
    """The picture alone; what it says stands beside it in words."""
    size, path = drawing.qr(said)
    return {"size": size, "path": path}
