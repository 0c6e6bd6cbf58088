"""Money of a month, in whole cents: what comes in, is shared, is lived on. Nothing appears, nothing is lost."""

import numpy as np

from fuerwort.lab.whatif.parameters import Floats
from fuerwort.lab.whatif.world import Ints, World

STEP = 1000


def settle(world: World, own: Ints, off: Ints) -> dict[str, Ints]:
    """Pay for the jobs done, levy, pay out, live; returns each member's income by where it came from.

    A basic income from outside is given by somebody who is not a member. A levy is shared in equal whole cents; what
    cannot be divided stays in the fund for the next month.
    """
    p, n = world.settings, world.plan.members
    per_job = _cents(world.rate * (0.5 + world.quality))
    off_job = _cents(world.rate * (0.5 + world.quality * p["off_fit"]))
    earned_own, earned_off = per_job * own, off_job * off
    earned = earned_own + earned_off
    levy = earned * world.regime.levy // STEP
    world.ledger.fund += levy.sum(axis=1)
    share = world.ledger.fund // n
    world.ledger.fund -= share * n
    given = np.where(world.paid, world.regime.amount, 0)
    income = earned - levy + share[:, None] + given
    world.ledger.earned += earned.sum(axis=1)
    world.ledger.given += given.sum(axis=1)
    _live(world, income)
    return {"own": earned_own, "off": earned_off, "income": income}


def _live(world: World, income: Ints) -> None:
    """Whoever has a surplus saves a part of it; whoever has too little lives on savings, then on less."""
    cost = _cents(world.settings["cost"])
    surplus = np.maximum(income - cost, 0)
    saved = np.floor(surplus * world.settings["saving"]).astype(np.int64)
    spent = np.minimum(cost + surplus - saved, world.wealth + income)
    world.wealth = world.wealth + income - spent
    world.ledger.lived_on += spent.sum(axis=1)


def _cents(euros: Floats) -> Ints:
    cents: Ints = np.rint(100 * euros).astype(np.int64)
    return cents
