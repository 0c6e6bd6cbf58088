"""Pilots in an archive: the database lets them come only as they began, so they take their steps again."""

from collections.abc import Iterator, Sequence

from django.db.models import Model

from fuerwort.people.archive import belongs
from fuerwort.people.models import Space
from fuerwort.pilot.models import Draw, Pilot
from fuerwort.pilot.models.pilots import NEXT, State

RESULT = ("revealed", "seed", "drawn_at", "drawn_by_id", "void_at")
"""What a draw is made without."""


def weave(space: Space) -> Iterator[Model]:
    yield from Pilot.objects.filter(space=space).order_by("pk")
    yield from Draw.objects.filter(pilot__space=space).order_by("pk")


def lay(rows: Sequence[Model]) -> None:
    """Rows of one model."""
    for row in rows:
        if isinstance(row, Pilot):
            _steps(row)
        elif isinstance(row, Draw):
            _result(row)


def _steps(pilot: Pilot) -> None:
    end, pilot.state = pilot.state, State.PLANNED
    pilot.save(force_insert=True)
    for state in _way(State.PLANNED, end):
        Pilot.objects.filter(pk=pilot.pk).update(state=state)


def _way(here: str, end: str) -> tuple[str, ...]:
    ways: list[tuple[str, ...]] = [(here,)]
    for way in ways:
        if way[-1] == end:
            return way[1:]
        ways += [(*way, step) for step in NEXT[way[-1]]]
    raise ValueError(f"no way leads to {end}")


def _result(draw: Draw) -> None:
    known = {name: getattr(draw, name) for name in RESULT}
    draw.revealed, draw.seed, draw.drawn_at, draw.drawn_by_id, draw.void_at = "", "", None, None, None
    draw.save(force_insert=True)
    Draw.objects.filter(pk=draw.pk).update(**known)


belongs.add(belongs.Part(woven=(Pilot, Draw), weave=weave, lay=lay))
