"""One CSV file -> its rows with their lines, or what is wrong with the file itself: reason by reason, in words."""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import TextIO

LISTED = 100
"""So many problems are listed; the rest is counted."""

LONGEST_CELL = 1_000_000
OTHER_MARKS = {";": "semicolons (as Excel does in German)", "\t": "tabs"}
FIRST_BYTES = {
    b"\xff\xfe": "UTF-16 text",
    b"\xfe\xff": "UTF-16 text",
    b"PK": "a spreadsheet or archive",
    b"\xd0\xcf\x11\xe0": "a spreadsheet",
}
"""How files begin that people pick by mistake."""

Row = dict[str, str]
Opener = Callable[[Path], AbstractContextManager[TextIO]]


@dataclass(frozen=True, slots=True)
class Problem:
    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.reason}"


@dataclass
class Problems:
    """The first hundred problems, and how many more there are."""

    listed: list[Problem] = field(default_factory=list)
    more: int = 0

    def add(self, file: str, line: int, reason: str) -> None:
        if len(self.listed) < LISTED:
            self.listed.append(Problem(file, line, reason))
        else:
            self.more += 1


@dataclass(frozen=True)
class Table:
    """A file that should hold these columns, the first ``required`` of them at least."""

    path: Path
    columns: Sequence[str]
    required: int
    problems: Problems

    def problem(self, line: int, reason: str) -> None:
        self.problems.add(self.path.name, line, reason)

    def rows(self, opener: Opener) -> Iterator[tuple[int, Row]]:
        """Each row with the line it starts on; a broken file ends the reading of that file."""
        csv.field_size_limit(LONGEST_CELL)
        line = 1
        try:
            with opener(self.path) as opened:
                reader = csv.reader(_without_nul(opened), strict=True)
                header = next(reader, [])
                if not self._header(header):
                    return
                line = reader.line_num + 1
                for cells in reader:
                    if len(cells) == len(header):
                        yield line, dict(zip(header, cells, strict=True))
                    elif cells:
                        self.problem(line, f"{len(cells)} cells where the header has {len(header)}")
                    line = reader.line_num + 1
        except OSError as error:
            self.problem(line, f"cannot be read: {error.strerror}")
        except (UnicodeDecodeError, csv.Error) as error:
            self._broken(line, error)

    def _broken(self, line: int, error: UnicodeDecodeError | csv.Error) -> None:
        raw = self.path.read_bytes()
        if what := next((what for first, what in FIRST_BYTES.items() if raw.startswith(first)), None):
            self.problem(1, f"this is {what}, not CSV in UTF-8")
        elif isinstance(error, UnicodeDecodeError):
            self.problem(_first_broken_line(raw), "not UTF-8")
        else:
            self.problem(line, f"broken CSV: {error}")

    def _header(self, header: list[str]) -> bool:
        """Whether rows can be made sense of; what is wrong becomes a problem of line 1."""
        wrong = list(self._wrong(header))
        for reason in wrong:
            self.problem(1, reason)
        return not wrong

    def _wrong(self, header: list[str]) -> Iterator[str]:
        needed = self.columns[: self.required]
        if not header:
            yield f"the file or its first line is empty; the first line names the columns {', '.join(needed)}"
            return
        if len(header) == 1 and (mark := next((m for m in OTHER_MARKS if m in header[0]), None)):
            yield f"cells are separated by {OTHER_MARKS[mark]}; a bundle separates them by commas"
            return
        yield from (f'column "{name}" appears twice' for name in sorted({n for n in header if header.count(n) > 1}))
        meant = set()
        for name in (n for n in header if n not in self.columns):
            near = get_close_matches(name.casefold(), set(self.columns) - set(header), 1)
            meant.update(near)
            yield f'unknown column "{name}"' + (f', did you mean "{near[0]}"?' if near else "")
        yield from (f'column "{name}" is missing' for name in needed if name not in header and name not in meant)


def plain(path: Path) -> AbstractContextManager[TextIO]:
    """Open a file as every bundle is read: UTF-8 with or without mark, line ends as they are."""
    return path.open(encoding="utf-8-sig", newline="")


def _first_broken_line(raw: bytes) -> int:
    for number, line in enumerate(raw.split(b"\n"), 1):
        try:
            line.decode()
        except UnicodeDecodeError:
            return number
    return 1


def _without_nul(lines: Iterable[str]) -> Iterator[str]:
    """Pass lines on; from Python 3.11 on the csv module takes a NUL for text, and no editor shows it."""
    for line in lines:
        if "\0" in line:
            raise csv.Error("NUL byte")
        yield line
