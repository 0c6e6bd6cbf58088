"""Whole runs: many replications or many draws of the parameters, in blocks, on all cores or another executor."""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, Future, as_completed
from dataclasses import dataclass

import numpy as np

from fuerwort.lab.whatif.choosers import Chooser, chooser
from fuerwort.lab.whatif.dice import Dice
from fuerwort.lab.whatif.month import step
from fuerwort.lab.whatif.outputs import measured
from fuerwort.lab.whatif.parameters import Floats, Settings
from fuerwort.lab.whatif.regimes import Regime
from fuerwort.lab.whatif.world import Plan, World, begin

BLOCK = 50
"""Rows played together. It belongs to the seed: the numbers do not depend on how many cores there are."""
Results = dict[str, dict[str, Floats]]
"""regime -> output -> (rows,)."""


@dataclass(frozen=True, slots=True)
class Task:
    """One regime in one block of rows."""

    name: str
    regime: Regime
    plan: Plan
    settings: Settings
    seed: int
    block: int
    shared: bool = False


def world(plan: Plan, regime: Regime, settings: Settings, dice: Dice, names: Chooser | None = None) -> World:
    """Play a world to its end."""
    one = begin(plan, regime, settings, dice)
    names = names or chooser(regime.rule, dice.rows * plan.fields, one.seats.shape[1])
    for month in range(plan.months):
        step(one, names, month)
    return one


def work(task: Task) -> dict[str, Floats]:
    """Play one block and measure it."""
    rows = len(next(iter(task.settings.values())))
    dice = Dice(task.seed, rows, 0 if task.shared else task.block, shared=task.shared)
    return measured(world(task.plan, task.regime, task.settings, dice))


def tasks(regimes: Mapping[str, Regime], plan: Plan, settings: Settings, seed: int, *, shared: bool) -> Iterator[Task]:
    rows = len(next(iter(settings.values())))
    for block, low in enumerate(range(0, rows, BLOCK)):
        part = {name: values[low : low + BLOCK] for name, values in settings.items()}
        for name, regime in regimes.items():
            yield Task(name, regime, plan, part, seed, block, shared)


def run(
    regimes: Mapping[str, Regime],
    settings: Settings,
    plan: Plan | None = None,
    *,
    seed: int = 1,
    executor: Executor | None = None,
    shared: bool = False,
    tell: Callable[[float], None] = lambda share: None,
) -> Results:
    """Play every regime for every row of the settings; the same people and the same luck in each.

    ``executor``: any of ``concurrent.futures``, or a cluster's that looks like one; without, here. ``tell`` hears which
    part is done.
    """
    todo = list(tasks(regimes, plan or Plan(), settings, seed, shared=shared))
    found: list[dict[str, Floats] | None] = [None] * len(todo)
    for count, (at, result) in enumerate(_done(todo, executor), 1):
        found[at] = result
        tell(count / len(todo))
    return {
        name: {
            output: np.concatenate([r[output] for t, r in zip(todo, found, strict=True) if r and t.name == name])
            for output in found[0] or {}
        }
        for name in regimes
    }


def _done(todo: list[Task], executor: Executor | None) -> Iterator[tuple[int, dict[str, Floats]]]:
    if executor is None:
        yield from ((at, work(task)) for at, task in enumerate(todo))
        return
    sent: dict[Future[dict[str, Floats]], int] = {executor.submit(work, task): at for at, task in enumerate(todo)}
    for future in as_completed(sent):
        yield sent[future], future.result()
