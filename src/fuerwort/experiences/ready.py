"""Ties kept ready in this process, per space: read once, afterwards only what changed. Right after every change."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from threading import Lock

import numpy as np
from django.db import connection

from fuerwort.experiences import snapshot
from fuerwort.experiences.actions.changes import KEPT
from fuerwort.experiences.models import Change
from fuerwort.people.models import Space

SPACES = 4
"""So many spaces are kept ready at once."""

MOST = 200
"""With more changes than this it is quicker to read everything anew."""


@dataclass(frozen=True)
class Link:
    """What one member shared with another: how strong the tie is, how often by kind, and when last."""

    member: int
    weight: float
    times: tuple[int, int, int]
    last: date


class Ties:
    """All ties of a space on one day. Members are keys of memberships; weights order, and are never shown."""

    def __init__(self, pairs: snapshot.Pairs, on: date) -> None:
        self.pairs, self.on = pairs, on
        self._members, self._net = pairs.network(on)
        self._lock = Lock()  # the engine's network keeps its views in place

    def word(self, viewer: int, other: int) -> str:
        """direct, common, known or new: how near the other is to the viewer."""
        one, two = self._number(viewer), self._number(other)
        if one is None or two is None:
            return "new"
        with self._lock:
            return self._net.nearness(self._net.view(one), two)[0]

    def common(self, one: int, other: int) -> list[int]:
        """Members with a tie to both, the strongest link first."""
        mine, theirs = dict(self._near(one)), dict(self._near(other))
        both = mine.keys() & theirs.keys()
        return sorted(both, key=lambda member: (-mine[member] * theirs[member], member))

    def links(self, member: int) -> list[Link]:
        """Those a member has a tie to, the strongest first."""
        found, p = dict(self._near(member)), self.pairs
        at = np.flatnonzero((p.a == member) | (p.b == member))
        other = np.where(p.a[at] == member, p.b[at], p.a[at])
        keys, number = np.unique(other, return_inverse=True)
        times = np.zeros((len(keys), 3), np.int64)
        np.add.at(times, (number, p.kind[at]), 1)
        last = np.full(len(keys), -np.inf)
        np.maximum.at(last, number, p.day[at])
        links = [
            Link(key, found.get(key, 0.0), (n[0], n[1], n[2]), date.fromordinal(snapshot.EPOCH.toordinal() + int(day)))
            for key, n, day in zip(keys.tolist(), times.tolist(), last.tolist(), strict=True)
        ]
        return sorted(links, key=lambda link: (-link.weight, link.member))

    def beyond(self, member: int, through: Sequence[int]) -> list[tuple[int, int]]:
        """Colleagues of these colleagues, whom the member has no tie to, with the one they are best known through."""
        own = {member} | {key for key, _ in self._near(member)}
        mine = dict(self._near(member))
        best: dict[int, tuple[float, int]] = {}
        for helper in through:
            for key, weight in self._near(helper):
                if key not in own:
                    best[key] = max(best.get(key, (0.0, 0)), (mine.get(helper, 0.0) * weight, helper))
        return [(key, helper) for key, (_, helper) in sorted(best.items(), key=lambda item: (-item[1][0], item[0]))]

    def _near(self, member: int) -> list[tuple[int, float]]:
        number = self._number(member)
        if number is None:
            return []
        near, weight = self._net.colleagues(number)
        return list(zip(self._members[near].tolist(), weight.tolist(), strict=True))

    def _number(self, member: int) -> int | None:
        at = int(np.searchsorted(self._members, member))
        return at if at < len(self._members) and self._members[at] == member else None


_ready: OrderedDict[int, tuple[int, Ties]] = OrderedDict()
_lock = Lock()


def ties(space: Space, on: date) -> Ties:
    """The space's ties on this day: one query when nothing changed, a few when something did."""
    latest = Change.objects.filter(space=space).order_by("-pk").values_list("pk", flat=True).first() or 0
    with _lock:
        known = _ready.get(space.pk)
    if known and known[0] == latest and known[1].on == on:
        return known[1]
    fresh = Ties(_pairs(space, latest, *known) if known else snapshot.pairs(space), on)
    if not connection.in_atomic_block:  # what a transaction sees may still be undone
        _keep(space, latest, fresh)
    return fresh


def _pairs(space: Space, latest: int, read: int, known: Ties) -> snapshot.Pairs:
    """Read what changed since, or everything when that is too much or no longer known."""
    if latest == read:
        return known.pairs
    changed = Change.objects.filter(space=space, pk__gt=read, pk__lte=latest)
    keys = set(changed.values_list("experience", flat=True)[: MOST + 1])
    if None in keys or len(keys) > MOST or read < latest - KEPT:
        return snapshot.pairs(space)
    some = [key for key in keys if key is not None]
    return known.pairs.replaced(np.array(some), snapshot.pairs(space, only=some))


def _keep(space: Space, latest: int, fresh: Ties) -> None:
    with _lock:
        _ready[space.pk] = (latest, fresh)
        _ready.move_to_end(space.pk)
        while len(_ready) > SPACES:
            _ready.popitem(last=False)
