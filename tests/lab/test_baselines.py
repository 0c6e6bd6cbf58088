"""The rival rules, on requests small enough to answer by hand."""

from collections import Counter

import pytest

from fuerwort.lab.baselines import BestFirst, Call, FairCo, Lottery, RoundRobin

MERITS = {"ada": 600, "ben": 900, "cem": 600}
DUE = {"ada": 300_000, "ben": 400_000, "cem": 300_000}


def call(request: str = "r", field: str = "web") -> Call:
    return Call(request, field, MERITS, DUE)


def test_best_merit_comes_first_and_ids_break_ties() -> None:
    assert BestFirst().order(call()) == ["ben", "ada", "cem"]


def test_a_round_robin_is_a_round_in_each_field() -> None:
    rule = RoundRobin()
    firsts = []
    for at in range(4):
        first = rule.order(call())[0]
        rule.remember(call(), {first: 1})
        firsts.append(first)
        assert rule.order(call(field="text"))[0] == "ada", at
    assert firsts == ["ada", "ben", "cem", "ada"]


@pytest.mark.parametrize(("by", "share"), [("merit", 9 / 21), ("due", 0.4), ("chance", 1 / 3)])
def test_a_lottery_draws_first_places_in_proportion(by: str, share: float) -> None:
    firsts = Counter(Lottery(by).order(call(f"r{at}"))[0] for at in range(4000))
    assert firsts["ben"] / 4000 == pytest.approx(share, abs=0.03)


def test_a_lottery_can_be_drawn_again() -> None:
    assert Lottery().order(call("r7")) == Lottery().order(call("r7"))


@pytest.mark.parametrize("paper", [False, True])
def test_fairco_without_a_gain_is_best_merit_first(paper: bool) -> None:
    rule = FairCo(0, paper)
    rule.remember(call(), {"ben": 1_000_000})
    assert rule.order(call()) == ["ben", "ada", "cem"]


def test_fairco_puts_back_who_got_more_than_they_were_due() -> None:
    rule = FairCo(1)
    rule.remember(call(), {"ben": 1_000_000})
    assert rule.order(call()) == ["ada", "cem", "ben"]
    assert rule.order(call(field="text"))[0] == "ben"


def test_the_papers_fairco_knows_one_account_over_all_fields() -> None:
    rule = FairCo(1, paper=True)
    rule.remember(call(), {"ben": 1_000_000})
    assert rule.order(call(field="text")) == ["ada", "cem", "ben"]
