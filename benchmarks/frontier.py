"""What does sharing chances cost, and what do the line and the pull towards merit buy? MRR and drift for many rules.

Run: python benchmarks/frontier.py [--one-field] [--fit JSON] BUNDLE...
--one-field counts all work as one field, as in a community where many more compete; --fit '{"text": 0.4}' tries another
FitRule. Merits do not depend on line and pull, so the history is walked once and only the books are kept again.
Baselines: best merit first (what a rule without books finds) and the lottery in proportion to merit (what chance finds
among those good enough by the default line).
"""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from fuerwort.bundle.read import read
from fuerwort.bundle.shapes import Community, Request
from fuerwort.bundle.snapshot import Timeline, ask_of
from fuerwort.engine import chances, fit
from fuerwort.engine.moment import Rules, weigh
from fuerwort.engine.shapes import MICRO, ChanceRule, FitRule
from fuerwort.lab.baselines import BestFirst, Call, Lottery, ranked
from fuerwort.lab.replay import Score

PULLS = (0, MICRO, 2 * MICRO, 4 * MICRO, 8 * MICRO)
LINES = (400, 500, 600, 700)


@dataclass(frozen=True, slots=True)
class Weighing:
    """One request of the past and the merit each candidate had for it."""

    request: Request
    merits: dict[str, int]


def walk(community: Community, rule: FitRule) -> list[Weighing]:
    timeline, found = Timeline(community, Rules(fit=rule)), []
    for request in community.requests:
        ask, moment = ask_of(request), timeline.moment(request.date)
        active = timeline.active_candidates(request.field, request.date)
        inside = [c for c in active if not fit.gate(ask, c)]
        merits = {m: w.merit for m, w in weigh(ask, inside, moment).items()}
        found.append(Weighing(request, merits))
    return found


def keep_books(rule: ChanceRule, history: Sequence[Weighing]) -> tuple[Score, float]:
    """The score under one rule, and how many were good enough on average."""
    books: dict[str, chances.Book] = {}
    score, good = Score(), 0
    for past in history:
        book = books.setdefault(past.request.field, chances.Book(rule=rule))
        decision = book.recommend(past.request.request, past.merits, size=past.request.size)
        _found(score, past, decision.order)
        score.drift.book(past.request.field, decision.due, decision.debits)
        good += len(decision.good_enough)
    assert sum(sum(book.balances.values()) for book in books.values()) == 0
    return score, good / len(history)


def without_books(rule: BestFirst | Lottery, history: Sequence[Weighing]) -> Score:
    score = Score()
    for past in history:
        good = {m: past.merits[m] for m in chances.good_enough(ChanceRule(), past.merits)}
        _found(score, past, rule.order(Call(past.request.request, past.request.field, good, good)))
    return score


def _found(score: Score, past: Weighing, order: Sequence[str]) -> None:
    rest = ranked(set(past.merits) - set(order), lambda m: -past.merits[m])
    if past.request.served_by:
        score.found([*order, *rest], past.request.served_by)


def in_one_field(community: Community) -> Community:
    return Community(
        community.members,
        tuple(replace(e, field="all") for e in community.experiences),
        tuple(replace(r, field="all") for r in community.requests),
    )


def main() -> None:
    words = argparse.ArgumentParser()
    words.add_argument("bundles", nargs="+")
    words.add_argument("--one-field", action="store_true")
    words.add_argument("--fit", default="{}", type=FitRule.from_json)
    given = words.parse_args()
    for folder in given.bundles:
        community = read(folder)
        history = walk(in_one_field(community) if given.one_field else community, given.fit)
        print(f"\n{Path(folder).name}, {len(history)} requests", end="")
        report(history)


def report(history: Sequence[Weighing]) -> None:
    best = without_books(BestFirst(), history).as_row()["mrr"]
    lottery = without_books(Lottery(), history).as_row()["mrr"]
    print(f": best merit first {best:.3f}, lottery {lottery:.3f}")
    print("MRR (its part of best merit first), drift in a field; columns: pull in chances\n")
    print("| line | good enough |" + "".join(f" {pull / MICRO:g} |" for pull in PULLS))
    print("|---" * (2 + len(PULLS)) + "|")
    for line in LINES:
        kept = [keep_books(ChanceRule(line=line, pull=pull), history) for pull in PULLS]
        rows = [score.as_row() for score, _ in kept]
        cells = [f"{row['mrr']:.3f} ({row['mrr'] / best:.0%}), {row['drift_field']:.2f}" for row in rows]
        print(f"| {line / 1000:.1f} | {kept[0][1]:.1f} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
