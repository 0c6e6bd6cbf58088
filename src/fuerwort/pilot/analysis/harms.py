"""Who may be worse off because of a pilot: people by arm, and none of it about too few.

Rule page: docs/rules/analysis.md. Nobody is asked for it and nothing is stored: it follows from the locked data.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fuerwort.pilot.analysis.data import Locked, Row
from fuerwort.pilot.analysis.disclosure import INSIDE, withheld
from fuerwort.pilot.analysis.regression import Bools

LOW, ANXIOUS = 3, 8
"""Answers from which on places of help are named: so little well-being, so much anxiety, of ten."""
WELL, WORRIED = ("ONS1", "ONS2", "ONS3", "L1"), "ONS4"

Happened = Sequence[bool | None]
"""Of each row whether it happened after the draw; None where nothing may be counted."""


@dataclass(frozen=True, slots=True)
class Harm:
    """One kind of it: rows drawn, compared, both; columns to whom it happened, to whom not, all. None where too few."""

    name: str
    counts: tuple[tuple[int | None, ...], ...]


def is_low(said: Mapping[str, int]) -> bool:
    """Whether somebody may be glad of places of help.

    >>> is_low({"ONS1": 3, "ONS4": 0}), is_low({"ONS4": 8}), is_low({"ONS1": 4, "HOURS1": 0}), is_low({})
    (True, True, False, False)
    """
    return any(said.get(name, LOW + 1) <= LOW for name in WELL) or said.get(WORRIED, 0) >= ANXIOUS


def harms(locked: Locked, treated: Bools, floor: int = INSIDE) -> tuple[Harm, ...]:
    """Low answers, then what else is locked: who stopped, who doubted a list, who had other strain."""
    known: Mapping[str, Happened] = {"low": [_low(row) for row in locked.rows], **locked.events}
    return tuple(Harm(name, _counts(happened, treated, floor)) for name, happened in known.items())


def _low(row: Row) -> bool | None:
    """Whether places of help were named to somebody after the draw; None of who never answered then."""
    after = [said for wave, said in row.answers.items() if wave >= 1 and said]
    return any(map(is_low, after)) if after else None


def _counts(happened: Happened, treated: Bools, floor: int) -> tuple[tuple[int | None, ...], ...]:
    table = [
        [
            sum(one is yes and bool(drawn) is arm for one, drawn in zip(happened, treated, strict=True))
            for yes in (True, False)
        ]
        for arm in (True, False)
    ]
    return tuple(map(tuple, withheld(table, floor)))
