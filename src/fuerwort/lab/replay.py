"""A community's past requests answered again, in order of time, by Fürwort and by the rules people use today.

Only what was confirmed before a moment is known at it. Who asked and who served never reach a rule; they are
compared with its answer afterwards. Every rule sees the same candidates, merits and dues.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import log

from fuerwort.bundle.shapes import Community, Request
from fuerwort.bundle.snapshot import Timeline, ask_of
from fuerwort.engine import chances
from fuerwort.engine.recommend import Rules, Shortlist, shortlist
from fuerwort.engine.shapes import MICRO

RULES = ("Fürwort", "best merit first", "merit lottery", "round robin", "most active")


@dataclass
class Score:
    """What one rule reached so far; drifts in micro-chances."""

    requests: int = 0
    hit1: int = 0
    hit3: int = 0
    reciprocal: float = 0.0
    field_gap: dict[tuple[str, str], int] = field(default_factory=lambda: defaultdict(int))
    member_gap: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    drift_field: int = 0
    drift_member: int = 0

    def found(self, order: Sequence[str], served: Sequence[str]) -> None:
        rank = next((at for at, member in enumerate(order, 1) if member in served), 0)
        self.requests += 1
        self.hit1 += rank == 1
        self.hit3 += 1 <= rank <= 3
        self.reciprocal += 1 / rank if rank else 0.0

    def booked(self, name: str, due: Mapping[str, int], got: Mapping[str, int]) -> None:
        for member, share in due.items():
            change = share - got.get(member, 0)
            self.field_gap[name, member] += change
            self.member_gap[member] += change
            self.drift_field = max(self.drift_field, abs(self.field_gap[name, member]))
            self.drift_member = max(self.drift_member, abs(self.member_gap[member]))

    def as_row(self) -> dict[str, float]:
        n = self.requests or 1
        return {
            "requests": self.requests,
            "hit1": self.hit1 / n,
            "hit3": self.hit3 / n,
            "mrr": self.reciprocal / n,
            "drift_field": self.drift_field / MICRO,
            "drift_member": self.drift_member / MICRO,
        }


@dataclass
class Replay:
    """Books, scores and turns, advanced by one request at a time."""

    timeline: Timeline
    books: dict[str, chances.Book] = field(default_factory=dict)
    scores: dict[str, Score] = field(default_factory=lambda: {rule: Score() for rule in RULES})
    shown_at: dict[tuple[str, str], int] = field(default_factory=dict)
    count: int = 0

    def answer(self, request: Request) -> Shortlist:
        """Answer one request as Fürwort would have, and let the other rules answer beside it."""
        moment = self.timeline.moment(request.date)
        candidates = self.timeline.active_candidates(request.field, request.date)
        book = self.books.setdefault(request.field, chances.Book(rule=self.timeline.rules.chances))
        result = shortlist(ask_of(request), candidates, moment, book, forecast=False)
        self.count += 1
        for rule, order in self._orders(request, result).items():
            self._book(rule, request, result, order)
        return result

    def _orders(self, request: Request, result: Shortlist) -> dict[str, list[str]]:
        merits = {m: w.merit for m, w in result.weighed.items()}
        good = result.decision.good_enough
        rest = sorted(set(merits) - set(good), key=lambda m: (-merits[m], m))
        activity = {m: self.timeline.activity(request.field, m, request.date) for m in merits}

        def ranked(members: Sequence[str], key: Callable[[str], float]) -> list[str]:
            return sorted(members, key=lambda m: (key(m), m))

        return {
            "Fürwort": [*result.decision.order, *rest],
            "best merit first": ranked(list(merits), lambda m: -merits[m]),
            "merit lottery": [*ranked(good, lambda m: lot(request.request, m) / merits[m]), *rest],
            "round robin": [*ranked(good, lambda m: self.shown_at.get((request.field, m), 0)), *rest],
            "most active": ranked(list(merits), lambda m: -activity[m]),
        }

    def _book(self, rule: str, request: Request, result: Shortlist, order: Sequence[str]) -> None:
        score, decision = self.scores[rule], result.decision
        if request.served_by:
            score.found(order, request.served_by)
        good = set(decision.good_enough)
        worths = sorted((d for d in decision.debits.values() if d), reverse=True)
        named = [m for m in order if m in good][: len(worths)]
        score.booked(request.field, decision.due, dict(zip(named, worths, strict=True)))
        if rule == "round robin":
            self.shown_at |= {(request.field, m): self.count for m in named}


def lot(request: str, member: str) -> float:
    """A recomputable exponential lot: divided by merit and sorted, it draws a Plackett-Luce order."""
    digest = hashlib.sha256(f"lottery|{request}|{member}".encode()).digest()
    return -log((int.from_bytes(digest[:8], "big") + 1) / (2**64 + 1))


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
