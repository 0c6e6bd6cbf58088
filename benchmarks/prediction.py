"""Who works with whom next? New ties on the history of git, told by reach and by simpler scores.

FUERWORT_DATA=... python benchmarks/prediction.py

At four moments (the 50, 60, 70, 80 % quantiles of experiences) each member with a tie ranks everybody active in the
three years before with whom they have none. True are those with whom they have one two years later; members without
any are left out. The rank of the best true one counts, ties at the middle of their places.
"""

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from fuerwort.bundle.read import read
from fuerwort.bundle.snapshot import day_of
from fuerwort.engine.shapes import TieRule
from fuerwort.engine.standing import Network

YEAR = 365.0
HOURS = {"review": 1.5, "ack": 0.5, "help": 2, "mentor": 6, "coauthor": 8, "test": 1, "suggest": 1, "report": 0.5}
"""What a trailer of a commit may have cost: an assumption; the bundle says one hour each."""

UNFADING = replace(TieRule(), half_life=1e9)
UNBOUNDED = replace(TieRule(), half_tie=1e6, leak=8e-6, view_residual=0.125, candidate_residual=125)
"""Steps in proportion to hours, eight hours lead to nobody: the same walk scaled down, and its precision with it."""

Score = Callable[[int], np.ndarray]


@dataclass
class Past:
    """Experiences known at a moment."""

    n: int
    a: np.ndarray
    b: np.ndarray
    hours: np.ndarray
    day: np.ndarray
    now: float

    def reach(self, rule: TieRule, hours: np.ndarray) -> Score:
        net = Network(self.n, self.a, self.b, hours, self.day, self.now, rule)
        return lambda p: net.reach(net.view(p), np.arange(self.n))

    def walk(self) -> np.ndarray:
        """Expected visits of a walk over raw hours that goes on with 0.85: raw personalised PageRank, row by row."""
        raw = np.zeros((self.n, self.n))
        np.add.at(raw, (self.a, self.b), self.hours)
        raw += raw.T
        return np.linalg.inv(np.eye(self.n) - 0.85 * raw / np.maximum(raw.sum(axis=1, keepdims=True), 1e-9))

    def scores(self, people: np.ndarray) -> dict[str, Score]:
        partners = ties(self.n, self.a, self.b).sum(axis=1).astype(float)
        hours = np.bincount(np.r_[self.a, self.b], np.r_[self.hours, self.hours], minlength=self.n)
        walk, half = self.walk(), np.ones_like(self.hours)
        return {
            "number of partners": lambda _: partners,
            "hours": lambda _: hours,
            "PageRank, raw hours": lambda _: walk[people].sum(axis=0),
            "personal PageRank, raw hours": lambda p: walk[p],
            "reach without fading and bound": self.reach(replace(UNBOUNDED, half_life=1e9), self.hours),
            "reach without fading": self.reach(UNFADING, self.hours),
            "reach without bound": self.reach(UNBOUNDED, self.hours),
            "reach, one hour each": self.reach(TieRule(), half),
            "**reach**": self.reach(TieRule(), self.hours),
        }


def ties(n: int, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    known = np.zeros((n, n), np.bool_)
    known[a, b] = known[b, a] = True
    return known


def rank(score: np.ndarray, others: np.ndarray, true: np.ndarray) -> float:
    best = score[true].max()
    return 1 + (score[others] > best).sum() + ((score[others] == best).sum() - 1) / 2


def ranks(whole: Past) -> Iterator[dict[str, float]]:
    """One row per member and moment: the rank each score gives."""
    for share in (0.5, 0.6, 0.7, 0.8):
        now = float(np.quantile(whole.day, share))
        known, later = whole.day <= now, (whole.day > now) & (whole.day <= now + 2 * YEAR)
        past = Past(whole.n, *(part[known] for part in (whole.a, whole.b, whole.hours, whole.day)), now)
        tied = ties(whole.n, past.a, past.b)
        new = ties(whole.n, whole.a[later], whole.b[later]) & ~tied
        lately = past.day > now - 3 * YEAR
        people = np.unique(np.r_[past.a[lately], past.b[lately]])
        scores = past.scores(people)
        for p in people.tolist():
            others = people[~tied[p, people] & (people != p)]
            true = others[new[p, others]]
            if len(true):
                yield {name: rank(score(p), others, true) for name, score in scores.items()}


def main() -> None:
    folder = Path(os.environ.get("FUERWORT_DATA", "data")) / "communities" / "git"
    if not folder.is_dir():
        sys.exit(f"no history in {folder}: set FUERWORT_DATA")
    community = read(folder)
    number = {m.member: at for at, m in enumerate(community.members)}
    both = np.array([[number[m] for m in e.participants] for e in community.experiences])
    hours = np.array([HOURS[e.text] for e in community.experiences])
    day = np.array([day_of(e.date) for e in community.experiences])
    rows = list(ranks(Past(len(number), both[:, 0], both[:, 1], hours, day, day[-1])))
    drawn = np.random.default_rng(0).integers(0, len(rows), (10_000, len(rows)))
    base = 1 / np.array([row["number of partners"] for row in rows])
    print(f"{len(rows)} members and moments\n")
    print("| score | MRR | hit@10 | MRR more than partners (95 %) |\n|---|---|---|---|")
    for name in rows[0]:
        found = np.array([row[name] for row in rows])
        low, high = np.quantile((1 / found - base)[drawn].mean(axis=1), [0.025, 0.975])
        print(f"| {name} | {(1 / found).mean():.3f} | {(found <= 10).mean():.3f} | {low:+.3f} to {high:+.3f} |")


if __name__ == "__main__":
    main()
