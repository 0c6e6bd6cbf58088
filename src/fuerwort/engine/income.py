"""What a fund can promise, until when it is guaranteed, and who is due how much: whole cents, no person.

Rule page with a worked table: docs/rules/income.md. Source: design, section on the fund; evidence, sections 1, 4 and 6.
Everything here is computed from counts, cents, months, opaque tokens and each payee's own wish, and from nothing else:
no field of a member can enter (tests/fund/test_unconditional.py looks at these very signatures).

A month is a whole number, ``12 * year + month - 1``, so that months are counted and never rounded.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from fuerwort.engine.shapes import Rule, RuleError

LONGEST = 600
"""Months: fifty years. Whoever promises longer does not count in months."""


class IncomeError(ValueError):
    """Figures nobody can promise or pay."""


@dataclass(frozen=True, slots=True)
class IncomeRule(Rule):
    """What holds for every plan (docs/rules/income.md).

    ``gift_line`` in cents and ``gift_months``: what one donor may give one person in that time before gift tax.
    ``step`` in cents: an equal share is rounded down to it. ``notice`` in months: when
    fewer than that are certain, payees read that it ends.
    """

    gift_line: int = 2_000_000
    gift_months: int = 120
    step: int = 1
    notice: int = 3

    def __post_init__(self) -> None:
        for name in ("gift_line", "gift_months", "step", "notice"):
            value = getattr(self, name)
            if type(value) is not int or value < 1:
                raise RuleError(f"{name} must be a whole number from 1, not {value!r}")


@dataclass(frozen=True, slots=True)
class Template:
    """A beginning for a plan. Without ``people`` it is for whoever is here, without ``amount`` for what is there."""

    code: str
    months: int
    amount: int | None = None
    people: int | None = None
    sites: int = 1


TEMPLATES = (
    Template("breuninger", months=24, amount=80_000, people=100, sites=2),
    Template("full", months=12, amount=120_000),
    Template("partial", months=6, amount=15_000),
    Template("equal", months=12),
)
"""The plan of 2010 (800 EUR, 24 months, two sites with 100 people each; never carried out), and three smaller ones."""


@dataclass(frozen=True, slots=True)
class Stream:
    """A promise: ``amount`` cents a month for each of ``people``, from month ``first`` on, ``months`` times."""

    amount: int
    people: int
    first: int
    months: int

    def __post_init__(self) -> None:
        values = (self.amount, self.people, self.first, self.months)
        if any(type(value) is not int for value in values):
            raise IncomeError(f"a promise is made of whole numbers, not {values}")
        if self.amount < 1 or self.people < 0 or not 0 <= self.months <= LONGEST:
            raise IncomeError(f"nobody can promise {values}")

    @property
    def monthly(self) -> int:
        """Cents a month."""
        return self.amount * self.people

    @property
    def total(self) -> int:
        """Cents in all."""
        return self.monthly * self.months

    @property
    def end(self) -> int:
        """The first month that is not promised any more."""
        return self.first + self.months


@dataclass(frozen=True, slots=True)
class Runway:
    """How far money carries.

    ``until`` is the last month in which everybody gets everything, none if not even the first; ``total`` what was
    promised, ``missing`` what the whole promise lacks, ``left`` what remains once ``until`` is paid (cents).
    """

    until: int | None
    months: int
    whole: bool
    total: int
    missing: int
    left: int


@dataclass(frozen=True, slots=True)
class Gift:
    """What one person gets from one donor in the time the allowance counts, beside the line."""

    total: int
    line: int
    most_months: int
    most_amount: int

    @property
    def fits(self) -> bool:
        """Whether it stays below or on the line."""
        return self.total <= self.line


@dataclass(frozen=True, slots=True)
class Wish:
    """What a payee wants, without a reason: all of it unless they say less, none, or later.

    ``most`` in cents a month; ``since`` the month before which nothing is wanted; ``left`` how many months are still
    promised.
    """

    token: str
    left: int
    takes: bool = True
    most: int | None = None
    since: int | None = None


@dataclass(frozen=True, slots=True)
class Due:
    """What a payee gets in one month. ``used``: the month counts as given, whatever they took of it."""

    token: str
    amount: int
    used: bool


def month_of(day: date) -> int:
    """Number the month of a day.

    >>> month_of(date(2027, 1, 31)) - month_of(date(2026, 12, 1))
    1
    """
    return 12 * day.year + day.month - 1


def first_day(month: int) -> date:
    """Give the first day of a month.

    >>> first_day(month_of(date(2027, 2, 28)))
    datetime.date(2027, 2, 1)
    """
    return date(month // 12, month % 12 + 1, 1)


def runway(held: int, promised: Sequence[Stream], *, now: int, expected: int = 0) -> Runway:
    """How far ``held`` cents carry what is promised, paid at the beginning of each month from ``now`` on.

    Parameters
    ----------
    held
        Cents that are there, reconciled with the bank. Only they make a guarantee.
    expected
        Cents that come in at the end of each month. For a look ahead only: leave it out for a promise.

    Raises
    ------
    IncomeError
        ``expected`` is negative, or something was promised for a month before ``now``.

    >>> found = runway(500_000, [Stream(80_000, 2, month_of(date(2027, 1, 1)), 24)], now=month_of(date(2027, 1, 1)))
    >>> found.months, first_day(found.until).isoformat(), found.left, found.missing
    (3, '2027-03-01', 20000, 3340000)
    """
    if expected < 0 or any(stream.first < now for stream in promised if stream.total):
        raise IncomeError("contributions cannot be negative, and nothing is promised for what is over")
    live = [stream for stream in promised if stream.total]
    total = sum(stream.total for stream in live)
    balance, last, paid = held, None, 0
    for start, end, rate in _stretches(now, live):
        months = _carried(balance, rate, expected, end - start)
        balance += months * (expected - rate)
        paid += months * rate
        last = start + months - 1 if months and rate else last
        if months < end - start:
            break
    whole = paid == total
    begin = min((stream.first for stream in live), default=now)
    return Runway(
        until=last,
        months=0 if last is None else last - begin + 1,
        whole=whole,
        total=total,
        missing=max(0, total - held),
        left=balance,
    )


def _stretches(now: int, promised: Sequence[Stream]) -> Iterator[tuple[int, int, int]]:
    """From, to (excluded) and cents a month, for each time in which the sum of all promises does not change."""
    turns = sorted({now, *(s.first for s in promised), *(s.end for s in promised)})
    for start, end in pairwise(turns):
        yield start, end, sum(s.monthly for s in promised if s.first <= start < s.end)


def _carried(balance: int, rate: int, expected: int, months: int) -> int:
    """Count the months of a stretch that are paid in full; money comes in after each."""
    if balance < rate:
        return 0
    if rate <= expected:
        return months
    return min(months, (balance - rate) // (rate - expected) + 1)


def gift(rule: IncomeRule, amount: int, months: int, before: int = 0) -> Gift:
    """Lay what one person gets beside the gift-tax line.

    Parameters
    ----------
    before
        Cents the same donor gave the same person in the years that count.

    >>> gift(IncomeRule(), 80_000, 24).fits, gift(IncomeRule(), 100_000, 24).fits
    (True, False)
    >>> gift(IncomeRule(), 100_000, 24).most_months, gift(IncomeRule(), 100_000, 24).most_amount
    (20, 83333)
    """
    if amount < 1 or months < 1 or before < 0:
        raise IncomeError(f"nobody can give {amount} cents for {months} months after {before}")
    counting = min(months, rule.gift_months)  # what was given longer ago counts no more
    room = max(0, rule.gift_line - before)
    most = room // amount if room // amount < rule.gift_months else LONGEST
    return Gift(before + amount * counting, rule.gift_line, most, room // counting)


def equal_share(rule: IncomeRule, held: int, people: int, months: int) -> tuple[int, int]:
    """Share what is there equally: cents a month for each, and the cents that stay in the fund.

    Equal means that nobody gets a cent more than another, so what cannot be divided stays where it is.

    >>> equal_share(IncomeRule(), 100_001, 3, 4)
    (8333, 5)
    """
    if held < 0 or people < 1 or months < 1:
        raise IncomeError(f"{held} cents cannot be shared among {people} for {months} months")
    amount = held // (people * months) // rule.step * rule.step
    return amount, held - amount * people * months


def dues(amount: int, month: int, wishes: Iterable[Wish]) -> tuple[Due, ...]:
    """Say who is due how much in one month, in the order of the tokens.

    What somebody does not take stays in the fund and changes nobody else's amount: nobody can tell from their own
    money what another one did, and nobody is pressed. Whoever waits until later keeps the month for later.

    >>> wishes = [Wish("b", 6, most=5_000), Wish("a", 6), Wish("c", 6, takes=False)]
    >>> [due.amount for due in dues(15_000, 24_324, wishes)]
    [15000, 5000, 0]
    """
    chosen = sorted((wish for wish in wishes if wish.left > 0), key=lambda wish: wish.token)
    return tuple(_due(amount, month, wish) for wish in chosen)


def _due(amount: int, month: int, wish: Wish) -> Due:
    if wish.takes and wish.since is not None and month < wish.since:
        return Due(wish.token, 0, used=False)
    most = amount if wish.most is None else min(amount, max(0, wish.most))
    return Due(wish.token, most if wish.takes else 0, used=True)


def promises(amount: int, month: int, wishes: Iterable[Wish]) -> tuple[Stream, ...]:
    """What is still promised from ``month`` on: to everybody the full amount, for as many months as they have left.

    Wishes may change before every run, so a promise counts whoever takes less, or nothing, as taking all of it; only
    whoever said “later” is counted later.
    """
    groups: dict[tuple[int, int], int] = {}
    for wish in wishes:
        later = wish.since is not None and wish.takes and wish.since > month
        first = wish.since if later and wish.since is not None else month
        groups[first, wish.left] = groups.get((first, wish.left), 0) + 1
    return tuple(Stream(amount, people, first, left) for (first, left), people in sorted(groups.items()) if left > 0)
