"""The worked tables of docs/rules: a page that drifts from the code fails its test."""

from pathlib import Path

RULES = Path(__file__).parents[1] / "docs" / "rules"


def table(page: str, heading: str = "## Worked table") -> list[dict[str, str]]:
    """Rows of the first table below a heading."""
    below = (RULES / page).read_text(encoding="utf-8").split(heading, 1)[1]
    return rows(below.split("\n## ", 1)[0])


def rows(text: str) -> list[dict[str, str]]:
    """Rows of the tables of a text that share the first one's columns."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [dict(zip(cells[0], row, strict=True)) for row in cells[2:]]
