"""Equal shares: the worked table, 10,000 elections counted twice, and groups that get their part."""

import random
from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fuerwort.engine.shares import Shared, equal_shares
from fuerwort.engine.voting import VotingError
from tests.engine import plain_voting
from tests.engine.test_voting import ELECTIONS, VOTERS
from tests.tables import table

PROPOSALS = "abcde"
ballots = st.lists(st.sets(st.sampled_from(PROPOSALS)), min_size=1, max_size=5)
priced = st.dictionaries(st.sampled_from(PROPOSALS), st.integers(1, 400), min_size=5)
budgets = st.integers(0, 1000)
many = settings(max_examples=60, deadline=None)


def names(done: Shared) -> list[str]:
    return [one.proposal for one in done.bought]


def test_it_computes_the_worked_table() -> None:
    rows = table("deciding.md", "## Equal shares")
    costs = {row["proposal"]: 100 * int(row["cost"]) for row in rows}
    said = [[row["proposal"] for row in rows if row[voter] == "x"] for voter in VOTERS]
    done = equal_shares(costs, 60_000, [*said, None], "s")
    seen = {one.proposal: (str(place), one) for place, one in enumerate(done.bought, 1)}
    for row in rows:
        assert str(dict(done.approvals)[row["proposal"]]) == row["approvals"]
        place, one = seen.get(row["proposal"], ("", None))
        assert place == row["bought"]
        if one:
            assert row["each"] == ("left" if one.each is None else str(one.each / 100))
            assert (one.cost, one.approvals) == (costs[one.proposal], int(row["approvals"]))
    assert (done.left, done.voters, done.abstained, done.draws) == (1000, 6, 1, ())


def test_ten_thousand_random_elections_are_counted_the_same_by_the_slow_twin() -> None:
    chance, tied = random.Random(7), 0
    for number in range(ELECTIONS):
        proposals = chance.sample(PROPOSALS, chance.randint(1, 4))
        few = chance.choice(((100,), (50, 100), (30, 70, 110, 170), range(1, 200)))
        costs = {p: chance.choice(few) for p in proposals}
        budget = chance.choice((100, 300, chance.randint(0, 400)))
        said = [{p for p in proposals if chance.random() < 0.5} for _ in range(chance.randint(1, 5))]
        done = equal_shares(costs, budget, [*said, None], str(number))
        assert (names(done), done.left) == plain_voting.equal_shares(costs, budget, said, str(number))
        assert done.left >= 0
        tied += bool(done.draws)
    assert tied > ELECTIONS / 20


@many
@given(priced, budgets, ballots, st.randoms(use_true_random=False))
def test_anonymity_and_the_order_of_input(costs, budget: int, said, chance: random.Random) -> None:
    before = equal_shares(costs, budget, said, "s")
    turned = list(costs.items())
    chance.shuffle(said)
    chance.shuffle(turned)
    assert equal_shares(dict(turned), budget, said, "s") == before


@many
@given(priced, budgets, ballots, st.permutations(PROPOSALS))
def test_neutrality_when_nothing_is_drawn(costs, budget: int, said, other: list[str]) -> None:
    new = dict(zip(PROPOSALS, other, strict=True))
    before = equal_shares(costs, budget, said, "s")
    renamed = {new[p]: cents for p, cents in costs.items()}
    after = equal_shares(renamed, budget, [{new[p] for p in ballot} for ballot in said], "s")
    if not before.draws:
        assert [new[p] for p in names(before)] == names(after)
    assert bool(before.draws) == bool(after.draws)


@many
@given(priced, budgets, ballots)
def test_the_budget_is_never_exceeded_and_nobody_pays_more_than_their_share(costs, budget: int, said) -> None:
    done = equal_shares(costs, budget, said, "s")
    assert sum(one.cost for one in done.bought) + done.left == budget
    assert done.left >= 0
    assert len(set(names(done))) == len(done.bought)
    assert all(one.approvals > 0 for one in done.bought)
    assert all(one.each * len(said) <= budget for one in done.bought if one.each is not None)


@many
@given(priced, budgets, ballots, st.data())
def test_saying_yes_to_what_is_bought_keeps_it_bought(costs, budget: int, said, data: st.DataObject) -> None:
    done = equal_shares(costs, budget, said, "s")
    if done.bought:
        one = data.draw(st.sampled_from(names(done)))
        said[data.draw(st.integers(0, len(said) - 1))].add(one)
        assert one in names(equal_shares(costs, budget, said, "s"))


def test_a_larger_budget_may_unchoose_something() -> None:
    """As the rule page says: honest about what does not hold."""
    costs, said = {"a": 600, "b": 600, "c": 600, "d": 100}, [{"b", "d"}, {"a", "b", "c"}, {"b", "d"}]
    assert names(equal_shares(costs, 500, said, "s")) == ["d"]
    assert names(equal_shares(costs, 600, said, "s")) == ["b"]


@many
@given(st.integers(1, 4), st.lists(st.sets(st.sampled_from("abcd")), min_size=1, max_size=6))
def test_with_equal_costs_each_group_that_agrees_is_served(seats: int, said) -> None:
    """EJR, and so JR: a group of l/k of the voters who agree on l proposals has a member with l of theirs."""
    chosen = set(names(equal_shares(dict.fromkeys("abcd", 100), 100 * seats, said, "s")))
    for group in groups(said):
        agreed = set.intersection(*group)
        deserved = min(len(agreed), len(group) * seats // len(said))
        assert max(len(ballot & chosen) for ballot in group) >= deserved


@many
@given(priced, budgets, ballots)
def test_with_unequal_costs_it_is_up_to_one_proposal(costs, budget: int, said) -> None:
    chosen = set(names(equal_shares(costs, budget, said, "s")))

    def worth(proposals: set[str]) -> int:
        return sum(costs[p] for p in proposals)

    for group in groups(said):
        for wanted in bundles(set.intersection(*group)):
            if worth(wanted) * len(said) <= len(group) * budget:
                assert (
                    wanted <= chosen
                    or any(
                        worth(ballot & (chosen | {one})) > worth(wanted) for ballot in group for one in wanted - chosen
                    )
                    or max(worth(ballot & chosen) for ballot in group) >= worth(wanted)
                )


def groups(said: Sequence[set[str]]) -> list[tuple[set[str], ...]]:
    return [group for size in range(1, len(said) + 1) for group in combinations(said, size)]


def bundles(proposals: set[str]) -> list[set[str]]:
    return [set(some) for size in range(1, len(proposals) + 1) for some in combinations(sorted(proposals), size)]


def test_everybody_abstains_or_nothing_is_proposed() -> None:
    assert equal_shares({"a": 10}, 100, [None], "s").bought == ()
    assert equal_shares({}, 100, [[]], "s").left == 100


@pytest.mark.parametrize(
    ("costs", "budget", "said"),
    [({"a": 0}, 1, []), ({"a": 1.5}, 1, []), ({"a": True}, 1, []), ({"a": 1}, -1, []), ({"a": 1}, 1.0, []),
     ({"a": 1}, 1, [["b"]]), ({"a": 1}, 1, [["a", "a"]])],
)  # fmt: skip
def test_it_refuses(costs, budget, said) -> None:
    with pytest.raises(VotingError):
        equal_shares(costs, budget, said, "s")
