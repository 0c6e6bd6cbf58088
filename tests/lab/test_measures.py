"""Measures on cases that can be computed by hand."""

import pytest

from fuerwort.lab.measures import Drift, FirstShown, ndcg


def test_drift_is_the_largest_at_any_moment_not_at_the_end() -> None:
    drift = Drift()
    drift.book("web", {"ada": 50, "ben": 50}, {"ada": 100})
    drift.book("web", {"ada": 50, "ben": 50}, {"ben": 100})
    assert set(drift.field_gap.values()) == {0}
    assert (drift.in_field, drift.of_member) == (50, 50)


def test_gaps_in_two_fields_can_make_up_for_each_other_in_a_member_only() -> None:
    drift = Drift()
    drift.book("web", {"ada": 50, "ben": 50}, {"ada": 100})
    drift.book("text", {"ada": 60, "ben": 40}, {"ben": 100})
    assert (drift.in_field, drift.of_member) == (60, 50)


def test_the_first_showing_counts_a_members_own_requests() -> None:
    first = FirstShown()
    first.book({"ada": 900, "ben": 800}, {"ada": 1})
    first.book({"ada": 900}, {"ada": 1})
    first.book({"ada": 900, "ben": 800, "cem": 1}, {"ben": 1})
    assert {member: first.at[member] for member in ("ada", "ben", "cem")} == {"ada": 1, "ben": 2, "cem": 0}


def test_the_best_list_has_ndcg_one_and_a_late_place_is_worth_less() -> None:
    assert ndcg([900, 800, 700], [700, 800, 900, 600]) == 1
    assert ndcg([800], [1000, 800]) == pytest.approx(800 / (1000 + 800 / 1.5849625))
    assert ndcg([700, 800, 900], [900, 800, 700]) < 1
