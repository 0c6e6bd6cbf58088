"""Scenarios: those shipped look as their README says, and whatever nobody can play is refused with its place."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from fuerwort.lab.whatif.parameters import CHANNELS, CLASSES, EFFECTS, SettingError, checked, drawn, fixed, table
from fuerwort.lab.whatif.play import BLOCK, run
from fuerwort.lab.whatif.report import Counts, report
from fuerwort.lab.whatif.scenarios import SHIPPED, ScenarioError, open_scenario, shipped
from fuerwort.lab.whatif.workers import ClusterError, workers
from fuerwort.lab.whatif.world import Plan
from tests.tables import rows

TINY = Plan(members=12, fields=3, months=4)


@pytest.mark.parametrize("name", shipped())
def test_a_shipped_scenario_looks_as_its_readme_says(name: str) -> None:
    one = open_scenario(name)
    found = run(one.regimes, fixed(8, one.changes), one.plan, seed=5)
    expected = rows((SHIPPED / name / "README.md").read_text(encoding="utf-8").split("## Expected picture", 1)[1])
    assert len(expected) > 10
    for row in expected:
        for regime in one.regimes:
            values = found[regime][row["mean of 200"]]
            away = 6 * values.std(ddof=1) / np.sqrt(len(values)) + 0.01 * abs(values.mean()) + 1e-3
            assert abs(values.mean() - float(row[regime])) <= away, (row["mean of 200"], regime)


def scenario(folder: Path, text: str) -> str:
    (folder / "scenario.toml").write_text(text, encoding="utf-8")
    return str(folder)


def test_a_folder_of_ones_own_is_a_scenario(tmp_path: Path) -> None:
    text = """
    title = "Ours"
    compare = [["b", "a"]]
    plan = {members = 12, fields = 3, months = 4}
    set = {fame = 1}
    [regimes.a]
    rule = "market"
    [regimes.b]
    rule = "market"
    euros = 12.34
    recipients = 250
    public = true
    """
    one = open_scenario(scenario(tmp_path, text))
    assert (one.title, one.plan, one.changes, one.compare) == ("Ours", TINY, {"fame": 1.0}, (("b", "a"),))
    assert (one.regimes["b"].amount, one.regimes["b"].recipients, one.regimes["b"].public) == (1234, 250, True)
    found = run(one.regimes, fixed(2, one.changes), one.plan)
    assert (found["b"]["poor"] <= found["a"]["poor"]).all()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("regimes = [", "scenario.toml"),
        ("title = 'x'", "at least one"),
        ("colour = 1", "scenario knows no colour"),
        ("[regimes.a]\nrule = 'auction'", "must be one of home, market, social"),
        ("[regimes.a]\nrule = 'home'\nlevy = 2000", "between 0 and 1000"),
        ("[regimes.a]\nrule = 'home'\neuros = 'many'", "euros is a number"),
        ("[regimes.a]\nrule = 'home'\nsweets = 1", "regimes.a knows no sweets"),
        ("compare = [['a', 'b']]\n[regimes.a]\nrule = 'home'", "pairs of its regimes"),
        ("[regimes.a]\nrule = 'home'\n[set]\nfame = 9", "fame must lie between 0 and 1"),
        ("[regimes.a]\nrule = 'home'\n[plan]\nmonths = 0", "whole numbers from 1"),
        ("[regimes.a]\nrule = 'home'\n[plan]\nmembers = 4", "no more fields than members"),
        ("set = 1\n[regimes.a]\nrule = 'home'", "set is a table"),
        ("[regimes]\na = 1", "regimes.a is a table"),
    ],
)
def test_it_refuses(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ScenarioError, match=message):
        open_scenario(scenario(tmp_path, text))


def test_there_is_no_such_scenario() -> None:
    with pytest.raises(ScenarioError, match="there are breuninger-2010, four-regimes"):
        open_scenario("nowhere")


def test_every_parameter_says_how_well_it_is_known() -> None:
    for one in table().values():
        assert one.low <= one.default <= one.high
        assert one.low < one.high
        assert one.kind in CLASSES
        assert one.kind != "assumption" or one.source in {"no estimate found", "scale only"} or "sign" in one.source
        assert one.english and one.german and one.unit
    assert set(CHANNELS) < set(EFFECTS) < set(table())
    with pytest.raises(SettingError, match="no parameter"):
        checked({"colour": 1})
    with pytest.raises(SettingError, match=r"between 0\.4 and 0\.8"):
        checked({"accept": 0})


def test_draws_fill_the_ranges_and_keep_what_was_set() -> None:
    found = drawn(40, 1, {"fame": 0.3})
    for name, one in table().items():
        values = found[name]
        assert values.shape == (40, 1)
        if name == "fame":
            assert (values == 0.3).all()
            continue
        span = (values - one.low) / (one.high - one.low)
        assert set(np.floor(40 * span[:, 0]).astype(int)) == set(range(40)), name


def test_who_computes_changes_no_number() -> None:
    one = open_scenario("levy-150")
    counts, settings = [], drawn(BLOCK + 3, 2)
    alone = run(one.regimes, settings, TINY, tell=counts.append)
    assert counts == [0.25, 0.5, 0.75, 1.0]
    with workers(2) as pool, ThreadPoolExecutor(2) as threads:
        for executor in (pool, threads):
            other = run(one.regimes, settings, TINY, executor=executor)
            for regime, outputs in alone.items():
                for name, values in outputs.items():
                    assert len(values) == BLOCK + 3
                    assert np.array_equal(values, other[regime][name])


def test_a_cluster_nobody_reaches_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fuerwort.lab.whatif.workers.PATIENCE", 0.5)
    with pytest.raises(ClusterError), workers(1, "tcp://127.0.0.1:1"):
        pass


def test_a_report_tells_mechanics_from_assumption() -> None:
    found = report(open_scenario("outside-1000"), Counts(8, 8, 1))
    made = {(d.regime, d.output): d for d in found.differences}
    for output in ("off_hours", "practice_hours", "quality"):
        assert made["income", output].made_by == "assumption"
        assert made["income", output].mechanics == 0
    assert made["income", "poor"].made_by == "mechanics"
    assert made["income", "poor"].mean < made["half", "poor"].mean < 0
    assert {d.more for d in found.differences if d.output == "practice_hours"} == {1.0}
    for level in found.levels:
        assert level.low <= level.mean <= level.high
    assert len(list(found.as_rows())) == len(found.levels) + len(found.differences)


def test_a_cluster_gives_the_same_numbers() -> None:
    """Only where the extra is installed."""
    distributed = pytest.importorskip("distributed")
    one, settings = open_scenario("levy-150"), drawn(BLOCK + 3, 2)
    with (
        distributed.LocalCluster(
            n_workers=1, threads_per_worker=2, processes=False, dashboard_address=None, protocol="tcp"
        ) as cluster,
        workers(1, cluster.scheduler_address) as executor,
    ):
        other = run(one.regimes, settings, TINY, executor=executor)
    alone = run(one.regimes, settings, TINY)
    for regime, outputs in alone.items():
        assert all(np.array_equal(values, other[regime][name]) for name, values in outputs.items())
