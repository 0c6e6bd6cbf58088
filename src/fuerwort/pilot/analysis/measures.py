"""What the house itself sees of a pilot: behaviour by member and month, from plain arrays.

Rule page: docs/rules/measures.md. Events come as arrays side by side: ``member`` and ``month`` numbered from 0, and
what the measure needs. A result is an array (members, months); NaN where there is nothing to divide by.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fuerwort.pilot.analysis.ancova import collapse
from fuerwort.pilot.analysis.regression import AnalysisError, Floats

KINDS = ("cooperation", "learning", "care")

REASONS: Mapping[str, tuple[str, ...]] = {
    "fit": ("fit.",),
    "known": ("tie.direct", "tie.common", "tie.known"),
    "turn": ("turn.owed", "turn.even"),
    "learning": ("newcomer", "sponsor"),
    "capacity": ("gate.available",),
}
"""A reason somebody gives, and the codes of docs/rules/reasons.md of which one must stand in the engine's record:
of the member recommended, for capacity of whoever would have come first."""

BANDS = (0.0, 1 / 3, 2 / 3)
"""Free part of one's working time, from which on each band begins: little, some, much."""

FEW = 5
"""Events a band needs to have a share of its own."""


@dataclass(frozen=True, slots=True)
class Grid:
    """How many members and months there are."""

    members: int
    months: int

    def total(self, member: ArrayLike, month: ArrayLike, value: ArrayLike = 1.0) -> Floats:
        """Sum of the values of each member and month.

        Raises
        ------
        AnalysisError
            A member or a month that is not on the grid, or arrays of different length.
        """
        at, when = np.asarray(member, np.int64), np.asarray(month, np.int64)
        if at.shape != when.shape or at.ndim != 1 or (np.ndim(value) and np.shape(value) != at.shape):
            raise AnalysisError("members, months and values must come in pairs")
        if at.size and not (at.min() >= 0 and at.max() < self.members and when.min() >= 0 and when.max() < self.months):
            raise AnalysisError(f"members are numbered 0 to {self.members - 1}, months 0 to {self.months - 1}")
        result = np.zeros((self.members, self.months))
        np.add.at(result, (at, when), value)
        return result

    def mean(self, member: ArrayLike, month: ArrayLike, value: ArrayLike, weight: ArrayLike = 1.0) -> Floats:
        """Weighted mean of the values of each member and month; values that are NaN do not count."""
        value = np.asarray(value, np.float64)
        weight = np.where(np.isfinite(value), weight, 0.0)
        return ratio(self.total(member, month, np.nan_to_num(value) * weight), self.total(member, month, weight))


def ratio(part: Floats, whole: Floats) -> Floats:
    """Part of the whole; NaN where there is no whole."""
    return np.asarray(np.divide(part, whole, out=np.full(np.shape(whole), np.nan), where=whole > 0))


def consistent(stated: str, recorded: Collection[str]) -> bool:
    """Whether a stated reason is one the engine recorded for the same recommendation.

    >>> consistent("turn", ["fit.text", "turn.owed"]), consistent("turn", ["fit.text", "turn.paid"])
    (True, False)
    """
    return any(code.startswith(REASONS[stated]) for code in recorded)


def reason_consistency(
    grid: Grid, member: ArrayLike, month: ArrayLike, stated: Sequence[str], recorded: Sequence[Collection[str]]
) -> Floats:
    """Share of a member's recommendations whose stated reason the engine recorded too."""
    return grid.mean(member, month, [consistent(*pair) for pair in zip(stated, recorded, strict=True)])


def best_fit(grid: Grid, member: ArrayLike, month: ArrayLike, chosen: ArrayLike, best: ArrayLike) -> Floats:
    """How well those recommended fit, as a part of the best fit anybody available had; mean of recommendations."""
    return grid.mean(member, month, ratio(np.asarray(chosen, np.float64), np.asarray(best, np.float64)))


def openness(
    grid: Grid, member: ArrayLike, month: ArrayLike, passed: ArrayLike, free: ArrayLike, drawn_at: int
) -> Floats:
    """How many more of the enquiries not taken for oneself were passed on than anybody as free did before the draw.

    Who has no time passes on more: that is no openness. So each enquiry counts as 1 if it was ``passed`` on and 0 if
    not, less the share that all members passed on in the months before ``drawn_at`` when the same part of their time
    (``free``, 0 to 1) was free. Bands with fewer than five enquiries before the draw take the share of all.

    Raises
    ------
    AnalysisError
        No enquiry came before the draw.
    """
    passed, month = np.asarray(passed, np.float64), np.asarray(month, np.int64)
    before = month < drawn_at
    if not before.any():
        raise AnalysisError("no enquiry came before the draw: there is nothing to compare with")
    band = np.searchsorted(BANDS, np.asarray(free, np.float64), side="right") - 1
    usual = np.full(len(BANDS), passed[before].mean())
    for k in range(len(BANDS)):
        if (here := before & (band == k)).sum() >= FEW:
            usual[k] = passed[here].mean()
    return grid.mean(member, month, passed - usual[band])


def experiences(
    grid: Grid, member: ArrayLike, month: ArrayLike, kind: Sequence[str], hours: ArrayLike
) -> dict[str, tuple[Floats, Floats]]:
    """Confirmed experiences of each kind: how many, and hours; one event for each member who took part."""
    kinds = np.asarray(kind)
    at, when, spent = np.asarray(member, np.int64), np.asarray(month, np.int64), np.asarray(hours, np.float64)
    chosen = {one: kinds == one for one in KINDS}
    return {
        one: (grid.total(at[here], when[here]), grid.total(at[here], when[here], spent[here]))
        for one, here in chosen.items()
    }


def strain(grid: Grid, events: tuple[ArrayLike, ArrayLike], referrals: tuple[ArrayLike, ArrayLike]) -> Floats:
    """Strain events of each member per 100 of their referrals; both as (member, month).

    Events: a list contested, a recommendation declined, a complaint, an appeal for being passed over, a pair muted, a
    tie dissolved; one for each member it concerns. Referrals: given or received.
    """
    return 100 * ratio(grid.total(*events), grid.total(*referrals))


def quality(grid: Grid, member: ArrayLike, month: ArrayLike, answer: ArrayLike) -> Floats:
    """Mean of what clients answered about a member's work, 0 to 1; NaN where a client did not answer."""
    return grid.mean(member, month, answer)


def own_field_share(grid: Grid, member: ArrayLike, month: ArrayLike, hours: ArrayLike, own: ArrayLike) -> Floats:
    """Part of a member's working hours that went into their own field."""
    return grid.mean(member, month, np.asarray(own, np.float64), np.asarray(hours, np.float64))


def waves(measure: Floats, drawn_at: int, length: int = 1) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """A measure as waves before and after the draw, ``length`` months to a wave (the mean of those with a value)."""

    def cut(months: Floats) -> Floats:
        return np.stack([collapse(months[:, k : k + length]) for k in range(0, months.shape[1], length)], axis=1)

    return cut(measure[:, :drawn_at]), cut(measure[:, drawn_at:])
