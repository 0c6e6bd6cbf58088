"""Published trials: data and the tables printed from them. Read where FUERWORT_DATA points to, never shipped."""

import csv
import os
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

WORD = "{http" + "://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SAID = {"NA": np.nan, "": np.nan, "TRUE": 1.0, "FALSE": 0.0}


def folder() -> Path:
    """The trials, or a skipped test."""
    path = Path(os.environ.get("FUERWORT_DATA", "")) / "trials"
    if not (os.environ.get("FUERWORT_DATA") and path.is_dir()):
        pytest.skip("published trials are not at hand: set FUERWORT_DATA")
    return path


def columns(path: Path) -> dict[str, np.ndarray]:
    """Numbers of each column, NaN where there is none; columns of words are left out."""
    with path.open(encoding="latin-1", newline="") as file:
        rows = list(csv.DictReader(file))
    return {name: values for name in rows[0] if (values := _numbers([row[name] for row in rows])) is not None}


def _numbers(cells: list[str]) -> np.ndarray | None:
    try:
        return np.array([SAID[cell] if cell in SAID else float(cell) for cell in cells])
    except ValueError:
        return None


def tables(path: Path) -> list[list[list[str]]]:
    """Tables of a Word file, as rows of cells."""
    with zipfile.ZipFile(path) as file:
        root = ElementTree.fromstring(file.read("word/document.xml"))

    def text(cell: ElementTree.Element) -> str:
        return "".join(part.text or "" for part in cell.iter(f"{WORD}t")).strip()

    return [
        [[text(cell) for cell in row.iter(f"{WORD}tc")] for row in table.iter(f"{WORD}tr")]
        for table in root.iter(f"{WORD}tbl")
    ]


@dataclass(frozen=True)
class Printed:
    """One row of a treatment-effect table."""

    table: int
    panel: str
    outcome: str
    coefficient: str
    se: str
    p: str
    q: str
    mean: str
    n: str


def printed(path: Path) -> Iterator[Printed]:
    """Rows of tables 4 to 7 of the appendix."""
    for number in (4, 5, 6, 7):
        panel = ""
        for cells in tables(path)[number - 1]:
            if len(cells) == 8 and not cells[1]:
                panel = cells[0]
            elif len(cells) == 8 and panel:
                outcome, coefficient, se, p, _, q, mean, n = cells
                yield Printed(number, panel, outcome, coefficient, se, p, q, mean, n)


def stata(path: Path) -> dict[str, np.ndarray]:
    """Columns of a Stata file."""
    import pandas  # noqa: PLC0415 - of the oracle, statsmodels

    frame = pandas.read_stata(path)
    return {name: frame[name].to_numpy(float) for name in frame.columns if frame[name].dtype.kind in "fiu"}
