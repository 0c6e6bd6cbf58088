"""Cents as people write them."""

import re

from django.utils.formats import get_format
from django.utils.translation import gettext as _

LARGEST = 1_000_000_000_00
_SHAPE = re.compile(r"(\d{1,3}(?:\.\d{3})+|\d{1,3}(?:,\d{3})+|\d+)(?:[.,](\d{1,2}))?")


def euros(cents: int) -> str:
    """An amount in the language that is read.

    >>> from django.utils import translation
    >>> with translation.override("de"):
    ...     euros(123456), euros(-5)
    ('1.234,56 €', '−0,05 €')
    """
    whole, rest = divmod(abs(cents), 100)
    thousands, decimal = get_format("THOUSAND_SEPARATOR"), get_format("DECIMAL_SEPARATOR")
    said = f"{whole:,}".replace(",", thousands) + f"{decimal}{rest:02d}"
    return ("−" if cents < 0 else "") + _("€%(amount)s") % {"amount": said}


def cents(text: str) -> int:
    """What somebody typed: ``12``, ``12,5``, ``1.234,56``, ``1,234.56``, ``50 €``. In whole cents, never a float.

    ``30,555`` is a thousand in one language and a slip in another: three digits after a single mark are thousands only
    where the mark means that.

    Raises
    ------
    ValueError
        It is no amount, or a larger one than any fund holds. The message is a translated sentence.
    """
    bare = re.sub(r"[\s€'’]|EUR", "", text)
    found = _SHAPE.fullmatch(bare)
    marks = re.sub(r"\d", "", bare)
    if found is None or (len(marks) == 1 and not found[2] and marks != get_format("THOUSAND_SEPARATOR")):
        raise ValueError(_("Please write an amount like 25 or 12,50."))
    whole, rest = found.groups()
    amount = int(re.sub(r"\D", "", whole)) * 100 + int((rest or "").ljust(2, "0"))
    if amount > LARGEST:
        raise ValueError(_("That is more than this fund can hold."))
    return amount
