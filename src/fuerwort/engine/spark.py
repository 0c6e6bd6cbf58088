"""Ties and standing of more members than one machine holds, as Spark DataFrames; the same figures as next door.

Rule pages: docs/rules/ties.md, docs/rules/standing.md; what it costs: docs/run/large.md. Needs the extra `spark` and
Java 17. Here a member may be any whole number. Instead of pushes this asks the definition itself: the chance from
everybody to a candidate is one step's mean of the chances of the colleagues, and 1 for the candidate.
"""

from collections.abc import Sequence

from pyspark import StorageLevel
from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F

from fuerwort.engine.shapes import TieRule
from fuerwort.engine.ties import TieError

ENOUGH = 1e-10
"""How far a reach may be from the truth: ten times closer than is asked."""

TOGETHER = 16
"""Candidates walked to at once: each is one more number per member and step."""


def weigh(experiences: DataFrame, now: float, rule: TieRule) -> DataFrame:
    """Sum experiences (a, b, hours, day) into one row per pair: i < j, hours left, tie.

    Raises
    ------
    TieError
        A member is missing or tied to themselves, hours not positive and finite, or a day unknown. The experiences are
        read once to see that.
    """
    _check(experiences)
    left = F.col("hours") * F.pow(F.lit(2.0), (F.col("day") - F.lit(float(now))) / F.lit(rule.half_life))
    pairs = experiences.select(F.least("a", "b").alias("i"), F.greatest("a", "b").alias("j"), left.alias("hours"))
    summed = pairs.groupBy("i", "j").agg(F.sum("hours").alias("hours"))
    return summed.withColumn("tie", F.col("hours") / (F.col("hours") + F.lit(rule.half_tie)))


def _check(experiences: DataFrame) -> None:
    hours, day = F.col("hours").cast("double"), F.col("day").cast("double")
    least, most = F.lit(float("-inf")), F.lit(float("inf"))
    tests = {
        "members must be known": F.col("a").isNotNull() & F.col("b").isNotNull(),
        "nobody has a tie to themselves": F.col("a") != F.col("b"),
        # Spark holds NaN to be larger than infinity, so one comparison refuses both
        "hours must be positive and days known": (hours > 0) & (hours < most) & (day > least) & (day < most),
    }
    wrong = [F.count_if(~F.coalesce(good, F.lit(False))).alias(f"w{k}") for k, good in enumerate(tests.values())]
    for why, count in zip(tests, experiences.agg(*wrong).first() or (), strict=True):
        if count:
            raise TieError(f"{why} ({count} experiences)")


def steps(ties: DataFrame, rule: TieRule) -> DataFrame:
    """Where the walk goes: from ``x`` to ``y`` with ``chance`` (it has not stopped); lies ready where it is used."""
    there = ties.select(F.col("i").alias("x"), F.col("j").alias("y"), "tie")
    both = there.unionAll(ties.select(F.col("j").alias("x"), F.col("i").alias("y"), "tie"))
    total = both.groupBy("x").agg((F.sum("tie") + F.lit(rule.leak)).alias("total"))
    on = both.join(total, "x").select("x", "y", (F.lit(1 - rule.stop) * F.col("tie") / F.col("total")).alias("chance"))
    return on.repartition("y").persist(StorageLevel.MEMORY_AND_DISK)


def reach(walk: DataFrame, seeds: Sequence[int], candidates: Sequence[int], rule: TieRule) -> dict[int, float]:
    """Chance that a walk from the seeds ever reaches each candidate, certain to ``ENOUGH``; walk as of ``steps``."""
    wanted = sorted(set(candidates))
    found: dict[int, float] = {}
    for first in range(0, len(wanted), TOGETHER):
        some = wanted[first : first + TOGETHER]
        found.update(zip(some, _together(walk, sorted(set(seeds)), some, rule), strict=True))
    return found


def _together(walk: DataFrame, seeds: Sequence[int], candidates: Sequence[int], rule: TieRule) -> list[float]:
    """Chances within 0, 1, 2 ... steps, until no walk of more steps can matter.

    A row of steps sums to at most c = 1 - stop, so whoever changed by at most d in the last step changes by at most
    d c / (1 - c) from here on.
    """
    names = _names(candidates)
    begin = walk.sparkSession.createDataFrame([(c,) for c in candidates], "x bigint")
    now = begin.select("x", *[_arrived(c, F.lit(0.0), n) for c, n in zip(candidates, names, strict=True)])
    far, change = 1.0, [F.max(F.col(f"d{n}")) for n in names]
    while far * (1 - rule.stop) / rule.stop > ENOUGH:
        now = _step(walk, now, candidates).localCheckpoint()
        far = max(now.agg(*change).first() or (0.0,))
    rows = now.where(F.col("x").isin(*seeds)).select(*names).collect()
    return [sum(row[n] for row in rows) / len(seeds) for n in names]


def _step(walk: DataFrame, now: DataFrame, candidates: Sequence[int]) -> DataFrame:
    """Everybody's chances with one more step, and how much each grew (``d...``)."""
    names = _names(candidates)
    nothing = [F.lit(0.0).alias(n) for n in names]
    further = walk.join(now.withColumnRenamed("x", "y").hint("shuffle_hash"), "y")
    grown = further.select("x", *[(F.col("chance") * F.col(n)).alias(n) for n in names], *_were(nothing, names))
    before = now.select("x", *nothing, *_were([F.col(n) for n in names], names))
    whole = grown.unionAll(before).groupBy("x").agg(*[F.sum(n).alias(n) for n in [*names, *_olds(names)]])
    then = whole.select("x", *[_arrived(c, F.col(n), n) for c, n in zip(candidates, names, strict=True)], *_olds(names))
    return then.select(
        "x", *names, *[(F.col(n) - F.col(o)).alias(f"d{n}") for n, o in zip(names, _olds(names), strict=True)]
    )


def _arrived(candidate: int, chance: Column, name: str) -> Column:
    return F.when(F.col("x") == F.lit(candidate), F.lit(1.0)).otherwise(chance).alias(name)


def _olds(names: Sequence[str]) -> list[str]:
    return [f"o{n}" for n in names]


def _were(values: Sequence[Column], names: Sequence[str]) -> list[Column]:
    return [value.alias(old) for value, old in zip(values, _olds(names), strict=True)]


def _names(candidates: Sequence[int]) -> list[str]:
    return [f"c{k}" for k in range(len(candidates))]


def standing(walk: DataFrame, seeds: Sequence[int], candidates: Sequence[int], rule: TieRule) -> dict[int, float]:
    """Reach / (reach + typical reach of the seeds' own direct colleagues), as ``standing.Network`` has it."""
    direct = walk.where(F.col("x").isin(*seeds) & ~F.col("y").isin(*seeds)).select("y").distinct().collect()
    colleagues = [row["y"] for row in direct]
    found = reach(walk, seeds, [*candidates, *colleagues], rule)
    usual = _median([found[c] for c in colleagues]) if colleagues else 1.0
    return {c: found[c] / (found[c] + usual) for c in candidates}


def _median(values: Sequence[float]) -> float:
    low, high = sorted(values)[(len(values) - 1) // 2], sorted(values)[len(values) // 2]
    return (low + high) / 2
