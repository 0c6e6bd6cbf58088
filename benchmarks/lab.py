"""What a month of the lab costs, against members and months, and against a plain loop over enquiries.

python benchmarks/lab.py [--jobs 2] [--replications 200]
"""

import argparse
import time

from fuerwort.lab.whatif.choosers import Books, Chooser, OneByOne
from fuerwort.lab.whatif.dice import Dice
from fuerwort.lab.whatif.parameters import fixed
from fuerwort.lab.whatif.play import run, world
from fuerwort.lab.whatif.regimes import REGIMES
from fuerwort.lab.whatif.workers import workers
from fuerwort.lab.whatif.world import Plan

ROWS = 50


def whole(replications: int, jobs: int) -> None:
    with workers(jobs) as executor:
        run(REGIMES, fixed(2 * 50), Plan(members=10, months=1), executor=executor)  # load and compile
        began = time.perf_counter()
        found = run(REGIMES, fixed(replications), Plan(), executor=executor)
    seconds = time.perf_counter() - began
    assert len(found["home"]["output"]) == replications
    print(f"4 regimes x {replications} replications x 24 months x 100 members, {jobs} processes: {seconds:.1f} s\n")


def seconds(plan: Plan, names: Chooser | None = None, rows: int = ROWS) -> float:
    began = time.process_time()
    world(plan, REGIMES["social"], fixed(rows), Dice(1, rows), names)
    return time.process_time() - began


def against_size() -> None:
    print("| members | months | CPU s, 50 replications, social | ms a replication and month |\n|---|---|---|---|")
    for members, months in ((50, 24), (100, 24), (200, 24), (400, 24), (100, 12), (100, 48)):
        took = min(seconds(Plan(members=members, months=months)) for _ in range(2))
        print(f"| {members} | {months} | {took:.2f} | {1000 * took / ROWS / months:.2f} |")


def against_loop() -> None:
    plan = Plan()
    seats = -(-plan.members // plan.fields)
    rows = {
        "50 replications at once, compiled books": (ROWS, Books, ROWS),
        "50 replications at once, one call an enquiry": (ROWS, OneByOne, ROWS),
        "one replication after the other, one call an enquiry": (5, OneByOne, 1),
    }
    print("\n| social | CPU ms a replication |\n|---|---|")
    for name, (count, books, together) in rows.items():
        took = min(
            sum(seconds(plan, books(together * plan.fields, seats), together) for _ in range(count // together))
            for _ in range(2)
        )
        print(f"| {name} | {1000 * took / count:.1f} |")


if __name__ == "__main__":
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--jobs", type=int, default=2)
    words.add_argument("--replications", type=int, default=200)
    given = words.parse_args()
    whole(given.replications, given.jobs)
    against_size()
    against_loop()
