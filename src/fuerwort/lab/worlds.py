"""Imagined communities, the same for the same seed: who offers what, who is away when, who is asked for what.

Fields are asked for by Zipf's law. A member offers one or two of them, at a skill between .3 and 1. Each request fits
each member more or less well (truth), and every rule sees that merit with noise. Members take holidays; newcomers join
in the first four fifths of the time. The spreads are chosen, not fitted to a real community: with them, best merit
first and a lottery reach what the reference measurements reached.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fuerwort.engine.batch import Asked

Ints = NDArray[np.int64]

WEEKS = 104
HOLIDAYS, HOLIDAY = 6, 3
"""Six holidays of up to three weeks in two years."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How large a world is: ``newcomers`` as a share of the members, and three spreads of merit.

    ``least`` is the lowest skill, ``wish`` and ``noise`` the deviations of the logarithm of true and of seen merit.
    """

    members: int
    fields: int
    requests: int
    newcomers: float = 0.2
    least: float = 0.3
    wish: float = 0.3
    noise: float = 0.1


SMALL = Plan(40, 6, 2_000)
MID = Plan(150, 20, 20_000)
BIG = Plan(500, 60, 100_000)


@dataclass(frozen=True, slots=True)
class World:
    """A whole history: what was asked with what every rule sees (a book a field), and what nobody sees.

    ``truth`` is (F,), the true merits beside ``asked.merits``; ``newcomers`` are member numbers.
    """

    members: tuple[str, ...]
    asked: Asked
    truth: Ints
    newcomers: tuple[int, ...]


def imagine(plan: Plan, seed: int) -> World:
    """Imagine one community."""
    chance = np.random.default_rng(seed)
    skill = _skills(chance, plan)
    newcomers = np.sort(chance.choice(plan.members, round(plan.newcomers * plan.members), replace=False))
    here = _presence(chance, plan, newcomers)
    fields = chance.choice(plan.fields, plan.requests, p=_zipf(plan.fields))
    requests, members = _candidates(skill, here, fields)
    truth = _merits(1000 * skill[members, fields[requests]] * chance.lognormal(0, plan.wish, len(members)))
    return World(
        members=tuple(f"m{at:04}" for at in range(plan.members)),
        asked=Asked(
            requests=[f"r{at}" for at in range(plan.requests)],
            books=fields,
            starts=np.searchsorted(requests, np.arange(plan.requests + 1)),
            members=members,
            merits=_merits(truth * chance.lognormal(0, plan.noise, len(members))),
            sizes=np.ones(plan.requests),
        ),
        truth=truth,
        newcomers=tuple(newcomers.tolist()),
    )


def _zipf(count: int) -> NDArray[np.float64]:
    weight = 1.0 / np.arange(1, count + 1)
    return np.asarray(weight / weight.sum())


def _skills(chance: np.random.Generator, plan: Plan) -> NDArray[np.float64]:
    """(members, fields): 0 where a member does not offer a field."""
    skill = np.zeros((plan.members, plan.fields))
    for member in range(plan.members):
        offered = chance.choice(plan.fields, chance.integers(1, 3), replace=False)
        skill[member, offered] = chance.uniform(plan.least, 1, len(offered))
    return skill


def _presence(chance: np.random.Generator, plan: Plan, newcomers: Ints) -> NDArray[np.bool_]:
    """(members, weeks): who is there when."""
    here = np.ones((plan.members, WEEKS), np.bool_)
    joined = dict(zip(newcomers.tolist(), chance.integers(1, WEEKS * 4 // 5, len(newcomers)).tolist(), strict=True))
    for member in range(plan.members):
        for begin in chance.integers(0, WEEKS, HOLIDAYS):
            here[member, begin : begin + chance.integers(1, HOLIDAY + 1)] = False
        here[member, : joined.get(member, 0)] = False
    return here


def _candidates(skill: NDArray[np.float64], here: NDArray[np.bool_], fields: Ints) -> tuple[Ints, Ints]:
    """Request and member number of each row, in order of time and then of members."""
    weeks = np.arange(len(fields)) * WEEKS // max(len(fields), 1)
    pairs = []
    for field in range(skill.shape[1]):
        asked, offering = np.flatnonzero(fields == field), np.flatnonzero(skill[:, field])
        request, member = np.nonzero(here[offering][:, weeks[asked]].T)
        pairs.append(np.stack([asked[request], offering[member]]))
    rows = np.concatenate(pairs, axis=1)
    request, member = rows[:, np.lexsort(rows[::-1])]
    return request, member


def _merits(values: NDArray[np.float64]) -> Ints:
    return np.clip(np.rint(values), 1, 1000).astype(np.int64)
