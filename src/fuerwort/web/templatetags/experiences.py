"""Words about experiences: who, in a sentence; how long."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.formats import number_format
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

register = template.Library()

NAMED = 5
"""So many names fit into a sentence; the rest is counted."""


@register.filter
def names(members: Sequence[Any]) -> str:
    """Members as one would say them: Amira, Tom and Linh."""
    said = [one.name for one in members[:NAMED]]
    if rest := len(members) - NAMED:
        said += [ngettext("%(count)s more", "%(count)s more", rest) % {"count": rest}] if rest > 0 else []
    return str(get_text_list(said, _("and")))


@register.filter
def hours(spent: float) -> str:
    """Hours in words, without needless digits."""
    said = number_format(round(spent, 2), use_l10n=True).rstrip("0").rstrip(".,") if spent % 1 else str(int(spent))
    return ngettext("%(hours)s hour", "%(hours)s hours", 1 if spent == 1 else 2) % {"hours": said}
