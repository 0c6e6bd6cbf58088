"""One month, in the order of docs/rules/lab.md."""

import numpy as np

from fuerwort.lab.whatif.choosers import Chooser
from fuerwort.lab.whatif.dice import ENCOUNTERS, MONTH, MOST, poisson
from fuerwort.lab.whatif.money import settle
from fuerwort.lab.whatif.parameters import Floats
from fuerwort.lab.whatif.turns import Outcome, passed_on, play
from fuerwort.lab.whatif.world import HOURS, Ints, World, usual_practice

MEETINGS = 3
"""So often a month everybody may meet somebody."""
CLOSER = 0.05
"""Part of a full tie that one encounter adds."""


def step(world: World, chooser: Chooser, month: int) -> None:
    """Play one month and write down what happened."""
    stress = world.stress()
    world.dice.take(MONTH, month)
    own, other, room = _enquiries(world)
    mine = np.minimum(own, room)
    taken = _take(world, other, room - mine, stress)
    passed = passed_on(world, own - mine, other - taken, stress)
    done = play(world, chooser, passed, room - mine - taken, month)
    income = settle(world, mine + done.jobs, taken)
    hours = _practise(world, mine + done.jobs + taken, stress)
    _ties(world, done, month)
    _minds(world, done, stress)
    _learn(world, hours)
    world.quiet = np.where(done.exchanged, 0, world.quiet + 1)
    left = own - mine + other - taken
    world.months.append(
        {"mine": mine, "taken": taken, "jobs": done.jobs, "left": left.sum(axis=1), "sent": done.sent}
        | {"named": done.named, "fitted": done.fitted, "strain": done.strain.sum(axis=1), "practice": hours}
        | {"quality": world.quality.copy(), "openness": world.openness.mean(axis=1), "stress": stress.mean(axis=1)}
        | income
    )


def _enquiries(world: World) -> tuple[Ints, Ints, Ints]:
    """Enquiries in one's own field, others, and how many jobs there is room for."""
    p, n = world.settings, world.plan.members
    u = world.dice.roll(3, n)
    known = np.maximum(1 + p["practice_yield"] * (world.practice / usual_practice(p) - 1), 0.0)
    own = poisson(world.demand * p["own_share"] * known, u[:, 0])
    other = poisson(world.demand * (1 - p["own_share"]), u[:, 1])
    paid = np.where(world.paid, world.regime.amount / 100, 0.0)
    room = np.floor(p["capacity"] * np.maximum(1 + p["hours_inc"] * paid / 1800, 0.0) + u[:, 2])
    return own, other, room.astype(np.int64)


def _take(world: World, other: Ints, room: Ints, stress: Floats) -> Ints:
    """Jobs outside one's own field, taken out of need."""
    n = other.shape[1]
    most = int(other.max(initial=0))
    luck = world.dice.roll(n, MOST)[..., :most]
    needy = (luck < (world.settings["desperate"] * stress)[..., None]) & (np.arange(most) < other[..., None])
    return np.asarray(np.minimum(needy.sum(axis=2), room))


def _practise(world: World, jobs: Ints, stress: Floats) -> Floats:
    """Hours the members choose for their own practice: a part of the free ones, larger without need."""
    p = world.settings
    free = np.maximum(HOURS - p["job_hours"] * jobs, 0.0)
    hours = free * np.clip(p["practice"] + p["invest"] * (0.5 - stress), 0.0, 1.0)
    world.practice += (hours - world.practice) / 6
    return hours


def _ties(world: World, done: Outcome, month: int) -> None:
    """What passing on did to ties, then encounters, then fading."""
    p, (rows, n) = world.settings, world.openness.shape
    tie = np.clip(world.tie + done.tie, 0.0, 1.0)
    if world.regime.rule != "home":
        world.dice.take(ENCOUNTERS, month)
        line = np.arange(rows)[:, None]
        for _ in range(MEETINGS):
            order = np.argsort(world.dice.roll(n), axis=1)
            one, two = order[:, : n // 2], order[:, n // 2 : 2 * (n // 2)]
            met = world.dice.roll(n // 2) < p["meets"] / MEETINGS
            for a, b in ((one, two), (two, one)):
                tie[line, a, b] += np.where(met, CLOSER * (1 - tie[line, a, b]), 0.0)
    world.tie = tie * (1 - p["tie_fade"])[..., None]


def _minds(world: World, done: Outcome, stress: Floats) -> None:
    """Those who cooperate if others do look around; free riders and those with a fixed mind stay as they are."""
    p = world.settings
    world.strain = 0.5 * world.strain + done.strain
    whole = world.tie.sum(axis=2)
    around = np.matmul(world.tie, world.openness[..., None])[..., 0]
    peers = np.where(whole > 0, around / np.where(whole > 0, whole, 1.0), world.openness)
    seen = world.regime.public and world.regime.amount > 0
    envy = p["envy"] * (~world.paid & world.paid.any(axis=1, keepdims=True)) if seen else 0.0
    change = p["slope"] * peers - world.openness + p["recip"] * (done.jobs > 0)
    change += p["sec_coop"] * (0.5 - stress) - p["strain_coop"] * world.strain - envy
    moved = np.clip(world.openness + p["adapt"] * change, 0.0, 1.0)
    world.openness = np.where(world.conditional, moved, world.openness)


def _learn(world: World, hours: Floats) -> None:
    """From colleagues who are better, open and near, and from one's own practice."""
    p, q = world.settings, world.quality
    near = world.tie * world.openness[:, None, :]
    whole = world.tie.sum(axis=2)
    ahead = np.maximum(q[:, None, :] - q[:, :, None], 0.0)
    gain = np.einsum("rij,rij->ri", near, ahead) / np.where(whole > 0, whole, 1.0)
    own = p["practice_learn"] * hours / usual_practice(p) * (1 - q)
    world.quality = np.clip(q + p["learn"] * gain + own, 0.0, 1.0)
