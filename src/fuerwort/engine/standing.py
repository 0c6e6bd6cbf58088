"""How well embedded is a member, from one point of view: the chance that shared work ever reaches them.

Rule page with proofs and a network to compute by hand: docs/rules/standing.md. Source: design, section 2; reach is a
personalised hitting probability (Hopcroft and Sheldon 2007; Liu, Parkes and Seuken 2016).
"""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fuerwort.engine import _kernels, ties
from fuerwort.engine.explain import Explanation, Shares, chain, last_helpers, near_steps
from fuerwort.engine.shapes import TieRule
from fuerwort.engine.tie_table import TieTable

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


COARSE = 0.05
"""Certain relative error with which most members are seen to be no median, and no part of a chain."""

CLOSE = 1e-4
"""Finest residual for the flow from a candidate to each of their colleagues."""


class StandingError(ValueError):
    """A member, hour or day the network cannot hold."""


@dataclass(frozen=True, slots=True)
class View:
    """One point of view: the members it starts from."""

    seeds: tuple[int, ...]


class Network:
    """Ties among n members, and views on them that stay right while ties are added.

    Parameters
    ----------
    n : number of members; they are called 0..n-1
    a, b : int arrays, the two members of each experience both confirmed
    hours : float array, hours of that experience for this pair, weighted by kind
    day : float array, when; ``now`` on the same scale
    views : how many views are kept up to date, at least one

    Raises
    ------
    TieError
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
        self._ties = TieTable(n, *ties.weigh(n, a, b, hours, day, self.now, self.rule), self.rule)
        self._walk = _kernels.Walk(
            self.rule.half_tie,
            self.rule.stop,
            self.rule.view_residual,
            self.rule.candidate_residual,
            self.rule.candidate_error,
            self.rule.candidate_visits,
        )
        # One pile for all views and, last, the candidates' pushes: fresh memory would cost more than a push.
        self._pile = _pile(views + 1, n)
        self._states = [_state(self._pile, k) for k in range(views + 1)]
        self._own = self._states.pop()
        self._views: OrderedDict[View, int] = OrderedDict()
        self._typical: dict[View, float] = {}

    # Ties

    def colleagues(self, member: int) -> tuple[Ints, Floats]:
        """Members with a tie to this one, and the weights of those ties in (0, 1)."""
        self._check([member])
        return self._ties.colleagues(member)

    def tie(self, i: int, j: int) -> float:
        """Weight of the tie between two members, 0 without one."""
        self._check([i, j])
        return self._ties.weight(i, j)

    def best_connected(self, k: int) -> Ints:
        """The k members with the largest total tie weight; equal totals by number."""
        total = self._ties.rows.total
        least = np.partition(total, self.n - k)[self.n - k] if 0 < k <= self.n else -np.inf
        best = np.flatnonzero(total >= least)
        return best[np.argsort(-total[best], kind="stable")][:k]

    def add(self, i: int, j: int, hours: float, day: float) -> None:
        """Add one experience both confirmed; every cached view is corrected, exactly.

        Raises
        ------
        StandingError
            A member is out of range or tied to themselves, or hours are not positive and finite.
        """
        self._check([i, j])
        if i == j or not (isfinite(hours) and hours > 0 and isfinite(day)):
            raise StandingError(f"an experience needs two members and positive hours, not {i}, {j}, {hours}")
        more = ties.faded(float(hours), self.now - float(day), self.rule)
        self._ties.make_room(i, j)
        slots = np.fromiter(self._views.values(), np.int64)
        _kernels.add(i, j, more, self._ties.rows, self._pile, slots, self._walk)
        self._typical.clear()

    def age(self, now: float) -> None:
        """Let all ties fade to a later day, exactly; views are dropped.

        Raises
        ------
        StandingError
            The day lies before the network's.
        """
        if now < self.now:
            raise StandingError(f"a network cannot go back from day {self.now} to day {now}")
        self._ties.fade(ties.faded(1.0, now - self.now, self.rule))
        self.now = float(now)
        for slot in self._views.values():
            _kernels.clear(self._states[slot])
        self._views.clear()
        self._typical.clear()

    # Views

    def view(self, seeds: int | Sequence[int]) -> View:
        """Look from one member, or from several at once (each equally likely to start); cached."""
        members = np.unique(np.asarray(seeds, np.int64))
        self._check(members)
        if not len(members):
            raise StandingError("a view needs at least one seed")
        view = View(tuple(members.tolist()))
        self._seen(view)
        return view

    def _seen(self, view: View) -> _kernels.State:
        """The view's push; the one looked at longest ago gives way to a new one."""
        if view in self._views:
            self._views.move_to_end(view)
            return self._states[self._views[view]]
        slot = len(self._views)
        if slot == len(self._states):
            oldest, slot = self._views.popitem(last=False)
            self._typical.pop(oldest, None)
            _kernels.clear(self._states[slot])
        self._views[view] = slot
        _kernels.begin(np.array(view.seeds), self._ties.rows, self._states[slot], self._walk)
        return self._states[slot]

    # Reach and standing

    def reach(self, view: View, candidates: ArrayLike) -> Floats:
        """Chance that a chain of confirmed shared work from the view's seeds ever reaches each candidate.

        Returns
        -------
        float64 array in [0, 1], one value per candidate.
        """
        return self._look(view, candidates, self._walk)[1]

    def error_bound(self, view: View, candidates: ArrayLike) -> Floats:
        """How far each reach can be from the truth at most (absolute, certain)."""
        return self._look(view, candidates, self._walk)[2]

    def _look(self, view: View, candidates: ArrayLike, walk: _kernels.Walk) -> tuple[Floats, Floats, Floats]:
        """Flow, reach, and error of the reach."""
        members = np.atleast_1d(np.asarray(candidates, np.int64))
        self._check(members)
        found: tuple[Floats, Floats, Floats] = _kernels.reaches(
            members, self._ties.rows, self._seen(view), self._own, walk
        )
        return found

    def standing(self, view: View, candidates: ArrayLike) -> Floats:
        """Reach / (reach + typical reach of the seeds' own direct colleagues), in [0, 1); never shown as a number."""
        reach = self.reach(view, candidates)
        if view not in self._typical:
            self._typical[view] = self._median(view)
        return reach / (reach + self._typical[view])

    def _median(self, view: View) -> float:
        """Median reach of the seeds' own direct colleagues, 1 if there are none.

        A coarse look is enough for those who are certainly on one side of it.
        """
        direct = np.unique(np.concatenate([self._ties.colleagues(seed)[0] for seed in view.seeds]))
        direct = direct[~np.isin(direct, view.seeds)]
        if not len(direct):
            return 1.0
        _, reach, error = self._look(view, direct, self._walk._replace(candidate_error=COARSE))
        low, high = reach - error, reach + error
        close = (high >= np.median(low)) & (low <= np.median(high))
        reach[close] = self.reach(view, direct[close])
        return float(np.median(reach))

    # Explanation

    def explain(self, view: View, candidate: int) -> Explanation:
        """Direct tie, common colleagues, last helpers and one readable chain; all local."""
        word, direct, common = self.nearness(view, candidate)
        reach = float(self.reach(view, [candidate])[0])
        if reach == 0.0 or candidate in view.seeds:
            return Explanation(word, 0.0, (), (), ())
        return Explanation(
            word,
            direct / reach,
            tuple((x, share / reach) for x, share in common),
            self._helpers(view, candidate, reach),
            self._chain(view, candidate),
        )

    def nearness(self, view: View, candidate: int) -> tuple[str, float, Shares]:
        """The word for a candidate, the chance of one step, and of two steps by each common colleague."""
        self._check([candidate])
        if candidate in view.seeds:
            return "direct", 0.0, ()
        direct, common = near_steps(self._ties, view.seeds, candidate)
        if direct > 0:
            return "direct", direct, common
        if common:
            return "common", direct, common
        return ("known" if float(self.reach(view, [candidate])[0]) > 0 else "new"), direct, common

    def _helpers(self, view: View, candidate: int, reach: float) -> Shares:
        near, _ = self._ties.colleagues(candidate)
        there = self._look(view, near, self._walk)[0]
        closely = self._walk._replace(candidate_error=0.0, candidate_residual=CLOSE)
        _kernels.refine(candidate, self._ties.rows, self._seen(view), self._own, closely)
        back = self._own.p[near] + self.rule.stop * self._own.r[near]
        _kernels.clear(self._own)
        return last_helpers(self._ties, candidate, reach, there, back)

    def _chain(self, view: View, candidate: int) -> tuple[int, ...]:
        coarsely = self._walk._replace(candidate_error=COARSE)
        return chain(self._ties, view.seeds, candidate, lambda members: self._look(view, members, coarsely)[0])

    def _check(self, members: ArrayLike) -> None:
        numbers = np.asarray(members)
        if numbers.size and not (numbers.min() >= 0 and numbers.max() < self.n):
            raise StandingError(f"members are numbered 0 to {self.n - 1}, not {numbers.min()} to {numbers.max()}")


def _pile(k: int, n: int) -> _kernels.State:
    """Memory for k pushes at once."""
    return _kernels.State(
        np.zeros((k, n)),
        np.zeros((k, n)),
        np.zeros((k, n), np.uint8),
        np.zeros((k, n), np.int64),
        np.zeros(k, np.int64),
        np.zeros(n + 1, np.int64),
    )


def _state(pile: _kernels.State, k: int) -> _kernels.State:
    p, r, mark, touched, count, queue = pile
    return _kernels.State(p[k], r[k], mark[k], touched[k], count[k : k + 1], queue)
