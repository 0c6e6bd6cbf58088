"""Every example in a docstring of the engine runs."""

import doctest
import importlib

import pytest

MODULES = ("batch", "chances", "draw", "fit", "income", "shares", "standing", "text", "ties", "voting")


@pytest.mark.parametrize("module", MODULES)
def test_the_examples_are_true(module: str) -> None:
    result = doctest.testmod(importlib.import_module(f"fuerwort.engine.{module}"))
    assert result.attempted > 0
    assert result.failed == 0
