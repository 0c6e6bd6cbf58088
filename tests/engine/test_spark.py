"""Spark and the local engine say the same: ties and standing within 1e-9 of the truth solved as a matrix."""

import shutil

import numpy as np
import pytest

from fuerwort.engine.shapes import TieRule
from fuerwort.engine.standing import Network
from fuerwort.engine.ties import TieError, weigh
from tests.engine import dense

pytest.importorskip("pyspark", reason="pyspark is not installed: pip install 'fuerwort[spark]'", exc_type=ImportError)
if shutil.which("java") is None:
    pytest.skip("Java 17 is not installed, Spark needs it", allow_module_level=True)

from pyspark.sql import SparkSession

from fuerwort.engine import spark as batch

# What Spark itself leaves open or warns of is not ours.
pytestmark = pytest.mark.filterwarnings("ignore")

RULE, NOW, N = TieRule(), 700.0, 300


@pytest.fixture(scope="module")
def session():
    builder = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false")
    small = builder.config("spark.sql.shuffle.partitions", "1").config("spark.driver.host", "127.0.0.1")
    found = small.config("spark.driver.bindAddress", "127.0.0.1").config("spark.driver.memory", "1g").getOrCreate()
    yield found
    found.stop()


@pytest.fixture(scope="module")
def lived():
    """Near by more than far away, a few hubs, years of it; the last twenty members have done nothing."""
    rng = np.random.default_rng(4)
    a = rng.integers(0, N - 20, 1500)
    b = np.where(rng.random(1500) < 0.2, rng.integers(0, 15, 1500), (a + rng.integers(1, 12, 1500)) % (N - 20))
    a, b = a[a != b], b[a != b]
    return a, b, rng.uniform(0.5, 20, len(a)), rng.uniform(0, NOW, len(a))


def frame(session, a, b, hours, day):
    rows = zip(*(np.asarray(x).tolist() for x in (a, b, hours, day)), strict=True)
    return session.createDataFrame(list(rows), "a bigint, b bigint, hours double, day double")


def test_ties_and_standing_are_those_of_the_local_engine(session, lived) -> None:
    ties = batch.weigh(frame(session, *lived), NOW, RULE).persist()
    found = {(row["i"], row["j"]): row["hours"] for row in ties.collect()}
    i, j, hours = weigh(N, *lived, NOW, RULE)
    assert found.keys() == set(zip(i.tolist(), j.tolist(), strict=True))
    assert max(abs(found[x, y] - h) for x, y, h in zip(i.tolist(), j.tolist(), hours, strict=True)) < 1e-9

    walk, net = batch.steps(ties, RULE), Network(N, *lived, NOW, RULE)
    seeds, asked = [200], [200, 5, 77, N - 1]
    truth = dense.reach(net, seeds)
    near = sorted({int(c) for s in seeds for c in net.colleagues(s)[0]} - set(seeds))
    typical = float(np.median(truth[near]))
    standing = batch.standing(walk, seeds, asked, RULE)
    assert max(abs(standing[c] - truth[c] / (truth[c] + typical)) for c in asked) < 1e-9
    # and the local engine keeps its own promise of 0.2 % beside it
    assert np.allclose(net.standing(net.view(seeds), asked), [standing[c] for c in asked], rtol=5e-3)


@pytest.mark.parametrize(
    ("a", "b", "hours", "day", "message"),
    [
        ([2], [2], [1.0], [0.0], "to themselves"),
        ([0], [None], [1.0], [0.0], "must be known"),
        ([0], [1], [0.0], [0.0], "must be positive"),
        ([0], [1], [float("nan")], [0.0], "must be positive"),
        ([0], [1], [1.0], [float("inf")], "days known"),
    ],
)
def test_it_refuses(session, a, b, hours, day, message: str) -> None:
    with pytest.raises(TieError, match=message):
        batch.weigh(frame(session, a, b, hours, day), 0.0, RULE)
