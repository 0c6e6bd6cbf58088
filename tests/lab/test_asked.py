"""What a page asks of the lab: one question has one key, an answer is twenty communities, what is shipped is true."""

import json
from importlib.resources import files

import numpy as np
import pytest

from fuerwort.lab.whatif.asked import BOUNDS, COUNTS, PRESETS, Asked, AskedError, answer, spreads
from fuerwort.lab.whatif.outputs import OUTPUTS
from fuerwort.lab.whatif.parameters import SettingError, fixed, table
from fuerwort.lab.whatif.play import run
from fuerwort.lab.whatif.regimes import REGIMES
from fuerwort.lab.whatif.report import Plays

TINY = Asked(members=8, fields=2, months=1)


def test_a_default_said_aloud_is_the_same_question() -> None:
    usual = table()["fame"].default
    assert Asked(changes={"fame": usual}).key == Asked().key
    assert Asked(changes={"fame": 0.1}).key != Asked().key != Asked(euros=999).key
    assert Asked(changes={"fame": 0.1, "learn": 0.01}).key == Asked(changes={"learn": 0.01, "fame": 0.1}).key
    for one in (Asked(), TINY, Asked(euros=0, levy=110, public=True, changes={"fame": 0.1})):
        assert Asked.of(json.loads(json.dumps(one.said()))).key == one.key


@pytest.mark.parametrize("name", BOUNDS)
def test_nobody_asks_for_more_than_a_page_can_play(name: str) -> None:
    low, high = BOUNDS[name]
    for beyond in (low - 1, high + 1):
        with pytest.raises(AskedError, match=name):
            Asked(**{name: beyond})
    with pytest.raises(AskedError, match="no more fields"):
        Asked(members=8, fields=9)
    with pytest.raises(SettingError):
        Asked(changes={"fame": 7})


def test_an_answer_is_what_was_played() -> None:
    shares: list[float] = []
    found = json.loads(json.dumps(answer(TINY, shares.append), allow_nan=False))
    assert shares[-1] == 1.0
    assert set(found["spread"]) == set(OUTPUTS)
    asked = TINY.scenario
    played = run(asked.regimes, fixed(COUNTS.replications), asked.plan)
    for output, regimes in found["spread"].items():
        for regime, kinds in regimes.items():
            assert len(kinds["usual"]) == len(kinds["drawn"]) == 20
            assert kinds["usual"] == sorted(kinds["usual"])
            values = played[regime][output]
            assert values.min() - 1e-4 <= kinds["usual"][0] <= kinds["usual"][-1] <= values.max() * (1 + 1e-4) + 1e-4
    assert {d["made_by"] for d in found["report"]["differences"]} <= {"mechanics", "assumption", "both", "nothing"}


@pytest.mark.parametrize("name", PRESETS)
def test_what_is_shipped_is_what_the_lab_says_today(name: str) -> None:
    """The key knows every parameter; what the model does is compared in the cheapest of the four regimes."""
    kept = json.loads((files("fuerwort.lab") / "presets" / f"{name}.json").read_text(encoding="utf-8"))
    asked = PRESETS[name]
    assert kept["key"] == asked.key, "play it again: python -m fuerwort.lab.whatif.asked"
    if name != "outside-1000":
        return
    home = run({"home": REGIMES["home"]}, fixed(COUNTS.replications), asked.plan)
    for output, regimes in spreads(Plays(home, home, home)).items():
        assert np.allclose(regimes["home"]["usual"], kept["found"]["spread"][output]["home"]["usual"], rtol=1e-4)


def test_whom_one_knows_at_the_start_is_part_of_the_plan() -> None:
    few, many = (run({"home": REGIMES["home"]}, fixed(4), Asked(members=30, months=2, known=k).plan) for k in (10, 900))
    assert few["home"]["passed"].mean() < many["home"]["passed"].mean()
