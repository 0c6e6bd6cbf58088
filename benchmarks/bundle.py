"""How long does a bundle of a million experiences take to write and to read, and how much memory?

Run: python benchmarks/bundle.py [ROWS]. Baseline: the csv module alone over the same file.
"""

import csv
import resource
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from multiprocessing import Process
from pathlib import Path
from tempfile import TemporaryDirectory

from fuerwort.bundle.read import read
from fuerwort.bundle.shapes import Community, Experience, Member
from fuerwort.bundle.write import write

START = datetime(2020, 1, 1, tzinfo=UTC)


def community(rows: int) -> Community:
    members = [Member(f"m{i}", f"Mitglied {i}", START, ("web-design",)) for i in range(max(10, rows // 100))]

    def experience(i: int) -> Experience:
        pair = members[i % len(members)].member, members[(i * 7 + 1 + i // len(members)) % len(members)].member
        both = pair if pair[0] != pair[1] else (members[0].member, members[1].member)
        text = f"die Seite Nummer {i} gebaut und getestet"
        return Experience(f"e{i}", START + timedelta(minutes=i), "cooperation", "web-design", 1.5, both, both, text)

    return Community(tuple(members), tuple(experience(i) for i in range(rows)))


def make(rows: int, folder: str) -> None:
    write(community(rows), folder)


def only_csv(folder: str) -> int:
    with Path(folder, "experiences.csv").open(encoding="utf-8", newline="") as opened:
        return sum(1 for _ in csv.reader(opened))


def timed(name: str, work: Callable[[], object]) -> None:
    began = time.process_time()
    work()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{name:<32} {time.process_time() - began:7.2f} s CPU   peak so far {peak} MB")


def main(rows: int) -> None:
    with TemporaryDirectory() as folder:
        print(f"{rows:,} experiences")
        maker = Process(target=make, args=(rows, folder))  # its memory is not the reader's
        maker.start()
        maker.join()
        timed("csv module alone", lambda: only_csv(folder))
        timed("read", lambda: read(folder))
        timed("make, write and read back", lambda: make(rows, folder))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
