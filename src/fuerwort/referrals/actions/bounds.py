"""What the theorem of docs/rules/chances.md promises of a space's books."""

from collections.abc import Callable

from fuerwort.engine import chances
from fuerwort.people.models import Space
from fuerwort.referrals.actions.rules import latest
from fuerwort.referrals.models import Size

LARGEST = max(size.worth for size in Size)


def bound_of(space: Space, members: int) -> int:
    """How far from zero a balance can ever get, in micro-chances, when so many ever were in the book."""
    return bounds_of(space)(members)


def bounds_of(space: Space) -> Callable[[int], int]:
    """:func:`bound_of` for many books of a space; the rule is read once."""
    rule = latest(space).chances
    return lambda members: chances.bound(rule, members, LARGEST)
