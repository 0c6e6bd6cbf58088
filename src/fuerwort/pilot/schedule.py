"""When a pilot asks what: months counted from the first paid one, which is 1. Rule page: docs/rules/answers.md."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fuerwort.pilot.items import Item, Wave, pulse

QUARTER = 3
MOST = 4
"""So many questions stand on one screen."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """The first paid month, and the months in which a pilot asks, in order: 0 is the last before the first payment."""

    first: date
    waves: tuple[int, ...]

    def number(self, day: date) -> int:
        """Which month of the pilot a day is in, whether anything is asked in it or not."""
        return (day.year - self.first.year) * 12 + day.month - self.first.month + 1

    def wave(self, day: date) -> int | None:
        """The wave of a day, if one is asked."""
        number = self.number(day)
        return number if number in self.waves else None

    def month(self, wave: int) -> date:
        """The first day of the month of a wave."""
        months = self.first.year * 12 + self.first.month - 1 + wave - 1
        return date(months // 12, months % 12 + 1, 1)

    def kind(self, wave: int) -> Wave:
        """What is asked: everything in the first and the last wave, more each third month."""
        if wave in (self.waves[0], self.waves[-1]):
            return "ends"
        seldom = len(self.waves) > 1 and self.waves[-1] - self.waves[-2] >= QUARTER
        return "quarterly" if wave % QUARTER == 0 or seldom else "monthly"

    def items(self, wave: int, items: tuple[Item, ...]) -> tuple[Item, ...]:
        """The questions of a wave, in the order in which they are asked."""
        return pulse(items, self.kind(wave))


def screens(items: Sequence[Item]) -> list[tuple[Item, ...]]:
    """Questions by screen: at most four, and what measures the same stays together."""
    runs: list[list[Item]] = []
    for item in items:
        if runs and runs[-1][-1].measures == item.measures and len(runs[-1]) < MOST:
            runs[-1].append(item)
        else:
            runs.append([item])
    pages: list[list[Item]] = []
    for run in runs:
        if pages and len(pages[-1]) + len(run) <= MOST:
            pages[-1] += run
        else:
            pages.append(run)
    return [tuple(page) for page in pages]
