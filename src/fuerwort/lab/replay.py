"""A community's past requests answered again, in order of time, by Fürwort and by the rules people use today.

Only what was confirmed before a moment is known at it. Who asked and who served never reach a rule; they are
compared with its answer afterwards. Every rule sees the same candidates, merits and dues.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from fuerwort.bundle.shapes import Community, Request
from fuerwort.bundle.snapshot import Timeline, ask_of
from fuerwort.engine import chances
from fuerwort.engine.moment import Rules
from fuerwort.engine.recommend import Shortlist, shortlist
from fuerwort.engine.shapes import MICRO
from fuerwort.lab.baselines import Baseline, BestFirst, Call, Lottery, RoundRobin, ranked
from fuerwort.lab.measures import Drift

BASELINES: dict[str, Callable[[], Baseline]] = {
    "best merit first": BestFirst,
    "merit lottery": Lottery,
    "round robin": RoundRobin,
}
RULES = ("Fürwort", *BASELINES, "most active")


@dataclass
class Score:
    """What one rule reached so far."""

    requests: int = 0
    hit1: int = 0
    hit3: int = 0
    reciprocal: float = 0.0
    drift: Drift = field(default_factory=Drift)

    def found(self, order: Sequence[str], served: Sequence[str]) -> None:
        rank = next((at for at, member in enumerate(order, 1) if member in served), 0)
        self.requests += 1
        self.hit1 += rank == 1
        self.hit3 += 1 <= rank <= 3
        self.reciprocal += 1 / rank if rank else 0.0

    def as_row(self) -> dict[str, float]:
        n = self.requests or 1
        return {
            "requests": self.requests,
            "hit1": self.hit1 / n,
            "hit3": self.hit3 / n,
            "mrr": self.reciprocal / n,
            "drift_field": self.drift.in_field / MICRO,
            "drift_member": self.drift.of_member / MICRO,
        }


@dataclass
class Replay:
    """Books, scores and turns, advanced by one request at a time."""

    timeline: Timeline
    books: dict[str, chances.Book] = field(default_factory=dict)
    scores: dict[str, Score] = field(default_factory=lambda: {rule: Score() for rule in RULES})
    baselines: dict[str, Baseline] = field(default_factory=lambda: {name: new() for name, new in BASELINES.items()})

    def answer(self, request: Request) -> Shortlist:
        """Answer one request as Fürwort would have, and let the other rules answer beside it."""
        moment = self.timeline.moment(request.date)
        candidates = self.timeline.active_candidates(request.field, request.date)
        book = self.books.setdefault(request.field, chances.Book(rule=self.timeline.rules.chances))
        result = shortlist(ask_of(request), candidates, moment, book, forecast=False)
        decision = result.decision
        call = Call(request.request, request.field, {m: decision.merits[m] for m in decision.good_enough}, decision.due)
        for rule, order in self._orders(request, result, call).items():
            got = self._score(rule, request, call, order, decision)
            if rule in self.baselines:
                self.baselines[rule].remember(call, got)
        return result

    def _orders(self, request: Request, result: Shortlist, call: Call) -> dict[str, list[str]]:
        merits = {m: w.merit for m, w in result.weighed.items()}
        rest = ranked(set(merits) - set(call.merits), lambda m: -merits[m])
        activity = {m: self.timeline.activity(request.field, m, request.date) for m in merits}
        return {
            "Fürwort": [*result.decision.order, *rest],
            **{name: [*rule.order(call), *rest] for name, rule in self.baselines.items()},
            "most active": ranked(merits, lambda m: -activity[m]),
        }

    def _score(
        self, rule: str, request: Request, call: Call, order: Sequence[str], decision: chances.Decision
    ) -> Mapping[str, int]:
        score = self.scores[rule]
        if request.served_by:
            score.found(order, request.served_by)
        worths = [decision.debits[m] for m in decision.shown]
        named = [m for m in order if m in call.merits][: len(worths)]
        got = dict(zip(named, worths, strict=True))
        score.drift.book(request.field, call.due, got)
        return got


def replay(community: Community, rules: Rules | None = None) -> Iterator[tuple[Replay, Shortlist]]:
    """Walk through all requests in order of time; yields the state after each."""
    state = Replay(Timeline(community, rules))
    for request in community.requests:
        yield state, state.answer(request)


def table(state: Replay) -> dict[str, dict[str, float]]:
    """One row per rule, as documented in docs/rules/replay.md."""
    return {rule: score.as_row() for rule, score in state.scores.items()}


def books_sum(state: Replay) -> int:
    """The sum over all books; anything but 0 is a broken promise."""
    return sum(sum(book.balances.values()) for book in state.books.values())
