"""What the theorem of docs/rules/chances.md promises of a space's books."""

from fuerwort.engine import chances
from fuerwort.people.models import Space
from fuerwort.referrals.actions.rules import latest
from fuerwort.referrals.models import Size

LARGEST = max(size.worth for size in Size)


def bound_of(space: Space, members: int) -> int:
    """How far from zero a balance can ever get, in micro-chances, when so many ever were in the book."""
    return chances.bound(latest(space).chances, members, LARGEST)
