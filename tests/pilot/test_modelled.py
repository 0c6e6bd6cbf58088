"""A pilot rehearsed in the lab: with the channels closed nothing is there to find, and the truth is the lab's own."""

import numpy as np

from fuerwort.lab.whatif.asked import Asked
from fuerwort.lab.whatif.parameters import CHANNELS, table
from fuerwort.pilot import modelled

SMALL = Asked(euros=1500, members=40, fields=4, months=3)


def test_where_money_changes_nothing_the_truth_is_exactly_nothing(monkeypatch) -> None:
    monkeypatch.setattr(modelled, "WORLDS", 3)
    monkeypatch.setattr(modelled, "DRAWS", 19)
    found = modelled.rehearse(Asked(euros=1500, members=40, fields=4, months=3, changes=dict.fromkeys(CHANNELS, 0.0)))
    assert {(one["truth"], one["beside"]) for one in found["outcomes"]} == {(0.0, 0.0)}
    assert all(one["found"] == one["false"] for one in found["outcomes"])


def test_a_strong_income_is_seen_and_estimates_lie_around_the_truth(monkeypatch) -> None:
    monkeypatch.setattr(modelled, "WORLDS", 4)
    monkeypatch.setattr(modelled, "DRAWS", 99)
    shares: list[float] = []
    found = modelled.rehearse(SMALL, shares.append)
    assert shares[-1] == 1.0
    assert (found["people"], found["drawn"], found["descriptive"]) == (40, 20, False)
    own, off = (next(o for o in found["outcomes"] if o["name"] == name) for name in ("own_hours", "off_hours"))
    assert own["truth"] > 0 > off["truth"]
    assert abs(own["beside"]) < own["truth"] / 4
    for one in (own, off):
        assert one["smallest"] > 0
        assert abs(np.mean(one["estimates"]) - one["truth"]) < one["smallest"]
        assert one["estimates"][0] < one["estimates"][-1]


def test_below_forty_nothing_is_said_of_finding(monkeypatch) -> None:
    monkeypatch.setattr(modelled, "WORLDS", 2)
    monkeypatch.setattr(modelled, "DRAWS", 19)
    found = modelled.rehearse(Asked(members=20, fields=2, months=2))
    assert found["descriptive"]
    assert {one["found"] for one in found["outcomes"]} == {None}


def test_enquiries_follow_the_requests_of_a_house_within_their_range() -> None:
    asked, one = Asked(members=20, fields=4), table()["enquiries"]
    few, some, many = (modelled.fitted(asked, requests).changes["enquiries"] for requests in (0.0, 0.15, 9.0))
    assert one.low == few <= some <= many == one.high
