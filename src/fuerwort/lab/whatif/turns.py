"""Passing on: whom clients are named who cannot be served, one call after the other in each field."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fuerwort.lab.whatif.choosers import Calls, Chooser
from fuerwort.lab.whatif.dice import MOST, TURNS
from fuerwort.lab.whatif.parameters import Floats
from fuerwort.lab.whatif.world import Bools, Ints, World, fields_of


@dataclass(frozen=True, slots=True)
class Passed:
    """Enquiries passed on, sorted by row, field and chance: who passes on, and the how manieth of its book it is."""

    row: Ints
    field: Ints
    sender: Ints
    turn: Ints


@dataclass(slots=True)
class Outcome:
    """What passing on did in a month; matrices are (rows, members), counts (rows,)."""

    room: Ints
    jobs: Ints
    sent: Ints
    named: Ints
    fitted: Floats
    strain: Floats
    tie: Floats
    """(rows, members, members): what ties change by at the end of the month."""
    exchanged: Bools


def passed_on(world: World, own_left: Ints, other_left: Ints, stress: Floats) -> Passed:
    """Which of the enquiries left over are passed on: the client asks for a name, and the member is open enough."""
    roll, p = world.dice.roll, world.settings
    n = world.plan.members
    willing = p["asks"] * world.openness
    wary = willing * (1 - p["compete_rel"] * stress)
    turns = np.arange(MOST)
    own = (roll(n, MOST) < wary[..., None]) & (turns < own_left[..., None])
    other = (roll(n, MOST) < willing[..., None]) & (turns < other_left[..., None])
    step = 1 + (roll(n, MOST) * (world.plan.fields - 1)).astype(np.int64)
    order = roll(n, 2 * MOST)
    row, sender, k = np.nonzero(np.concatenate([own, other], axis=2))
    asked = fields_of(world.plan)[sender]
    elsewhere = k >= MOST
    asked = np.where(elsewhere, (asked + step[row, sender, k % MOST]) % world.plan.fields, asked)
    sort = np.lexsort((order[row, sender, k], asked, row))
    row, asked, sender = row[sort], asked[sort], sender[sort]
    book = row * world.plan.fields + asked
    first = np.searchsorted(book, book)
    return Passed(row, asked, sender, np.arange(len(book)) - first)


def play(world: World, chooser: Chooser, passed: Passed, room: Ints, month: int) -> Outcome:
    """Name, ask, engage: turn by turn, every field of every row at once."""
    rows, n = room.shape
    done = Outcome(
        room=room.copy(),
        jobs=np.zeros((rows, n), np.int64),
        sent=np.zeros(rows, np.int64),
        named=np.zeros(rows, np.int64),
        fitted=np.zeros(rows),
        strain=np.zeros((rows, n)),
        tie=np.zeros_like(world.tie),
        exchanged=np.zeros((rows, n), bool),
    )
    world.dice.take(TURNS, month)
    for at in _turns(passed):
        _turn(world, chooser, passed, at, done, month)
    return done


def _turns(passed: Passed) -> Iterator[Ints]:
    for turn in range(int(passed.turn.max(initial=-1)) + 1):
        yield np.flatnonzero(passed.turn == turn)


def _turn(world: World, chooser: Chooser, passed: Passed, at: Ints, done: Outcome, month: int) -> None:
    row, asked, sender = passed.row[at], passed.field[at], passed.sender[at]
    luck = world.dice.roll(world.plan.fields, world.seats.shape[1] + 2)[row, asked]
    seat = world.seats[asked]
    line = row[:, None]
    free = (seat >= 0) & (seat != sender[:, None]) & (done.room[line, seat] > 0)
    calls = Calls(
        names=[f"{month}.{passed.turn[at[0]]}.{book}" for book in (row * world.plan.fields + asked).tolist()],
        books=row * world.plan.fields + asked,
        free=free,
        tie=world.tie[line, sender[:, None], seat],
        quality=world.quality[line, seat],
        got=world.got[line, seat],
        fame=world.settings["fame"][row],
        u=luck[:, 0],
    )
    column = chooser.choose(calls)
    done.sent += np.bincount(row, minlength=len(done.sent))
    some = np.flatnonzero(column >= 0)
    chosen = seat[some, column[some]]
    _count(done, row[some], calls.quality[some], free[some], column[some])
    _feel(world, done, (row[some], sender[some], seat[some], column[some]), free[some], luck[some, 2:])
    _engage(world, done, row[some], sender[some], chosen, luck[some, 1])


def _count(done: Outcome, row: Ints, quality: Floats, free: Bools, column: Ints) -> None:
    """How good whoever is asked is, beside the best who was free."""
    best = np.where(free, quality, 0.0).max(axis=1, initial=0)
    done.named += np.bincount(row, minlength=len(done.named))
    mine = quality[np.arange(len(row)), column]
    done.fitted += np.bincount(row, mine / best, minlength=len(done.fitted))


def _feel(world: World, done: Outcome, where: tuple[Ints, Ints, Ints, Ints], free: Bools, luck: Floats) -> None:
    """Whoever was free and not chosen may notice, and feel passed over by whoever passed it on.

    By turn: the chosen one was served more often. By merit: the chosen one is worse. Whom the sender does not know
    expects less.
    """
    row, sender, seat, column = where
    if world.regime.rule == "home":  # nobody sees what others pass on
        return
    p, line, here = world.settings, row[:, None], np.arange(len(row))
    got, quality = world.got[line, seat], world.quality[line, seat]
    by_turn = got[here, column][:, None] > got
    by_merit = quality[here, column][:, None] < quality
    norm = p["merit_norm"][row]
    felt = (1 - norm) * by_turn + norm * by_merit
    if world.regime.rule == "social":
        felt = felt * (1 - p["transparency"][row])
    passed_over = free & (np.arange(seat.shape[1]) != column[:, None]) & (luck < p["visible"][row])
    to = (line, seat, sender[:, None])
    felt = np.where(passed_over, np.where(world.tie[to] > 0, felt, p["expect"][row] * felt), 0.0)
    np.add.at(done.strain, (line, seat), felt)
    np.add.at(done.tie, to, -felt * p["strain_tie"][row] * world.tie[to])


def _engage(world: World, done: Outcome, row: Ints, sender: Ints, chosen: Ints, u: NDArray[np.float64]) -> None:
    """The client engages whom they asked, or nobody."""
    p = world.settings
    likely = p["accept"][row, 0]
    if world.regime.rule == "market":
        likely = likely * (1 - p["reward_pen"][row, 0])
    yes = u < likely
    row, sender, chosen = row[yes], sender[yes], chosen[yes]
    done.room[row, chosen] -= 1
    done.jobs[row, chosen] += 1
    world.got[row, chosen] += 1
    done.exchanged[row, chosen] = done.exchanged[row, sender] = True
    for one, other in ((sender, chosen), (chosen, sender)):
        np.add.at(done.tie, (row, one, other), p["tie_gain"][row, 0] * (1 - world.tie[row, one, other]))
