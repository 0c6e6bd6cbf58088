"""Words about experiences: who, what, how long, and what is known about the answers."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.formats import date_format, number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fuerwort.experiences.models import Answer, Experience, Participation, Review
from fuerwort.experiences.queries import Shown

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


@register.simple_tag
def what(experience: Experience) -> SafeString:
    """Kind, hours, day, field: what a line needs, each part unbroken."""
    kind = capfirst(experience.get_kind_display())
    if not experience.inside:
        kind = _("%(kind)s outside the space") % {"kind": kind}
    day = format_html('<time datetime="{}">{}</time>', experience.on.isoformat(), date_format(experience.on))
    parts = [hours(experience.hours), day, *([experience.field.name] if experience.field else [])]
    return format_html("{}{}", kind, format_html_join("", ' · <span class="nobreak">{}</span>', ([p] for p in parts)))


@register.filter
def state(seen: Shown) -> str:
    """What the viewer may know about the answers, in a sentence or two."""
    if own := _own(seen.mine):
        return own
    if seen.knows_all and seen.unanswered:
        return _("Not answered yet: %(names)s.") % {"names": names(seen.unanswered)}
    if seen.confirmed:
        return _("Confirmed by %(names)s.") % {"names": names(seen.confirmed)}
    if seen.waiting:
        return _("A host looks at it before it counts.")
    return _("Not confirmed by %(names)s.") % {"names": names(seen.denied)} if seen.denied else ""


def _own(mine: Participation | None) -> str:
    """What comes of the viewer's own answer, where that says more than the others'."""
    if mine and mine.answer == Answer.DENIED:
        return _("You said no. Only those who took part and the hosts see that.")
    if mine and mine.review == Review.WAITS:
        return _(
            "You said yes. A host looks at it before it counts, because one of you invited the other not long ago."
        )
    if mine and mine.review == Review.REFUSED:
        return _("You said yes. The hosts do not count it.")
    return ""
