"""The lab: its rules by hand, its books the real ones, its money whole, its chance the same for the same seed."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fuerwort.lab.whatif import turns
from fuerwort.lab.whatif.choosers import NOBODY, Books, Calls, OneByOne, chooser, draw
from fuerwort.lab.whatif.dice import Dice, poisson
from fuerwort.lab.whatif.money import settle
from fuerwort.lab.whatif.outputs import MONEY, OUTPUTS, measured
from fuerwort.lab.whatif.parameters import CHANNELS, fixed
from fuerwort.lab.whatif.play import run, world
from fuerwort.lab.whatif.regimes import REGIMES, Regime, RegimeError
from fuerwort.lab.whatif.world import Plan, begin
from tests.tables import table

SMALL = Plan(members=21, fields=4, months=8)
EVERY = {**REGIMES, "levy": Regime("social", levy=110), "some": Regime("market", 800_00, recipients=300, public=True)}


def alike(one: dict, other: dict) -> set[str]:
    return {name for name in one if np.array_equal(one[name], other[name])}


@pytest.mark.parametrize("row", table("lab.md", "## Whom is named"), ids=str)
def test_whom_each_regime_names(row: dict[str, str]) -> None:
    calls = Calls(
        names=["r"],
        books=np.array([0]),
        free=np.ones((1, 4), bool),
        tie=np.array([[float(row[f"tie {m}"]) for m in "abcd"]]),
        quality=np.array([[0.8, 0.8, 0.75, 0.4]]),
        got=np.array([[int(row[f"got {m}"]) for m in "abcd"]]),
        fame=np.array([[0.5]]),
        u=np.array([float(row["u"])]),
    )
    seat = chooser(row["regime"], 1, 4).choose(calls)[0]
    assert ("nobody" if seat == NOBODY else "abcd"[seat]) == row["asked"]
    calls.free[0, seat] = seat == NOBODY
    assert chooser(row["regime"], 1, 4).choose(calls)[0] != max(seat, 0)


@pytest.mark.parametrize("row", table("lab.md", "## Feeling passed over"), ids=str)
def test_who_feels_passed_over(row: dict[str, str]) -> None:
    p = fixed(1, {"merit_norm": 0.25, "transparency": 0.5, "expect": 0.5, "visible": 1, "strain_tie": 0.1})
    one = begin(Plan(3, 1, 1), Regime(row["regime"]), p, Dice(1, 1))
    one.got[0] = [0, int(row["asked served"]), int(row["own served"])]
    one.quality[0] = [0.5, float(row["asked quality"]), float(row["own quality"])]
    one.tie[0] = 0.5 * (row["knows me"] == "yes")
    passed = turns.Passed(*(np.array([at]) for at in (0, 0, 0, 0)))

    class First:
        def choose(self, calls: Calls) -> np.ndarray:
            return np.array([1])

    done = turns.play(one, First(), passed, np.array([[0, 1, 1]]), 0)
    assert done.strain.tolist() == [[0, 0, float(row["felt"])]]
    assert done.tie[0, 2, 0] == pytest.approx(-0.1 * float(row["felt"]) * one.tie[0, 2, 0])


@pytest.mark.parametrize("row", table("lab.md", "## Money of a month"), ids=str)
def test_the_money_of_a_month(row: dict[str, str]) -> None:
    p = fixed(1, {"cost": 1000, "saving": 0.25}) | {"off_fit": np.array([[0.5]])}
    regime = Regime("social", int(row["amount EUR"]) * 100, int(row["levy"]))
    one = begin(Plan(2, 1, 1), regime, p, Dice(1, 1))
    one.rate, one.quality = np.full((1, 2), 400.0), np.full((1, 2), 0.5)
    one.wealth[:] = 100_00
    one.ledger.began[:] = 200_00
    income = settle(one, np.array([[int(row["own jobs"]), 0]]), np.array([[int(row["other jobs"]), 0]]))["income"]
    assert (income[0] / 100).tolist() == [float(row["income a EUR"]), float(row["income b EUR"])]
    assert (one.wealth[0] / 100).tolist() == [float(row["savings a EUR"]), float(row["savings b EUR"])]
    assert one.ledger.fund[0] / 100 == float(row["fund EUR"])
    assert one.ledger.missing(one.wealth).tolist() == [0]


@pytest.mark.parametrize("name", EVERY)
def test_no_cent_appears_or_is_lost(name: str) -> None:
    one = world(SMALL, EVERY[name], fixed(6), Dice(4, 6))
    assert not one.ledger.missing(one.wealth).any()
    assert (one.wealth >= 0).all()
    assert (one.ledger.fund < SMALL.members).all()
    assert (one.ledger.given > 0).all() == (EVERY[name].amount > 0)


@pytest.mark.parametrize("rule", ["home", "market", "social"])
def test_with_the_five_channels_closed_money_changes_nothing_anybody_does(rule: str) -> None:
    closed = dict.fromkeys(CHANNELS, 0.0)
    poor, rich = (measured(world(SMALL, Regime(rule, cents), fixed(6, closed), Dice(2, 6))) for cents in (0, 1000_00))
    assert alike(poor, rich) == set(OUTPUTS) - set(MONEY)
    assert (poor["poor"] > rich["poor"]).all()


@pytest.mark.parametrize("channel", CHANNELS)
def test_each_channel_alone_lets_money_through(channel: str) -> None:
    wide = {"sec_coop": 0.2, "invest": 0.6, "desperate": 1.0, "compete_rel": 1.0, "hours_inc": -0.07}
    p = fixed(6, {**dict.fromkeys(CHANNELS, 0.0), channel: wide[channel]})
    poor, rich = (measured(world(SMALL, Regime("social", cents), p, Dice(2, 6))) for cents in (0, 1800_00))
    assert alike(poor, rich) != set(OUTPUTS) - set(MONEY)


def test_the_books_inside_are_the_real_ones_bit_for_bit() -> None:
    books = 5 * SMALL.fields
    compiled, plain = Books(books, 6), OneByOne(books, 6)
    one, other = (world(SMALL, Regime("social", 500_00), fixed(5), Dice(9, 5), names) for names in (compiled, plain))
    kept = [[book.balances.get(name, 0) for name in plain.members] for book in plain.kept]
    assert compiled.balances.tolist() == kept
    assert compiled.balances.any(axis=1).sum() > books // 2
    assert not compiled.balances.sum(axis=1).any()
    for name in ("got", "wealth", "tie", "openness", "quality", "strain"):
        assert np.array_equal(getattr(one, name), getattr(other, name)), name


def test_the_same_seed_is_the_same_world_and_another_is_not() -> None:
    found = [run(REGIMES, fixed(3), SMALL, seed=seed) for seed in (1, 1, 2)]
    for name in REGIMES:
        assert alike(found[0][name], found[1][name]) == set(OUTPUTS)
        assert len(alike(found[0][name], found[2][name])) < 3


def test_regimes_meet_the_same_people_and_blocks_do_not() -> None:
    worlds = [begin(SMALL, regime, fixed(2), Dice(1, 2, block)) for regime in REGIMES.values() for block in (0, 1)]
    for one in worlds[2::2]:
        assert np.array_equal(one.rate, worlds[0].rate)
    assert not np.array_equal(worlds[0].rate, worlds[1].rate)
    assert not np.array_equal(worlds[0].rate[0], worlds[0].rate[1])
    shared = begin(SMALL, REGIMES["home"], fixed(2), Dice(1, 2, shared=True))
    assert np.array_equal(shared.rate[0], shared.rate[1])


@given(st.integers(0, 10**6), st.sampled_from(sorted(EVERY)), st.integers(1, 17), st.integers(2, 5))
@settings(deadline=None, max_examples=15)
def test_whatever_the_world_it_stays_one(seed: int, name: str, members: int, fields: int) -> None:
    plan = Plan(members, min(fields, members), 3)
    one = world(plan, EVERY[name], fixed(3), Dice(seed, 3))
    assert not one.ledger.missing(one.wealth).any()
    for share in (one.openness, one.quality, one.tie, one.stress()):
        assert ((share >= 0) & (share <= 1)).all()
    for month in one.months:
        assert (month["mine"] + month["taken"] + month["jobs"] <= one.settings["capacity"] + 1).all()
        assert (month["jobs"].sum(axis=1) <= month["named"]).all()
        assert (month["named"] <= month["sent"]).all()
        assert (month["sent"] <= month["left"]).all()
    found = measured(one)
    assert set(found) == set(OUTPUTS)
    assert all(np.isfinite(values).all() for values in found.values())


def test_numbers_of_enquiries_are_poisson_and_more_demand_is_never_fewer() -> None:
    u = (np.arange(100_000) + 0.5) / 100_000
    few, many = poisson(np.full_like(u, 1.3), u), poisson(np.full_like(u, 1.4), u)
    assert few.mean() == pytest.approx(1.3, abs=1e-3)
    assert few.var() == pytest.approx(1.3, abs=2e-3)
    assert (many >= few).all()


def test_a_weightless_column_is_never_drawn() -> None:
    weight = np.array([[0.0, 1.0, 0.0, 1.0, 0.0]])
    drawn = {int(draw(weight, np.array([u]))[0]) for u in (0.0, 0.3, 0.5, 0.7, np.nextafter(1, 0))}
    assert drawn == {1, 3}


def test_impossible_regimes_are_refused() -> None:
    for change in ({"rule": "auction"}, {"amount": -1}, {"levy": 1001}, {"recipients": -1}):
        with pytest.raises(RegimeError):
            replace(REGIMES["market"], **change)
