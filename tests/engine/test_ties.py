"""Ties: the worked table, whatever the order; and what no tie can be made of."""

from collections import defaultdict

import pytest

from fuerwort.engine import ties
from fuerwort.engine.shapes import TieRule
from fuerwort.engine.standing import Network
from tests.tables import table

RULE = TieRule()
NAMES = ("ada", "ben", "cem", "dia")


def test_it_computes_the_worked_table() -> None:
    net, together = Network(4, [], [], [], [], 0.0), defaultdict(float)
    for row in table("ties.md"):
        i, j = (NAMES.index(name) for name in row["pair"].split("-"))
        days, hours = float(row["days ago"]), ties.per_pair(float(row["hours"]), int(row["people"]))
        left = ties.faded(hours, days, RULE)
        together[i, j] += left
        net.add(i, j, hours, -days)
        found = (left, together[i, j], net.tie(i, j))
        assert [f"{x:.4f}" for x in found] == [row[key] for key in ("hours left", "together", "tie")]
    near, weight = net.colleagues(0)
    assert f"{weight[near == 1][0] / (weight.sum() + RULE.leak):.4f}" == "0.4118"


def test_one_entry_per_pair_whatever_the_order() -> None:
    one, other, hours = ties.weigh(5, [3, 1, 0, 1], [1, 3, 4, 2], [8.0, 8.0, 1.0, 2.0], [0.0, 365.0, 0, 0], 365.0, RULE)
    assert list(zip(one.tolist(), other.tolist(), strict=True)) == [(0, 4), (1, 2), (1, 3)]
    assert hours.tolist() == [0.5, 1.0, 12.0]


@pytest.mark.parametrize(
    ("a", "b", "hours", "day", "message"),
    [
        ([0], [1, 2], [1.0], [0.0], "same length"),
        ([0], [3], [1.0], [0.0], "numbered 0 to 2"),
        ([-1], [2], [1.0], [0.0], "numbered 0 to 2"),
        ([2], [2], [1.0], [0.0], "to themselves"),
        ([0], [1], [0.0], [0.0], "must be positive"),
        ([0], [1], [float("inf")], [0.0], "must be positive"),
        ([0], [1], [1.0], [float("nan")], "days known"),
    ],
)
def test_it_refuses(a, b, hours, day, message: str) -> None:
    with pytest.raises(ties.TieError, match=message):
        ties.weigh(3, a, b, hours, day, 0.0, RULE)
