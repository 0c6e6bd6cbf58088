"""CPU time of a decision: a book with its journal, the compiled batch, and, as the floor, only sorting the merits.

python benchmarks/chances.py            per request at 10 to 10,000 candidates
python benchmarks/chances.py --million  and one million requests of 17.5 candidates (a journal of about 5 GB)
"""

import argparse
import resource
import time
from collections.abc import Callable

import numpy as np

from fuerwort.engine import batch
from fuerwort.engine.batch import Asked
from fuerwort.engine.chances import Book
from fuerwort.engine.shapes import ChanceRule

MILLION, MEMBERS = 1_000_000, 200


def asked(widths: np.ndarray, members: int, seed: int = 3) -> Asked:
    """Requests whose candidates are all good enough: the most work a request can be."""
    chance = np.random.default_rng(seed)
    starts = np.concatenate([[0], np.cumsum(widths)])
    everybody = np.arange(members)
    drawn = [everybody if n == members else np.sort(chance.choice(members, n, replace=False)) for n in widths]
    return Asked(
        requests=[f"r{at}" for at in range(len(widths))],
        books=np.zeros(len(widths), np.int64),
        starts=starts,
        members=np.concatenate(drawn),
        merits=chance.integers(500, 1001, starts[-1]),
        sizes=np.ones(len(widths)),
    )


def as_dicts(calls: Asked, names: list[str], low: int, high: int) -> list[dict[str, int]]:
    rows = [slice(*calls.starts[at : at + 2]) for at in range(low, high)]
    return [
        dict(zip([names[m] for m in calls.members[row].tolist()], calls.merits[row].tolist(), strict=True))
        for row in rows
    ]


def seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def in_books(calls: Asked, merits: list[dict[str, int]]) -> Book:
    book = Book()
    for request, given in zip(calls.requests, merits, strict=False):
        book.recommend(request, given)
    return book


def per_request() -> None:
    print("| candidates | only sorting the merits | book with journal | batch | book / batch |\n|---|---|---|---|---|")
    for n, few, many in ((10, 2000, 20_000), (100, 400, 4_000), (1_000, 40, 400), (10_000, 4, 40)):
        calls, names = asked(np.full(many, n), n), [f"m{at:05}" for at in range(n)]
        merits = as_dicts(calls, names, 0, few)
        best = np.full(3, np.inf)
        for _ in range(7):
            spent = (
                seconds(lambda: [sorted(one, key=one.__getitem__) for one in merits]) / few,  # noqa: B023 - used at once
                seconds(lambda: in_books(calls, merits)) / few,  # noqa: B023
                seconds(lambda: batch.decide(ChanceRule(), names, calls)) / many,  # noqa: B023
            )
            best = np.minimum(best, spent)
        floor, book, compiled = best * 1e6
        print(f"| {n:,} | {floor:.1f} µs | {book:.1f} µs | {compiled:.2f} µs | {book / compiled:.0f} |")


def a_million() -> None:
    calls = asked(np.random.default_rng(1).integers(8, 28, MILLION), MEMBERS)
    names = [f"m{at:03}" for at in range(MEMBERS)]
    done, spent = batch.decide(ChanceRule(), names, calls), []
    compiled = min(seconds(lambda: batch.decide(ChanceRule(), names, calls)) for _ in range(3))
    book = Book()
    for low in range(0, MILLION, 1000):
        merits = as_dicts(calls, names, low, low + 1000)
        began = time.process_time()
        for at, given in enumerate(merits, low):
            book.recommend(calls.requests[at], given)
        spent.append(time.process_time() - began)
    assert done.balances[0].tolist() == [book.balances[name] for name in names]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    width, plain = np.diff(calls.starts).mean(), sum(spent)
    print(f"\n1,000,000 requests, {width:.1f} candidates on average, the same books to the end:")
    print(f"book with journal {plain:.1f} s ({memory:.1f} GB), batch {compiled:.2f} s, {plain / compiled:.0f} times")


if __name__ == "__main__":
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--million", action="store_true")
    per_request()
    if words.parse_args().million:
        a_million()
