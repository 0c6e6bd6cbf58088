"""Whatever happens to requests, in whatever order: books sum to zero, can be replayed, and keep the bound.

FUERWORT_HISTORIES=100x60 makes a hundred histories of sixty steps each; the suite makes fewer.
"""

import os
import sys
from collections import OrderedDict

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from fuerwort.experiences import ready
from tests.referrals.histories import Histories, World

HISTORIES, STEPS = (int(part) for part in os.environ.get("FUERWORT_HISTORIES", "16x40").split("x"))
STEPS_THERE_ARE = {
    "again", "ask", "change order", "close", "come back", "doubt", "erase", "free", "full", "hand over", "leave", "no",
    "recommend", "rule", "silence", "withdraw", "yes",
}  # fmt: skip

FEW = 2
"""So many kinds of step chance may leave out, for whatever changes in the house draws other histories."""


@pytest.mark.django_db
def test_any_history_can_be_replayed(monkeypatch) -> None:
    monkeypatch.setattr(ready, "_ready", OrderedDict())
    histories = type("Histories", (Histories,), {"world": World(), "done": {}})
    run_state_machine_as_test(
        histories,
        settings=settings(
            max_examples=HISTORIES, stateful_step_count=STEPS, deadline=None, derandomize=True, print_blob=False,
            database=None, suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
    sys.stdout.write(f"{dict(sorted(histories.done.items()))}\n")
    assert set(histories.done) <= STEPS_THERE_ARE
    assert len(STEPS_THERE_ARE - set(histories.done)) <= FEW, "a step that was never taken shows nothing"
