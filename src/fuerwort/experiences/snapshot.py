"""Rows -> engine input: who has shared what with whom, confirmed by both and waiting for nobody."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from fuerwort.engine.shapes import KINDS, TieRule
from fuerwort.engine.standing import Network
from fuerwort.engine.ties import per_pair
from fuerwort.experiences.models import COUNTING, Answer, Experience, Participation
from fuerwort.people.models import Space

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

EPOCH = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Pairs:
    """One entry for each pair that confirmed an experience together.

    ``members`` are the keys of the memberships that took part in anything, ascending; ``a`` and ``b`` number them.
    ``hours`` are the pair's share, weighted by kind; ``kind`` numbers the engine's KINDS; ``day`` counts from 1970.
    """

    members: Ints
    a: Ints
    b: Ints
    hours: Floats
    day: Floats
    kind: Ints

    def network(self, day: float, rule: TieRule | None = None) -> Network:
        """The engine's network as of this day."""
        counted = self.hours > 0  # a kind may weigh nothing
        a, b, hours, days = (part[counted] for part in (self.a, self.b, self.hours, self.day))
        return Network(len(self.members), a, b, hours, days, day, rule=rule)


def day_of(on: date) -> float:
    """Days since 1970, the engine's only time."""
    return float((on - EPOCH).days)


def pairs(space: Space, rule: TieRule | None = None) -> Pairs:
    """Read all experiences of a space, in two queries.

    The hours of an occasion with n people count for each pair as hours / (n - 1), times the weight of its kind.
    """
    weights = np.array((rule or TieRule()).kinds)
    keys, hours, day, kind = _experiences(space)
    where, member, counting = _participations(space, keys)
    members, number = np.unique(member, return_inverse=True)
    people = np.bincount(where, minlength=len(keys))
    first, second, at = _both(where[counting], number[counting])
    share = weights[kind[at]] * per_pair(hours[at], people[at])
    return Pairs(members, first, second, share, day[at], kind[at])


def _experiences(space: Space) -> tuple[Ints, Floats, Floats, Ints]:
    rows = Experience.objects.filter(space=space).order_by("pk").values_list("pk", "hours", "on", "kind")
    keys, hours, days, kinds = zip(*rows, strict=True) if rows else ((), (), (), ())
    numbers = {name: number for number, name in enumerate(KINDS)}
    return (
        np.array(keys, np.int64),
        np.array(hours, np.float64),
        np.array([day_of(on) for on in days], np.float64),
        np.array([numbers[kind] for kind in kinds], np.int64),
    )


def _participations(space: Space, keys: Ints) -> tuple[Ints, Ints, NDArray[np.bool_]]:
    """Each part: which experience (by its place in ``keys``), whose, and whether it counts."""
    rows = Participation.objects.filter(experience__space=space).values_list(
        "experience_id", "membership_id", "answer", "review"
    )
    experience, member, answer, review = zip(*rows, strict=True) if rows else ((), (), (), ())
    counts = [a == Answer.CONFIRMED and r in COUNTING for a, r in zip(answer, review, strict=True)]
    where = np.searchsorted(keys, np.array(experience, np.int64))
    return where, np.array(member, np.int64), np.array(counts, np.bool_)


def _both(where: Ints, number: Ints) -> tuple[Ints, Ints, Ints]:
    """All pairs within each experience: the two members, and the experience."""
    order = np.lexsort((number, where))
    where, number = where[order], number[order]
    start = np.flatnonzero(np.diff(where, prepend=-1))
    size = np.diff(start, append=len(where))
    found: list[tuple[Ints, Ints, Ints]] = [(where[:0], where[:0], where[:0])]
    for people in np.unique(size[size > 1]):
        one, other = np.triu_indices(people, 1)
        begin = start[size == people][:, None]
        found.append((number[begin + one].ravel(), number[begin + other].ravel(), np.repeat(where[begin], len(one))))
    a, b, at = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return a, b, at
