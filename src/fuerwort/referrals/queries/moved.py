"""What one list moves in its field's book: for whoever decides it, without names."""

from collections.abc import Sequence
from dataclasses import dataclass

from fuerwort.referrals.models import Line
from fuerwort.referrals.queries.order import Order


@dataclass(frozen=True)
class Moved:
    """One account, in micro-chances: before + due - place = after; ``before`` is the balance without this list."""

    number: int | None
    """Which place it is; none: good enough and not named."""
    before: int
    due: int
    place: int
    after: int


def moved(order: Order, key: str) -> list[Moved]:
    """The accounts that a round of a request moved: first place first, then those not named, largest balance first."""
    lines: dict[int | None, list[Line]] = {}
    for line in order.lines:
        if line.entry.key == key:
            lines.setdefault(line.membership_id, []).append(line)
    number = {place.member.pk: place.placing.place for place in order.named}
    rows = [_summed(some, number.get(member) if member else None) for member, some in lines.items()]
    return sorted((row for row in rows if row.due or row.place), key=_first)


def _summed(lines: Sequence[Line], number: int | None) -> Moved:
    due, place = sum(line.due for line in lines), sum(line.place for line in lines)
    after = lines[-1].after
    return Moved(number, after - due + place, due, place, after)


def _first(row: Moved) -> tuple[int, int]:
    return (row.number or 99, -row.after)
