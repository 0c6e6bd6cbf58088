"""What each rule gives clients (nDCG@3 of true merit) and what it does to members (drift), in imagined communities.

python benchmarks/fairness.py            small, middle, crowded
python benchmarks/fairness.py --big      and 500 members, 60 fields, 100,000 requests
"""

import argparse
from collections.abc import Callable, Iterable, Iterator

import numpy as np

from fuerwort.lab import contest
from fuerwort.lab.baselines import Baseline, BestFirst, FairCo, Lottery, RoundRobin
from fuerwort.lab.contest import Result, Turn
from fuerwort.lab.worlds import BIG, MID, SMALL, Plan, World, imagine

CROWDED = Plan(150, 6, 20_000)
"""Some twenty who are good enough at each request."""

RIVALS: dict[str, Callable[[], Baseline]] = {
    "best merit first": BestFirst,
    "all alike, drawn": lambda: Lottery("chance"),
    "lottery by merit": lambda: Lottery("merit"),
    "lottery by due": lambda: Lottery("due"),
    "round robin": RoundRobin,
    **{f"FairCo, paper form, gain {gain:g}": lambda gain=gain: FairCo(gain, paper=True) for gain in (1e-4, 1e-3)},
    **{f"FairCo on our dues, gain {gain:g}": lambda gain=gain: FairCo(gain) for gain in (0.003, 0.01, 0.03, 0.1)},
}


def results(turns: list[Turn]) -> Iterator[tuple[str, Result]]:
    yield "**Fürwort**", contest.fuerwort(turns)
    for name, rule in RIVALS.items():
        yield name, contest.rival(turns, rule())


def waits(world: World, result: Result) -> list[float]:
    return [result.first.at[world.members[member]] or np.inf for member in world.newcomers]


def chances(number: float) -> str:
    return f"{number:,.0f}" if number >= 100 else f"{number:.2f}" if number < 10 else f"{number:.1f}"


def table(title: str, plan: Plan, seeds: Iterable[int]) -> None:
    rows: dict[str, list[dict[str, float]]] = {}
    waited: dict[str, list[float]] = {}
    good = []
    for seed in seeds:
        world = imagine(plan, seed)
        turns = contest.turns(world)
        good.append(np.mean([len(turn.call.merits) for turn in turns]))
        for name, result in results(turns):
            rows.setdefault(name, []).append(result.as_row())
            waited.setdefault(name, []).extend(waits(world, result))
    size = f"{plan.members} members, {plan.fields} fields, {plan.requests:,} requests"
    print(f"\n### {title}: {size}, {len(good)} worlds, {np.mean(good):.1f} good enough on average\n")
    print("| rule | drift in a field | drift of a member | nDCG@3 | newcomers shown at: half | nine in ten |")
    print("|---|---|---|---|---|---|")
    for name, found in rows.items():
        drift, member = (max(row[key] for row in found) for key in ("drift_field", "drift_member"))
        half, most = np.quantile(waited[name], [0.5, 0.9], method="inverted_cdf")
        ndcg = np.mean([row["ndcg"] for row in found])
        print(f"| {name} | {chances(drift)} | {chances(member)} | {ndcg:.3f} | {half:.0f} | {most:.0f} |")


if __name__ == "__main__":
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--big", action="store_true")
    table("small", SMALL, range(1000, 1010))
    table("middle", MID, range(1, 5))
    table("crowded", CROWDED, range(1, 3))
    if words.parse_args().big:
        table("big", BIG, [1])
