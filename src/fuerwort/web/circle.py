"""The drawing of one's colleagues: oneself in the middle, around it those one worked with, faintly whom they know.

Plain arithmetic in a box 1000 wide; names stand in rows, so that none covers another.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from fuerwort.experiences.queries import Circle, Colleague
from fuerwort.web.drawing import strength

DRAWN = 16
"""So many colleagues are drawn; the list beside the drawing has them all."""

WIDTH, MIDDLE, ROW = 1000, 500, 38
NEAR, FAR = 62, 150
OUTER = 340
LETTERS = 18
LETTER = 8.8
"""Roughly how wide a letter is, to begin a line behind a name."""


@dataclass(frozen=True)
class Line:
    path: str
    look: str


@dataclass(frozen=True)
class Spot:
    """Somebody's dot, and their name beside it, on the side away from the middle."""

    x: float
    y: float
    side: int
    name: str
    faint: bool = False

    @property
    def text_x(self) -> float:
        return self.x + 13 * self.side

    @property
    def text_y(self) -> float:
        return self.y + 6

    @property
    def end(self) -> float:
        """Where the name ends."""
        return self.text_x + self.side * (LETTER * len(self.name) + 8)


@dataclass(frozen=True)
class Drawing:
    height: int
    middle: int
    lines: Sequence[Line]
    spots: Sequence[Spot]


def draw(circle: Circle) -> Drawing:
    """The closest stand at the viewer's own height, the others above and below by turns; at most 24 names."""
    drawn = circle.colleagues[:DRAWN]
    rows = max(3, (len(drawn) + 1) // 2)
    height = ROW * (rows + 1)
    middle = height // 2
    near = {one.member.pk: _spot(number, one, rows, middle) for number, one in enumerate(drawn)}
    lines = [line for one in drawn for line in _lines(one, near[one.member.pk], middle)]
    far: list[Spot] = []
    for one in circle.beyond:
        helper = near.get(one.through.pk)
        if helper and (spot := _outside(one.member.name, helper, far, rows, middle)):
            far.append(spot)
            lines.append(Line(_curve(helper.end, helper.y, spot.x, spot.y), "beyond"))
    return Drawing(height, middle, lines, [*near.values(), *far])


def _spot(number: int, one: Colleague, rows: int, middle: int) -> Spot:
    side = 1 if number % 2 == 0 else -1
    y = middle + _turn(number // 2) * ROW
    high = (y - middle) / (ROW * (rows + 1) / 2)
    return Spot(MIDDLE + side * (NEAR + (FAR - NEAR) * sqrt(1 - high**2)), y, side, _short(one.member.name))


def _turn(rank: int) -> int:
    """0, -1, 1, -2, 2 ..."""
    return -(rank + 1) // 2 if rank % 2 else rank // 2


def _outside(name: str, helper: Spot, taken: Sequence[Spot], rows: int, middle: int) -> Spot | None:
    """The free row nearest to the helper's, on the helper's side."""
    used = {spot.y for spot in taken if spot.side == helper.side}
    free = [y for rank in range(rows) if (y := middle + _turn(rank) * ROW) not in used]
    if not free:
        return None
    return Spot(
        MIDDLE + helper.side * OUTER, min(free, key=lambda y: abs(y - helper.y)), helper.side, _short(name), True
    )


def _lines(one: Colleague, spot: Spot, middle: int) -> list[Line]:
    """One line for each kind, side by side."""
    kinds = [kind for kind, times in one.times.items() if times]
    apart = [5 * (at - (len(kinds) - 1) / 2) for at in range(len(kinds))]
    return [
        Line(_curve(MIDDLE, middle + off, spot.x, spot.y + off / 2), f"{kind} {strength(one.times[kind])}")
        for kind, off in zip(kinds, apart, strict=True)
    ]


def _curve(x1: float, y1: float, x2: float, y2: float) -> str:
    half = (x1 + x2) / 2
    return f"M{x1:.0f} {y1:.1f}C{half:.0f} {y1:.1f} {half:.0f} {y2:.1f} {x2:.0f} {y2:.1f}"


def _short(name: str) -> str:
    """A name as it fits: in full, or the first with the others' initials."""
    if len(name) <= LETTERS:
        return name
    first, *rest = name.split()
    short = " ".join([first, *(f"{word[0]}." for word in rest)])
    return short if len(short) <= LETTERS else f"{short[: LETTERS - 1]}…"
