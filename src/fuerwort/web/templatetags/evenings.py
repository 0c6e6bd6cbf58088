"""How evenings are said."""

from datetime import datetime

from django import template

from fuerwort.evenings import words

register = template.Library()


@register.filter(expects_localtime=False)
def when(moment: datetime) -> str:
    """Weekday, day and time by the clock of the place."""
    return words.when(moment)
