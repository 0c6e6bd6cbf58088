"""docs/openapi.json is the API."""

from pathlib import Path

from fuerwort.api import describe

KEPT = Path(__file__).parents[2] / "docs" / "openapi.json"


def test_the_kept_description_is_that_of_the_api() -> None:
    assert KEPT.read_text(encoding="utf-8") == describe.text(), "run: make openapi"
