"""Amounts in templates of the basic income, and why a bank sent something back."""

from django import template

from fuerwort.fund.money import euros
from fuerwort.web.income_points import CAUSES

register = template.Library()
register.filter("euros", euros)
"""Cents as people write them, and what a transaction moved."""


@register.filter
def cause(code: str) -> str:
    """What the code of a bank (ISO 20022 reason) says, in words; unknown ones as they are."""
    return str(CAUSES.get(code, code))
