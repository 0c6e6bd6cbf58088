"""Rules play the same imagined world; each sees the same candidates, merits, dues and worths of places."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from fuerwort.engine import batch
from fuerwort.engine.shapes import MICRO, ChanceRule
from fuerwort.lab.baselines import Baseline, Call
from fuerwort.lab.measures import Drift, FirstShown, ndcg
from fuerwort.lab.worlds import World


@dataclass(frozen=True, slots=True)
class Turn:
    """One request of a world and what Fürwort answered: what the others see, and what nobody sees."""

    call: Call
    truth: dict[str, int]
    worths: list[int]
    shown: list[str]


@dataclass
class Result:
    """What one rule reached in one world."""

    drift: Drift = field(default_factory=Drift)
    first: FirstShown = field(default_factory=FirstShown)
    ndcgs: list[float] = field(default_factory=list)

    def book(self, turn: Turn, shown: Sequence[str]) -> dict[str, int]:
        got = dict(zip(shown, turn.worths, strict=True))
        self.drift.book(turn.call.field, turn.call.due, got)
        self.first.book(turn.call.merits, got)
        self.ndcgs.append(ndcg([turn.truth[m] for m in shown], list(turn.truth.values())))
        return got

    def as_row(self) -> dict[str, float]:
        return {
            "drift_field": self.drift.in_field / MICRO,
            "drift_member": self.drift.of_member / MICRO,
            "ndcg": sum(self.ndcgs) / len(self.ndcgs),
        }


def turns(world: World, rule: ChanceRule | None = None) -> list[Turn]:
    """Everything asked in a world, answered by Fürwort; requests that nobody can answer are left out."""
    done = batch.decide(rule or ChanceRule(), world.members, world.asked)
    return list(_turns(world, done))


def _turns(world: World, done: batch.Decided) -> Iterator[Turn]:
    asked = world.asked
    names = [world.members[at] for at in asked.members]
    merits, truth, due, paid = (a.tolist() for a in (asked.merits, world.truth, done.due, done.paid))
    starts, books, seats = asked.starts.tolist(), asked.books.tolist(), done.shown.tolist()
    for at, request in enumerate(asked.requests):
        rows = range(starts[at], starts[at + 1])
        shown = [row for row in seats[at] if row >= 0]
        if not rows:
            continue
        good = [row for row in rows if due[row]]
        yield Turn(
            call=Call(
                request,
                str(books[at]),
                {names[row]: merits[row] for row in good},
                {names[row]: due[row] for row in good},
            ),
            truth={names[row]: truth[row] for row in rows},
            worths=[paid[row] for row in shown],
            shown=[names[row] for row in shown],
        )


def fuerwort(played: Sequence[Turn]) -> Result:
    """What Fürwort reached."""
    result = Result()
    for turn in played:
        result.book(turn, turn.shown)
    return result


def rival(played: Sequence[Turn], rule: Baseline) -> Result:
    """What another rule reaches at the same requests."""
    result = Result()
    for turn in played:
        shown = rule.order(turn.call)[: len(turn.worths)]
        rule.remember(turn.call, result.book(turn, shown))
    return result
