"""Consent, consensing and approval: the worked tables, 10,000 elections each counted twice, and what they keep."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fuerwort.engine import voting
from fuerwort.engine.voting import Stance, VotingError
from tests.engine import plain_voting
from tests.tables import table

VOTERS = ("ada", "ben", "cem", "dia", "eva", "fay")
PROPOSALS = ("as-is", "b", "c", "d")
ELECTIONS = 10_000

resistances = st.lists(st.fixed_dictionaries({p: st.integers(0, 10) for p in PROPOSALS}) | st.none(), max_size=7)
approvals = st.lists(st.sets(st.sampled_from(PROPOSALS)) | st.none(), max_size=7)
many = settings(max_examples=60, deadline=None)


def said(row: dict[str, str], voters: tuple[str, ...] = VOTERS) -> list[str]:
    return [row[voter] for voter in voters]


def test_consent_computes_the_worked_table() -> None:
    rows = table("deciding.md", "## Consent")
    for row in rows:
        found = voting.consent([Stance(word) for word in said(row, VOTERS[:4])])
        assert (str(found.objections), "yes" if found.adopted else "no") == (row["objections"], row["adopted"])
        assert found.consents + found.concerns + found.objections + found.abstained == 4
    assert len(rows) == 3


def test_consensing_computes_the_worked_table() -> None:
    rows = table("deciding.md", "## Consensing")
    ballots = [{row["proposal"]: int(row[voter]) for row in rows} for voter in VOTERS[:5]]
    found = voting.consensing([row["proposal"] for row in rows], "as-is", [*ballots, None], "s")
    assert [
        {"proposal": line.proposal, "sum": str(line.total), "tens": str(line.counts[10]), "place": str(place)}
        for place, line in enumerate(found.order, 1)
    ] == [{key: row[key] for key in ("proposal", "sum", "tens", "place")} for row in rows]
    assert (found.chosen, found.voters, found.abstained, found.draws) == ("quiet-mornings", 5, 1, ())


def test_approval_computes_the_worked_table() -> None:
    rows = table("deciding.md", "## Approval")
    ballots = [[row["proposal"] for row in rows if row[voter] == "x"] for voter in VOTERS[:5]]
    found = voting.approval([row["proposal"] for row in reversed(rows)], [*ballots, None], "t")
    assert [(line.proposal, str(line.approvals)) for line in found.order] == [
        (row["proposal"], row["approvals"]) for row in rows
    ]
    assert (found.chosen, found.voters, found.abstained, found.draws) == ("soup", 5, 1, ("cake", "bread"))


def test_ten_thousand_random_elections_are_counted_the_same_by_the_slow_twin() -> None:
    chance = random.Random(5)
    for number in range(ELECTIONS):
        proposals = chance.sample(PROPOSALS, chance.randint(1, 4))
        passive, salt, most = chance.choice(proposals), str(number), chance.choice((1, 2, 10))
        voters = [chance.random() < 0.85 for _ in range(chance.randint(0, 6))]
        resisted = [{p: chance.randint(0, most) for p in proposals} if here else None for here in voters]
        found = voting.consensing(proposals, passive, resisted, salt)
        assert (found.chosen, [line.proposal for line in found.order]) == plain_voting.consensing(
            proposals, passive, resisted, salt
        )
        approved = [{p for p in proposals if chance.random() < 0.6} if here else None for here in voters]
        for favoured in (passive, None):
            assert voting.approval(proposals, approved, salt, favoured).chosen == plain_voting.approval(
                proposals, approved, salt, favoured
            )
        stances = chance.choices(list(Stance), weights=(6, 2, 1, 2), k=len(voters))
        assert voting.consent(stances).adopted == plain_voting.consent(stances)


@many
@given(resistances, approvals, st.lists(st.sampled_from(list(Stance)), max_size=6), st.randoms(use_true_random=False))
def test_anonymity_and_the_order_of_input(resisted, approved, stances, chance: random.Random) -> None:
    turned = list(PROPOSALS)
    before = (
        voting.consensing(PROPOSALS, "as-is", resisted, "s"),
        voting.approval(PROPOSALS, approved, "s", "as-is"),
        voting.consent(stances),
    )
    for one in (resisted, approved, stances, turned):
        chance.shuffle(one)
    assert before == (
        voting.consensing(turned, "as-is", resisted, "s"),
        voting.approval(turned, approved, "s", "as-is"),
        voting.consent(stances),
    )


@many
@given(resistances, approvals, st.permutations(PROPOSALS))
def test_neutrality_up_to_the_draw(resisted, approved, other: list[str]) -> None:
    new = dict(zip(PROPOSALS, other, strict=True))
    one = voting.consensing(PROPOSALS, "as-is", resisted, "s")
    two = voting.consensing(
        PROPOSALS, new["as-is"], [b and {new[p]: value for p, value in b.items()} for b in resisted], "s"
    )
    three = voting.approval(PROPOSALS, approved, "s")
    four = voting.approval(PROPOSALS, [b if b is None else {new[p] for p in b} for b in approved], "s")
    for before, after in ((one, two), (three, four)):
        assert {new[p] for p in before.draws} == set(after.draws)
        undrawn = [(new[line.proposal], place) for place, line in enumerate(before.order)]
        assert {(p, n) for p, n in undrawn if p not in after.draws} == {
            (line.proposal, place) for place, line in enumerate(after.order) if line.proposal not in after.draws
        }


@many
@given(resistances, approvals, st.data())
def test_saying_more_for_what_is_chosen_keeps_it_chosen(resisted, approved, data: st.DataObject) -> None:
    chosen = voting.consensing(PROPOSALS, "as-is", resisted, "s").chosen
    if chosen:
        place = data.draw(st.sampled_from([n for n, ballot in enumerate(resisted) if ballot]))
        resisted[place] = {**resisted[place], chosen: data.draw(st.integers(0, resisted[place][chosen]))}
        assert voting.consensing(PROPOSALS, "as-is", resisted, "s").chosen == chosen
    chosen = voting.approval(PROPOSALS, approved, "s").chosen
    if chosen:
        place = data.draw(st.sampled_from([n for n, ballot in enumerate(approved) if ballot is not None]))
        approved[place] = {*approved[place], chosen}
        assert voting.approval(PROPOSALS, approved, "s").chosen == chosen


@many
@given(st.lists(st.sampled_from(list(Stance)), max_size=6))
def test_an_objection_taken_back_never_unadopts(stances: list[Stance]) -> None:
    milder = [Stance.CONCERN if stance is Stance.OBJECTION else stance for stance in stances]
    assert voting.consent(milder).adopted >= voting.consent(stances).adopted
    assert not (Stance.OBJECTION in stances and voting.consent(stances).adopted)


def test_a_change_needs_less_resistance_than_no_change() -> None:
    assert voting.consensing(["a", "as-is"], "as-is", [{"a": 3, "as-is": 3}], "s").chosen == "as-is"
    assert voting.approval(["a", "as-is"], [["a", "as-is"]], "s", "as-is").chosen == "as-is"


def test_nobody_says_anything() -> None:
    assert voting.consensing(["a", "as-is"], "as-is", [None, None], "s").chosen is None
    assert voting.approval(["a"], [None], "s").chosen is None
    assert not voting.consent([]).adopted


@pytest.mark.parametrize(
    ("count", "message"),
    [
        (lambda: voting.consensing(["a"], "as-is", [], "s"), "passive solution is not among"),
        (lambda: voting.consensing(["a", "a"], "a", [], "s"), "each stands once"),
        (lambda: voting.approval([], [], "s"), "at least one proposal"),
        (lambda: voting.consensing(["a"], "a", [{}], "s"), "to every proposal"),
        (lambda: voting.consensing(["a"], "a", [{"a": 1, "b": 1}], "s"), "to no other"),
        (lambda: voting.consensing(["a"], "a", [{"a": 11}], "s"), "from 0 to 10"),
        (lambda: voting.consensing(["a"], "a", [{"a": True}], "s"), "whole number"),
        (lambda: voting.approval(["a"], [["b"]], "s"), "that are there"),
        (lambda: voting.approval(["a"], [["a", "a"]], "s"), "each once"),
    ],
)
def test_it_refuses(count, message: str) -> None:
    with pytest.raises(VotingError, match=message):
        count()
