"""How well embedded is a member, from one point of view: the chance that shared work ever reaches them.

Rule page with proofs and a network to compute by hand: docs/rules/standing.md. Source: design, section 2; reach is a
personalised hitting probability (Hopcroft and Sheldon 2007; Liu, Parkes and Seuken 2016).
"""

import heapq
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import log
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fuerwort.engine import _kernels, ties
from fuerwort.engine.shapes import TieRule

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SPARE = 4
"""Free cells per row in the tie table, so that most new ties need no move."""

EVERY_VISIT = 1 << 60


class StandingError(ValueError):
    """A member, hour or day the network cannot hold."""


@dataclass(frozen=True, slots=True)
class View:
    """One point of view: the members it starts from."""

    seeds: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why somebody is reached; shares of the reach.

    ``word`` is all that is ever shown: direct, common, known or new. ``common`` and ``helpers`` pair a member with a
    share, largest first; the helpers' shares sum to one (within the push's precision). ``chain`` runs from a seed to
    the candidate.
    """

    word: str
    direct: float
    common: tuple[tuple[int, float], ...]
    helpers: tuple[tuple[int, float], ...]
    chain: tuple[int, ...]


@dataclass(slots=True)
class _State:
    """A view's pushed state; pooled, because fresh memory costs more than the push."""

    p: Floats
    r: Floats
    seen: NDArray[np.bool_]
    touched: Ints
    count: int = 0
    typical: float | None = field(default=None)

    @classmethod
    def of(cls, n: int) -> "_State":
        return cls(np.zeros(n), np.zeros(n), np.zeros(n, np.bool_), np.zeros(n, np.int64))

    def clear(self) -> None:
        _kernels.clear(self.p, self.r, self.seen, self.touched, self.count)
        self.count, self.typical = 0, None


class Network:
    """Ties among n members, and views on them that stay right while ties are added.

    Parameters
    ----------
    n : number of members; they are called 0..n-1
    a, b : int arrays, the two members of each experience both confirmed
    hours : float array, hours of that experience for this pair, weighted by kind
    day : float array, when; ``now`` on the same scale
    views : how many views are kept up to date

    Raises
    ------
    StandingError
        Arrays of different length, a member out of range or tied to themselves, hours not positive and finite.

    >>> net = Network(3, [0, 1], [1, 2], [8.0, 8.0], [0.0, 0.0], 0.0)
    >>> net.reach(net.view(0), [1, 2]).round(4).tolist()
    [0.2333, 0.0426]
    """

    def __init__(
        self,
        n: int,
        a: ArrayLike,
        b: ArrayLike,
        hours: ArrayLike,
        day: ArrayLike,
        now: float,
        rule: TieRule | None = None,
        *,
        views: int = 8,
    ) -> None:
        self.n, self.now, self.rule = n, float(now), rule or TieRule()
        one, other, self._pair_hours = ties.weigh(n, a, b, hours, day, self.now, self.rule)
        self._views: OrderedDict[View, _State] = OrderedDict()
        self._pool = [_State.of(n) for _ in range(2)]
        self._limit, self._scratch = views, _State.of(n)
        self._queue, self._waiting = np.zeros(n + 1, np.int64), np.zeros(n, np.bool_)
        self._lay_out(one, other, self._pair_hours)

    # Ties

    def _lay_out(self, one: Ints, other: Ints, hours: Floats) -> None:
        """Write all ties into rows with spare cells."""
        source, target = np.concatenate([one, other]), np.concatenate([other, one])
        both = np.concatenate([hours, hours])
        order = np.argsort(source, kind="stable")
        self._size = np.bincount(source, minlength=self.n).astype(np.int64)
        self._room = self._size + SPARE
        self._start = np.concatenate([[0], np.cumsum(self._room)[:-1]]).astype(np.int64)
        self._end = int(self._room.sum())
        first = np.concatenate([[0], np.cumsum(self._size)[:-1]]).astype(np.int64)
        sorted_source = source[order]
        cells = self._start[sorted_source] + np.arange(len(order)) - first[sorted_source]
        self._near = np.zeros(self._end, np.int64)
        self._hours, self._weight = np.zeros(self._end), np.zeros(self._end)
        self._near[cells], self._hours[cells] = target[order], both[order]
        self._weight[cells] = ties.weight(both[order], self.rule)
        self._total = np.bincount(source, ties.weight(both, self.rule), minlength=self.n) + self.rule.leak

    def _cell(self, i: int, j: int) -> int:
        row = self._near[self._start[i] : self._start[i] + self._size[i]]
        found = np.flatnonzero(row == j)
        return int(self._start[i] + found[0]) if len(found) else -1

    def _new_cell(self, i: int, j: int) -> int:
        if self._size[i] == self._room[i]:
            self._move(i)
        cell = int(self._start[i] + self._size[i])
        self._near[cell], self._hours[cell], self._weight[cell] = j, 0.0, 0.0
        self._size[i] += 1
        return cell

    def _move(self, i: int) -> None:
        """Move a full row to the end, with twice the room."""
        room, size, start = 2 * int(self._room[i]), int(self._size[i]), int(self._start[i])
        if self._end + room > len(self._near):
            spare = np.zeros(len(self._near) + room)
            self._near = np.concatenate([self._near, spare.astype(np.int64)])
            self._hours = np.concatenate([self._hours, spare])
            self._weight = np.concatenate([self._weight, spare])
        for cells in (self._near, self._hours, self._weight):
            cells[self._end : self._end + size] = cells[start : start + size]
        self._start[i], self._room[i] = self._end, room
        self._end += room

    def colleagues(self, member: int) -> tuple[Ints, Floats]:
        """Members with a tie to this one, and the weights of those ties in (0, 1)."""
        self._check(member)
        row = slice(self._start[member], self._start[member] + self._size[member])
        return self._near[row].copy(), self._weight[row].copy()

    def tie(self, i: int, j: int) -> float:
        """Weight of the tie between two members, 0 without one."""
        cell = self._cell(i, j)
        return float(self._weight[cell]) if cell >= 0 else 0.0

    def best_connected(self, k: int) -> Ints:
        """The k members with the largest total tie weight; equal totals by number."""
        return np.lexsort((np.arange(self.n), -self._total))[:k]

    def add(self, i: int, j: int, hours: float, day: float) -> None:
        """Add one experience both confirmed; every cached view is corrected, exactly.

        Raises
        ------
        StandingError
            A member is out of range or tied to themselves, or hours are not positive and finite.
        """
        self._check(i, j)
        if i == j or not (np.isfinite(hours) and hours > 0 and np.isfinite(day)):
            raise StandingError(f"an experience needs two members and positive hours, not {i}, {j}, {hours}")
        more = float(ties.faded(hours, self.now - day, self.rule))
        cells = [self._cell(x, y) for x, y in ((i, j), (j, i))]
        cells = [c if c >= 0 else self._new_cell(x, y) for c, (x, y) in zip(cells, ((i, j), (j, i)), strict=True)]
        old = float(self._weight[cells[0]])
        self._hours[cells] += more
        new = float(ties.weight(self._hours[cells[0]], self.rule))
        self._weight[cells] = new
        for state in self._views.values():
            for x, y in ((i, j), (j, i)):
                self._correct(state, x, y, old, new)
        self._total[[i, j]] += new - old
        for state in self._views.values():
            self._push(state)
            state.typical = None

    def _correct(self, state: _State, x: int, y: int, old: float, new: float) -> None:
        """Rescale p_x so that x's flow to its other colleagues stays; what remains goes into the residuals."""
        p, total = state.p[x], self._total[x]
        if p == 0.0:
            return
        scaled = p * (total + new - old) / total
        state.r[x] -= (scaled - p) / self.rule.stop
        state.r[y] += (1 - self.rule.stop) / self.rule.stop * p / total * (new - old)
        state.p[x] = scaled
        state.count = _kernels.touch(y, state.seen, state.touched, state.count)

    def age(self, now: float) -> None:
        """Let all ties fade to a later day, exactly; views are dropped.

        Raises
        ------
        StandingError
            The day lies before the network's.
        """
        if now < self.now:
            raise StandingError(f"a network cannot go back from day {self.now} to day {now}")
        self._hours *= ties.faded(1.0, now - self.now, self.rule)
        before = np.concatenate([[0], np.cumsum(self._size)[:-1]])
        used = np.repeat(self._start - before, self._size) + np.arange(self._size.sum())
        self._weight[used] = ties.weight(self._hours[used], self.rule)
        owner = np.repeat(np.arange(self.n), self._size)
        self._total = np.bincount(owner, self._weight[used], minlength=self.n) + float(self.rule.leak)
        self.now = float(now)
        while self._views:
            self._drop()

    # Views

    def view(self, seeds: int | Sequence[int]) -> View:
        """Look from one member, or from several at once (each equally likely to start); cached."""
        members = tuple(sorted({int(s) for s in np.atleast_1d(np.asarray(seeds, np.int64))}))
        self._check(*members)
        if not members:
            raise StandingError("a view needs at least one seed")
        view = View(members)
        self._state(view)
        return view

    def _state(self, view: View) -> _State:
        if view in self._views:
            self._views.move_to_end(view)
            return self._views[view]
        if len(self._views) >= self._limit:
            self._drop()
        state = self._pool.pop() if self._pool else _State.of(self.n)
        for seed in view.seeds:
            state.r[seed] = 1.0 / len(view.seeds)
            state.count = _kernels.touch(seed, state.seen, state.touched, state.count)
        self._views[view] = state
        self._push(state, forced=view.seeds[0])
        return state

    def _drop(self) -> None:
        _, state = self._views.popitem(last=False)
        state.clear()
        self._pool.append(state)

    def _rows(self) -> tuple[Any, Any, Any, Any, Any, Any]:
        return self._start, self._size, self._near, self._weight, self._total, self.rule.stop

    def _push(self, s: _State, forced: int = -1) -> None:
        limit = self.rule.view_residual
        s.count = _kernels.push(
            *self._rows(), limit, EVERY_VISIT, s.p, s.r, s.seen, s.touched, s.count, self._queue, self._waiting, forced
        )

    # Reach and standing

    def reach(self, view: View, candidates: ArrayLike) -> Floats:
        """Chance that a chain of confirmed shared work from the view's seeds ever reaches each candidate.

        Returns
        -------
        float64 array in [0, 1], one value per candidate.
        """
        return self._reach(self._state(view), candidates)[0]

    def error_bound(self, view: View, candidates: ArrayLike) -> Floats:
        """How far each reach can be from the truth at most (absolute, certain)."""
        return self._reach(self._state(view), candidates)[1]

    def _reach(self, state: _State, candidates: ArrayLike) -> tuple[Floats, Floats]:
        members = np.atleast_1d(np.asarray(candidates, np.int64))
        self._check(*members.tolist())
        c, rule = self._scratch, self.rule
        owing = float(np.abs(state.r[state.touched[: state.count]]).sum())
        result: tuple[Floats, Floats] = _kernels.reaches(
            members, *self._rows(), rule.candidate_residual, rule.candidate_visits,
            state.p, state.r, owing, c.p, c.r, c.seen, c.touched, self._queue, self._waiting,
        )  # fmt: skip
        return result

    def standing(self, view: View, candidates: ArrayLike) -> Floats:
        """Reach / (reach + typical reach of the seeds' own direct colleagues), in [0, 1); never shown as a number."""
        state = self._state(view)
        if state.typical is None:
            direct = np.unique(np.concatenate([self.colleagues(seed)[0] for seed in view.seeds]))
            direct = np.setdiff1d(direct, view.seeds)
            state.typical = float(np.median(self._reach(state, direct)[0])) if len(direct) else 1.0
        reach = self.reach(view, candidates)
        return reach / (reach + (state.typical or 1.0))

    # Explanation

    def explain(self, view: View, candidate: int) -> Explanation:
        """Direct tie, common colleagues, last helpers and one readable chain; all local."""
        reach = float(self.reach(view, [candidate])[0])
        word, direct, common = self.nearness(view, candidate)
        if reach == 0.0 or candidate in view.seeds:
            return Explanation(word, 0.0, (), (), ())
        shared = tuple((x, share / reach) for x, share in common)
        return Explanation(
            word, direct / reach, shared, self._helpers(view, candidate, reach), self._chain(view, candidate)
        )

    def nearness(self, view: View, candidate: int) -> tuple[str, float, tuple[tuple[int, float], ...]]:
        """The word for a candidate, the chance of one step, and of two steps by each common colleague."""
        if candidate in view.seeds:
            return "direct", 0.0, ()
        near, weight = self.colleagues(candidate)
        go, onward = 1 - self.rule.stop, weight / self._total[near]
        direct = go * float(onward[np.isin(near, view.seeds)].sum()) / len(view.seeds)
        first = np.zeros(len(near))
        for seed in view.seeds:
            theirs, ties_there = self.colleagues(seed)
            _, mine, other = np.intersect1d(near, theirs, assume_unique=True, return_indices=True)
            first[mine] += ties_there[other] / self._total[seed] / len(view.seeds)
        first[np.isin(near, view.seeds)] = 0.0
        both = np.flatnonzero(first)
        common = _largest([(int(near[x]), go**2 * float(first[x] * onward[x])) for x in both])
        if direct > 0:
            return "direct", direct, common
        if common:
            return "common", direct, common
        return ("known" if float(self.reach(view, [candidate])[0]) > 0 else "new"), direct, common

    def _helpers(self, view: View, candidate: int, reach: float) -> tuple[tuple[int, float], ...]:
        near, weight = self.colleagues(candidate)
        own = self._state(self.view(candidate))
        back = (own.p + self.rule.stop * own.r)[near]
        seen = self._state(view)
        flow = (seen.p + self.rule.stop * seen.r)[near] - reach * back
        shares = (1 - self.rule.stop) / self.rule.stop * flow * weight / self._total[near] / reach
        return _largest([(x, max(0.0, s)) for x, s in zip(near.tolist(), shares.tolist(), strict=True)])

    def _chain(self, view: View, candidate: int) -> tuple[int, ...]:
        """The likeliest path from a seed: Dijkstra from the candidate over -log of the walk's steps."""
        best, come, heap = {candidate: 0.0}, {candidate: candidate}, [(0.0, candidate)]
        while True:  # reach is above zero, so a seed is found before the heap is empty
            cost, x = heapq.heappop(heap)
            if x in view.seeds:
                return _path(come, x, candidate)
            for y, w in zip(*(part.tolist() for part in self.colleagues(x)), strict=True):
                longer = cost - log((1 - self.rule.stop) * w / self._total[y])
                if longer < best.get(y, np.inf):
                    best[y], come[y] = longer, x
                    heapq.heappush(heap, (longer, y))

    def _check(self, *members: int) -> None:
        if members and not (min(members) >= 0 and max(members) < self.n):
            raise StandingError(f"members are numbered 0 to {self.n - 1}, not {min(members)} to {max(members)}")


def _largest(shares: list[tuple[int, float]]) -> tuple[tuple[int, float], ...]:
    return tuple(sorted(shares, key=lambda pair: (-pair[1], pair[0])))


def _path(come: dict[int, int], start: int, end: int) -> tuple[int, ...]:
    path = [start]
    while path[-1] != end:
        path.append(come[path[-1]])
    return tuple(path)
