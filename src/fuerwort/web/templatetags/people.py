"""Small words about people that templates need."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from django import template

from fuerwort.people.languages import name_of
from fuerwort.people.models import Field

register = template.Library()
register.filter("language", name_of)


@register.filter
def host(url: str) -> str:
    """The part of an address that people know it by."""
    parts = urlsplit(url)
    return parts.netloc.removeprefix("www.") + parts.path.rstrip("/")


@register.filter
def dialled(phone: str) -> str:
    """A phone number as a link dials it."""
    return "".join(sign for sign in phone if sign.isdigit() or sign == "+")


@register.filter
def field_names(fields: Iterable[Field]) -> str:
    """Fields by name, with commas."""
    return ", ".join(field.name for field in fields)
