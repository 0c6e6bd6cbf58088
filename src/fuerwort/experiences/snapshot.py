"""Rows -> engine input: who has shared what with whom, confirmed by both and waiting for nobody."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.db.models import Case, CharField, IntegerField, QuerySet, When
from django.db.models.functions import Cast
from numpy.typing import NDArray

from fuerwort.engine.shapes import KINDS, TieRule
from fuerwort.engine.standing import Network
from fuerwort.engine.ties import per_pair
from fuerwort.experiences.models import COUNTING, Answer, Experience, Participation
from fuerwort.people.models import Space

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

EPOCH = date(1970, 1, 1)

Rule = TieRule
"""What ties weigh. A space's own is known above: whoever asks for ties brings it along."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """One entry for each pair that confirmed an experience together.

    ``a`` and ``b`` are keys of memberships, a < b; ``hours`` the pair's share, whatever its kind weighs; ``day`` counts
    from 1970; ``kind`` numbers the engine's KINDS; ``experience`` is its key. No rule is in it: a network has one.
    """

    a: Ints
    b: Ints
    hours: Floats
    day: Floats
    kind: Ints
    experience: Ints

    def network(self, on: date, rule: TieRule, members: Ints | None = None) -> tuple[Ints, Network]:
        """The engine's network as of this day by a rule, and the keys of the memberships it numbers, ascending.

        Without ``members`` it numbers only those with a tie.
        """
        hours = self.hours * np.array(rule.kinds)[self.kind]
        counted = hours > 0  # a kind may weigh nothing
        a, b = self.a[counted], self.b[counted]
        known = np.unique(np.concatenate([a, b])) if members is None else members
        one, other = np.searchsorted(known, a), np.searchsorted(known, b)
        return known, Network(len(known), one, other, hours[counted], self.day[counted], day_of(on), rule=rule)

    def replaced(self, keys: Ints, by: "Pairs") -> "Pairs":
        """The same, with these experiences read anew."""
        kept = ~np.isin(self.experience, keys)
        return Pairs(*(np.concatenate([mine[kept], new]) for mine, new in zip(self._parts(), by._parts(), strict=True)))

    def _parts(self) -> tuple[Ints, Ints, Floats, Floats, Ints, Ints]:
        return self.a, self.b, self.hours, self.day, self.kind, self.experience


def day_of(on: date) -> float:
    """Days since 1970, the engine's only time."""
    return float((on - EPOCH).days)


def pairs(space: Space, only: Collection[int] | None = None) -> Pairs:
    """Read all experiences of a space, or only some by key, in two queries.

    The hours of an occasion with n people count for each pair as hours / (n - 1).
    """
    rows, parts = Experience.objects.filter(space=space), Participation.objects.filter(experience__space=space)
    if only is not None:
        rows, parts = rows.filter(pk__in=only), parts.filter(experience__in=only)
    key, hours, day, kind = _experiences(rows)
    where, member, counting = _participations(parts, key)
    people = np.bincount(where, minlength=len(key))
    first, second, at = _both(where[counting], member[counting])
    return Pairs(first, second, per_pair(hours[at], people[at]), day[at], kind[at], key[at])


def _experiences(rows: QuerySet[Experience]) -> tuple[Ints, Floats, Floats, Ints]:
    number = Case(*(When(kind=name, then=at) for at, name in enumerate(KINDS)), output_field=IntegerField())
    day = Cast("on", CharField())  # numpy reads fifty thousand days at once
    found = list(rows.order_by("pk").values_list("pk", "hours", day, number))
    keys, hours, days, kinds = zip(*found, strict=True) if found else ((), (), (), ())
    return (
        np.array(keys, np.int64),
        np.array(hours, np.float64),
        np.array(days, "datetime64[D]").astype(np.float64),
        np.array(kinds, np.int64),
    )


def _participations(rows: QuerySet[Participation], keys: Ints) -> tuple[Ints, Ints, NDArray[np.bool_]]:
    """Each part: which experience (by its place in ``keys``), whose, and whether it counts."""
    counts = Case(When(answer=Answer.CONFIRMED, review__in=COUNTING, then=1), default=0)
    found = list(rows.values_list("experience_id", "membership_id", counts))
    experience, member, counting = np.array(found, np.int64).reshape(-1, 3).T
    return np.searchsorted(keys, experience), member, counting == 1


def _both(where: Ints, member: Ints) -> tuple[Ints, Ints, Ints]:
    """All pairs within each experience: the two members, and the experience."""
    order = np.lexsort((member, where))
    where, member = where[order], member[order]
    start = np.flatnonzero(np.diff(where, prepend=-1))
    size = np.diff(start, append=len(where))
    found: list[tuple[Ints, Ints, Ints]] = [(where[:0], where[:0], where[:0])]
    for people in np.unique(size[size > 1]):
        one, other = np.triu_indices(people, 1)
        begin = start[size == people][:, None]
        found.append((member[begin + one].ravel(), member[begin + other].ravel(), np.repeat(where[begin], len(one))))
    a, b, at = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return a, b, at
