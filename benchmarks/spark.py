"""Ties and one reach in Spark beside the local engine on the same imagined experiences.

    nice -n 19 timeout 600 python benchmarks/spark.py [MEMBERS:EXPERIENCES ...] [--memory 6g]

Needs the extra `spark`, and Java 17. local[2]. "cost" is time for ties per experience.
"""

import argparse
import resource
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pyspark.sql import DataFrame, SparkSession

from fuerwort.engine import spark as batch
from fuerwort.engine.shapes import TieRule
from fuerwort.engine.standing import Network
from fuerwort.engine.ties import weigh

NOW = 900.0
RULE = TieRule()
FINE = TieRule(view_residual=1e-13, candidate_residual=1e-12, candidate_error=1e-10, candidate_visits=10**9)
SIZES = ("10000:100000", "1000000:10000000")


def session(memory: str) -> SparkSession:
    builder = SparkSession.builder.master("local[2]").config("spark.driver.memory", memory)
    quiet = builder.config("spark.ui.enabled", "false").config("spark.sql.shuffle.partitions", "8")
    return quiet.config("spark.driver.bindAddress", "127.0.0.1").config("spark.driver.host", "127.0.0.1").getOrCreate()


@dataclass(frozen=True)
class Lived:
    a: np.ndarray
    b: np.ndarray
    hours: np.ndarray
    day: np.ndarray


def imagine(n: int, m: int) -> Lived:
    """Four in five with somebody near by, the others with anybody; two meet again and again."""
    rng = np.random.default_rng(0)
    a = rng.integers(0, n, m)
    near = (a + np.minimum(rng.geometric(0.15, m), 90)) % n
    b = np.where(rng.random(m) < 0.8, near, (a + rng.integers(1, n, m)) % n)
    return Lived(a, b, rng.gamma(1.5, 4.0, m), rng.uniform(0.0, NOW, m))


def stored(spark: SparkSession, who: Lived, folder: Path) -> DataFrame:
    """On disk, as they would lie in a warehouse; written as text because nothing more is installed."""
    path, shape = folder / "experiences.csv", "a bigint, b bigint, hours double, day double"
    with path.open("w") as out:
        for at in range(0, len(who.a), 500_000):
            cut = slice(at, at + 500_000)
            rows = zip(*(x[cut].tolist() for x in (who.a, who.b, who.hours, who.day)), strict=True)
            out.writelines(f"{a},{b},{h!r},{d!r}\n" for a, b, h, d in rows)
    spark.read.csv(str(path), schema=shape).write.parquet(str(folder / "experiences.parquet"))
    path.unlink()
    return spark.read.parquet(str(folder / "experiences.parquet"))


def measure(spark: SparkSession, n: int, m: int) -> None:
    who = imagine(n, m)
    began = time.perf_counter()
    i, j, hours = weigh(n, who.a, who.b, who.hours, who.day, NOW, RULE)
    local = time.perf_counter() - began
    seed, asked = int(i[0]), [int(j[0]), int(i[len(i) // 2])]
    net = Network(n, who.a, who.b, who.hours, who.day, NOW, FINE if n <= 10_000 else RULE, views=1)
    began = time.perf_counter()
    here = net.reach(net.view(seed), asked)
    look = time.perf_counter() - began
    with tempfile.TemporaryDirectory() as folder:
        lived = stored(spark, who, Path(folder))
        began = time.perf_counter()
        ties = batch.weigh(lived, NOW, RULE).persist()
        pairs = ties.count()
        took = time.perf_counter() - began
        cost = f"{took / m * 1e6:.2f} us each, {pairs:,} pairs; local {local:.2f} s, {local / m * 1e6:.3f} us each"
        print(f"{n:,} members, {m:,} experiences: ties {took:.1f} s, {cost}", flush=True)
        print(f"  largest difference of hours {apart(spark, ties, i, j, hours):.1e}", flush=True)
        began = time.perf_counter()
        walk = batch.steps(ties, RULE)
        print(f"  steps {walk.count():,} in {time.perf_counter() - began:.1f} s", flush=True)
        began = time.perf_counter()
        there = batch.reach(walk, [seed], asked, RULE)
        took = time.perf_counter() - began
        off = max(abs(there[c] - h) for c, h in zip(asked, here, strict=True))
        certain = float(net.error_bound(net.view(seed), asked).max())
        print(f"  reach of {len(asked)}: {took:.1f} s, local {look * 1e3:.1f} ms (with compiling at first)", flush=True)
        print(f"  difference {off:.1e}, of which the local one may be off {certain:.1e}", flush=True)
        walk.unpersist()
        ties.unpersist()


def apart(spark: SparkSession, ties: DataFrame, i: np.ndarray, j: np.ndarray, hours: np.ndarray) -> float:
    """Of up to 200,000 pairs, drawn by their first member."""
    most = int(i[min(200_000, len(i) - 1)])
    rows = ties.where(ties["i"] < most).sort("i", "j").collect()
    mine = np.array([(r["i"], r["j"], r["hours"]) for r in rows])
    few = i < most
    assert np.array_equal(mine[:, 0], i[few]) and np.array_equal(mine[:, 1], j[few])
    return float(np.abs(mine[:, 2] - hours[few]).max())


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("sizes", nargs="*", default=SIZES)
    parser.add_argument("--memory", default="6g")
    given = parser.parse_args()
    began = time.perf_counter()
    spark = session(given.memory)
    spark.sparkContext.setLogLevel("ERROR")
    print(f"session {time.perf_counter() - began:.1f} s", flush=True)
    for size in given.sizes:
        measure(spark, *(int(x) for x in size.split(":")))
    spark.stop()
    print(f"python at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.1f} GB", file=sys.stderr)
