"""What a picture rests on: shipped as computed for this model, and computed by the indices of Sobol."""

import json
import re
from importlib.resources import files
from pathlib import Path

from fuerwort.lab.whatif import drivers as shipped
from fuerwort.lab.whatif.asked import COMPARE, MODEL
from fuerwort.lab.whatif.drivers import Driver, drivers, largest_of, write
from fuerwort.lab.whatif.outputs import OUTPUTS
from fuerwort.lab.whatif.parameters import table
from fuerwort.lab.whatif.sensitivity import Share

DOC = Path(__file__).parents[2] / "docs" / "lab.md"


def test_they_were_computed_for_the_model_that_is_played() -> None:
    kept = json.loads(files(shipped.__package__).joinpath("drivers.json").read_text(encoding="utf-8"))
    assert (kept["model"], kept["points"]) == (MODEL, shipped.POINTS)
    for output, found in drivers().items():
        for one in found:
            assert one.parameter in table()
            assert (one.regime, one.against) in COMPARE
            assert one.total >= shipped.LEAST
            assert one.low <= one.high
            assert one.output == output


def test_the_largest_are_those_of_the_longer_computation_in_the_docs() -> None:
    """docs/lab.md has them at 512 points; at these the first is the same wherever one stands out."""
    text = DOC.read_text(encoding="utf-8")
    for output, parameter in (("openness", "sec_coop"), ("output", "invest"), ("quality", "invest")):
        assert re.search(rf"\| {output} \| `{parameter}` \|", text)
        assert next(one for one in drivers()[output] if one.regime == "income").parameter == parameter


def test_three_at_most_and_each_a_tenth_at_least() -> None:
    shares = [Share("output", str(n), 0, total, (0, 0), (0, 0)) for n, total in enumerate((0.09, 0.3, 0.1, 0.2, 0.15))]
    assert [one.parameter for one in largest_of(shares)] == ["1", "3", "4"]


def test_they_are_computed_step_by_step_and_read_back(tmp_path: Path) -> None:
    told: list[str] = []
    found = shipped.compute(points=2, tell=told.append)
    assert told == [f"{one} less {other}" for one, other in COMPARE]
    assert {one.output for one in found} <= set(OUTPUTS)
    file = tmp_path / "drivers.json"
    write(file, found, points=2)
    assert [Driver(**row) for row in json.loads(file.read_text())["drivers"]] == found
