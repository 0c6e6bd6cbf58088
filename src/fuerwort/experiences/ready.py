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
    """All ties of a space on one day by one rule. Members are keys of memberships; weights are never shown."""

    def __init__(self, pairs: snapshot.Pairs, on: date, rule: snapshot.Rule) -> None:
        self.pairs, self.made_for = pairs, (on, rule)
        self._members, self._net = pairs.network(on, rule)
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


_ready: OrderedDict[int, tuple[int, snapshot.Pairs]] = OrderedDict()
_ties: dict[int, Ties] = {}
_lock = Lock()


def ties(space: Space, on: date, rule: snapshot.Rule) -> Ties:
    """The space's ties on this day, as this rule weighs them; made anew when day, rule or pairs are others."""
    found = pairs(space)
    with _lock:
        known = _ties.get(space.pk)
    if known and known.pairs is found and known.made_for == (on, rule):
        return known
    fresh = Ties(found, on, rule)
    with _lock:
        if _ready.get(space.pk, (0, None))[1] is found:  # what is not kept itself may still be undone
            _ties[space.pk] = fresh
    return fresh


def pairs(space: Space) -> snapshot.Pairs:
    """Who shared what with whom: one query when nothing changed, a few when something did."""
    latest = Change.objects.filter(space=space).order_by("-pk").values_list("pk", flat=True).first() or 0
    with _lock:
        known = _ready.get(space.pk)
    if known and known[0] == latest:
        return known[1]
    fresh = _changed(space, latest, *known) if known else snapshot.pairs(space)
    if not connection.in_atomic_block:  # what a transaction sees may still be undone
        _keep(space, latest, fresh)
    return fresh


def _changed(space: Space, latest: int, read: int, known: snapshot.Pairs) -> snapshot.Pairs:
    """Read what changed since, or everything when that is too much or no longer known."""
    changed = Change.objects.filter(space=space, pk__gt=read, pk__lte=latest)
    keys = set(changed.values_list("experience", flat=True)[: MOST + 1])
    if None in keys or len(keys) > MOST or read < latest - KEPT:
        return snapshot.pairs(space)
    some = [key for key in keys if key is not None]
    return known.replaced(np.array(some), snapshot.pairs(space, only=some))


def _keep(space: Space, latest: int, fresh: snapshot.Pairs) -> None:
    with _lock:
        _ready[space.pk] = (latest, fresh)
        _ready.move_to_end(space.pk)
        while len(_ready) > SPACES:
            _ties.pop(_ready.popitem(last=False)[0], None)
