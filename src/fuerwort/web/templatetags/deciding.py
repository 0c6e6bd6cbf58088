"""What an evening's phones and wall show of its votes."""

from typing import Any

from django import template

from fuerwort.evenings.models import CheckIn, Evening
from fuerwort.evenings.queries.votes import turnouts

register = template.Library()


@register.inclusion_tag("deciding/on-evening.html")
def votes_of(evening: Evening, seat: CheckIn | None = None) -> dict[str, Any]:
    """Each vote with its turnout; on a member's phone with the way to the ballot, for a guest without."""
    return {"votes": turnouts(evening), "evening": evening, "seat": seat}
