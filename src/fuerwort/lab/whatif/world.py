"""A world: members of many replications side by side, (rows, members), and what happens to them."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from fuerwort.lab.whatif.dice import START, Dice
from fuerwort.lab.whatif.parameters import Floats, Settings
from fuerwort.lab.whatif.regimes import Regime

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

WEEKS = 52 / 12
HOURS = 40 * WEEKS
"""Hours a member has in a month, for paid work and for their own practice."""
CONTACTS = 3
"""In a home office one stays in touch with so many of them."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How large a world is, and how long it is watched.

    ``known``: thousandths of the others one has a tie with at the start.
    """

    members: int = 100
    fields: int = 8
    months: int = 24
    known: int = 100


@dataclass(slots=True)
class Ledger:
    """All money, in whole cents a row: what came in, what went out, what lies in the common fund."""

    earned: Ints
    given: Ints
    lived_on: Ints
    fund: Ints
    began: Ints

    def missing(self, wealth: Ints) -> Ints:
        """Cents that appeared from nowhere or vanished: 0 in every row, always."""
        held: Ints = wealth.sum(axis=1)
        return self.began + self.earned + self.given - self.lived_on - self.fund - held


@dataclass(slots=True)
class World:
    """State of all rows. ``seats``: (fields, seats) members of a field, ascending, -1 where a seat is empty."""

    plan: Plan
    regime: Regime
    settings: Settings
    dice: Dice
    seats: Ints
    conditional: Bools
    paid: Bools
    """Who gets the amount of the regime."""
    rate: Floats
    demand: Floats
    quality: Floats
    openness: Floats
    wealth: Ints
    tie: Floats
    practice: Floats
    """Hours a month in one's own practice, smoothed over half a year."""
    strain: Floats
    got: Ints
    """Recommendations that became work, so far."""
    quiet: Ints
    """Months since the last exchange: a recommendation given or received."""
    ledger: Ledger
    begun: Floats
    """Openness at the start."""
    months: list[dict[str, NDArray[np.float64] | Ints]] = field(default_factory=list)

    def stress(self) -> Floats:
        """Between 0 and 1; a half with one month's living in the bank."""
        months = self.wealth / (100 * self.settings["cost"])
        return np.asarray(1 / (1 + np.exp((months - 1) / 0.7)))


def fields_of(plan: Plan) -> Ints:
    fields: Ints = np.arange(plan.members, dtype=np.int64) * plan.fields // plan.members
    return fields


def begin(plan: Plan, regime: Regime, settings: Settings, dice: Dice) -> World:
    """Put a world as it is before the first month: the same people for every regime."""
    roll = dice.take(START).roll
    n = plan.members
    kind, spread, opens, good, pay, wish, purse, drawn = np.moveaxis(roll(8, n), 1, 0)
    conditional = kind < settings["conditional"]
    free = ~conditional & (kind < settings["conditional"] + settings["freeriders"])
    openness = np.where(conditional, 0.3 + 0.4 * opens, np.where(free, 0.02, 0.2 + 0.4 * opens))
    wealth = np.rint(100 * settings["cost"] * np.exp(ndtri(_inside(purse)))).astype(np.int64)
    order = np.argsort(np.argsort(drawn, axis=1), axis=1)
    zero = np.zeros(dice.rows, np.int64)
    return World(
        plan=plan,
        regime=regime,
        settings=settings,
        dice=dice,
        seats=_seats(plan),
        conditional=conditional,
        paid=order < regime.recipients * n // 1000,
        rate=settings["rate"] * np.exp(settings["rate_spread"] * ndtri(_inside(pay))),
        demand=settings["enquiries"] * np.exp(settings["enquiries_spread"] * ndtri(_inside(wish))),
        quality=np.clip(0.56 + 0.12 * ndtri(_inside(good)), 0.1, 0.95),
        openness=openness,
        wealth=wealth,
        tie=_ties(roll(n, n) < plan.known / 1000, roll(n, n), home=regime.rule == "home"),
        practice=np.broadcast_to(usual_practice(settings), (dice.rows, n)).copy() * (0.5 + spread),
        strain=np.zeros((dice.rows, n)),
        got=np.zeros((dice.rows, n), np.int64),
        quiet=np.zeros((dice.rows, n), np.int64),
        ledger=Ledger(zero.copy(), zero.copy(), zero.copy(), zero.copy(), wealth.sum(axis=1)),
        begun=openness.copy(),
    )


def usual_practice(settings: Settings) -> Floats:
    """Hours a month in one's own practice at two jobs a month and half the stress."""
    return np.asarray(settings["practice"] * np.maximum(HOURS - 2 * settings["job_hours"], 20.0))


def _inside(u: Floats) -> Floats:
    return np.clip(u, 1e-4, 1 - 1e-4)


def _seats(plan: Plan) -> Ints:
    groups = [np.flatnonzero(fields_of(plan) == at) for at in range(plan.fields)]
    seats = np.full((plan.fields, max(map(len, groups))), -1, np.int64)
    for at, group in enumerate(groups):
        seats[at, : len(group)] = group
    return seats


def _ties(known: Bools, strength: Floats, *, home: bool) -> Floats:
    """(rows, members, members), alike in both directions, between 0 and 1."""
    upper = np.triu(np.where(known, 0.1 + 0.4 * strength, 0.0), 1)
    tie = upper + np.swapaxes(upper, 1, 2)
    if home:
        least = np.sort(tie, axis=2)[:, :, [-CONTACTS]] if tie.shape[2] > CONTACTS else 0.0
        kept = tie >= least
        tie = np.where(kept | np.swapaxes(kept, 1, 2), tie, 0.0)
    return tie
