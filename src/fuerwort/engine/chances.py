"""Whom first, so that nobody loses out over time: one book per field, whole micro-chances, every sum zero.

Rule page with a worked table, the theorem and its proof: docs/rules/chances.md. Source: design, section 4; the shares
are the lexicographically optimal base of a polymatroid (Fujishige 1980), the order a carpool rule (Fagin and Williams
1983; Coppersmith et al. 2011) with a bounded pull towards merit.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import accumulate, chain, repeat
from math import isfinite
from operator import add, sub

from fuerwort.engine.shapes import MICRO, ChanceRule

FORMER = "former members"
"""The one anonymous account of a book, where an erased member's balance goes."""


class ChanceError(ValueError):
    """A request, merit or size that no book can take."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One entry of a book: who was due what, who was shown, and every balance before and after.

    ``order`` holds all good enough by score, ``shown`` those placed, first place first. ``due``, ``debits``,
    ``before`` and ``after`` map each good-enough member to micro-chances; ``tie_draws`` holds the hash of those whom
    only a hash could order; ``declined`` and ``silent`` what became of it since.
    """

    request: str
    size: float
    merits: Mapping[str, int]
    good_enough: tuple[str, ...]
    order: tuple[str, ...]
    shown: tuple[str, ...]
    due: Mapping[str, int]
    debits: Mapping[str, int]
    before: Mapping[str, int]
    after: Mapping[str, int]
    tie_draws: Mapping[str, str]
    rule: ChanceRule
    declined: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()


def decide(
    rule: ChanceRule,
    balances: Mapping[str, int],
    request: str,
    merits: Mapping[str, int],
    size: float = 1,
    salt: str = "",
    pinned: Mapping[str, int] | None = None,
    most: int | None = None,
) -> Decision:
    """Decide one request; nothing is changed.

    Parameters
    ----------
    balances
        Micro-chances before the request; a member who is missing has 0.
    merits
        Whole merits 1..1000 of those who qualify and are available. Nobody at all gives an empty decision.
    size
        The request's worth in chances; credit and debit grow with it, the pull does not.
    pinned
        Members and the place (0 is the first) they have whatever the order says: an owner's change, or a place used.
    most
        Show at most so many, who then share the whole worth (an owner's shorter list).

    Raises
    ------
    ChanceError
        A merit is no whole number in 1..1000, or the size is not positive.

    >>> d = decide(ChanceRule(), {}, "r1", {"ada": 900, "ben": 600, "cem": 400})
    >>> d.shown, dict(d.due)
    (('ada', 'ben'), {'ada': 625000, 'ben': 375000})
    """
    total = _volume(size)
    good = good_enough(rule, merits)
    weighed = list(map(merits.__getitem__, good))
    before = list(map(balances.get, good, repeat(0)))
    due = _dues(rule, weighed, total)
    order, draws = _ordered(good, _scores(rule, weighed, before, due), f"{salt}|{request}|")
    worths = place_worths(rule, len(good) if most is None else min(most, len(good)), total)
    shown = _placed(order, pinned or {}, len(worths))
    debits = dict.fromkeys(good, 0) | dict(zip(shown, worths, strict=True))
    return Decision(
        request=request,
        size=size,
        merits=dict(merits),
        good_enough=good,
        order=order,
        shown=shown,
        due=dict(zip(good, due, strict=True)),
        debits=debits,
        before=dict(zip(good, before, strict=True)),
        after=dict(zip(good, map(sub, map(add, before, due), debits.values()), strict=True)),
        tie_draws=draws,
        rule=rule,
    )


def good_enough(rule: ChanceRule, merits: Mapping[str, int]) -> tuple[str, ...]:
    """Who reaches the line (thousandths of the best merit), in id order.

    >>> good_enough(ChanceRule(), {"ben": 449, "cem": 450, "ada": 900})
    ('ada', 'cem')
    """
    if not merits:
        return ()
    values = merits.values()
    if set(map(type, values)) != {int} or min(values) < 1 or max(values) > 1000:
        raise ChanceError(_unfit(merits))
    least = -(-rule.line * max(values) // 1000)
    return tuple(sorted([m for m, merit in merits.items() if merit >= least]))


def _unfit(merits: Mapping[str, int]) -> str:
    member, merit = next(item for item in merits.items() if type(item[1]) is not int or not 1 <= item[1] <= 1000)
    return f"the merit of {member} must be a whole number from 1 to 1000, not {merit!r}"


def place_worths(rule: ChanceRule, members: int, total: int) -> list[int]:
    """What each place costs, first place first; fewer members than places share the same total.

    >>> place_worths(ChanceRule(), 2, 1_000_000)
    [625000, 375000]
    """
    return _split(total, rule.places[:members])


def dues(rule: ChanceRule, merits: Mapping[str, int], total: int) -> dict[str, int]:
    """Each good-enough member's share of the request: merit above the line, capped to what a list can give.

    >>> dues(ChanceRule(), {"ada": 1000, "ben": 500, "cem": 500}, 1_000_000)
    {'ada': 500000, 'ben': 250000, 'cem': 250000}
    """
    members = sorted(merits)
    return dict(zip(members, _dues(rule, [merits[m] for m in members], total), strict=True))


def _dues(rule: ChanceRule, merits: list[int], total: int) -> list[int]:
    """Shares of members in id order; nearly always one group, whose heaviest are not capped."""
    best = max(merits, default=0)
    line, floor = rule.line * best, rule.floor * best
    weights = [weight if (weight := 1000 * merit - line) > floor else floor for merit in merits]
    groups = _capped_groups(sorted(weights, reverse=True), rule.places[: len(weights)])
    if len(groups) < 2:
        return _split(total, weights)
    rest = sorted(range(len(weights)), key=weights.__getitem__, reverse=True)
    due, worth = [0] * len(weights), sum(part for _, part in groups)
    for size, part in groups:
        group, rest = sorted(rest[:size]), rest[size:]
        amount = total * part // worth
        worth, total = worth - part, total - amount
        for at, share in zip(group, _split(amount, [weights[at] for at in group]), strict=True):
            due[at] = share
    return due


def _capped_groups(weights: list[int], places: Sequence[int]) -> list[tuple[int, int]]:
    """Cut members (heaviest first) into groups that get exactly what their places are worth."""
    groups = []
    while weights:
        size, worst, worth = len(weights), sum(weights), sum(places)
        for count in range(1, min(len(places), len(weights))):
            heavy, part = sum(weights[:count]), sum(places[:count])
            if heavy * worth > worst * part:
                size, worst, worth = count, heavy, part
        groups.append((size, worth))
        weights, places = weights[size:], places[size:]
    return groups


def _split(total: int, weights: Sequence[int]) -> list[int]:
    """Split exactly: differences of the rounded-down running total."""
    whole = sum(weights)
    upto = [total * run // whole for run in accumulate(weights)]
    return list(map(sub, upto, chain((0,), upto)))


def _volume(size: float) -> int:
    if isinstance(size, bool) or not isfinite(size) or round(size * MICRO) <= 0:
        raise ChanceError(f"the size of a request must be a positive number, not {size!r}")
    return round(size * MICRO)


def _scores(rule: ChanceRule, merits: list[int], before: list[int], due: list[int]) -> list[int]:
    best, pull = max(merits, default=1), rule.pull
    return [owed + share + pull * merit // best for owed, share, merit in zip(before, due, merits, strict=True)]


def _ordered(good: tuple[str, ...], scores: list[int], salted: str) -> tuple[tuple[str, ...], dict[str, str]]:
    holder = dict(zip(scores, good, strict=True))
    if len(holder) == len(good):
        return tuple(map(holder.__getitem__, sorted(holder, reverse=True))), {}
    often = Counter(scores)
    score = dict(zip(good, scores, strict=True))
    draws = {m: sha256(f"{salted}{m}".encode()).hexdigest() for m in good if often[score[m]] > 1}
    return tuple(sorted(good, key=lambda m: (-score[m], draws.get(m, "")))), draws


def _placed(order: Sequence[str], pinned: Mapping[str, int], places: int) -> tuple[str, ...]:
    if not pinned:
        return tuple(order[:places])
    row = [m for m in order if m not in pinned]
    for member in sorted((m for m in pinned if m in order), key=lambda m: pinned[m]):
        row.insert(min(pinned[member], places - 1), member)
    return tuple(row[:places])


def bound(rule: ChanceRule, members: int, largest_size: float = 1) -> int:
    """The theorem's bound on any balance, in micro-chances: (n-1)/2 (V g + pull (1 - line)), plus rounding.

    ``members`` counts all who ever were in the book. Proof: docs/rules/chances.md.

    >>> bound(ChanceRule(), 5) / MICRO
    3.000004
    """
    sizes = range(2, max(members, len(rule.places) + 1) + 1)
    gap = max((_gap(rule, n) for n in sizes), default=0.0)
    step = _volume(largest_size) * gap + rule.pull * (1000 - rule.line) / 1000 + 2
    return int(step * (members - 1) / 2)


def _gap(rule: ChanceRule, members: int) -> float:
    worths = place_worths(rule, members, MICRO)
    return (worths[0] - (worths[-1] if members <= len(rule.places) else 0)) / MICRO


@dataclass(frozen=True, slots=True)
class Line:
    """One member's line of a decision, in micro-chances."""

    member: str
    before: int
    due: int
    place: int
    after: int

    def __str__(self) -> str:
        return f"{self.member}: {self.before:+d} + {self.due} - {self.place} = {self.after:+d}"


def explain(decision: Decision) -> list[Line]:
    """One line a member: before + due - place = after.

    >>> print(*explain(decide(ChanceRule(), {}, "r1", {"ada": 900, "ben": 600})), sep=chr(10))
    ada: +0 + 625000 - 625000 = +0
    ben: +0 + 375000 - 375000 = +0
    """
    d = decision
    return [Line(m, d.before[m], d.due[m], d.debits[m], d.after[m]) for m in d.order]


@dataclass
class Book:
    """One field's chance accounts in memory. Every balance dict sums to what it started with (0 by default)."""

    rule: ChanceRule = field(default_factory=ChanceRule)
    salt: str = ""
    balances: dict[str, int] = field(default_factory=dict)
    journal: dict[str, Decision] = field(default_factory=dict)
    erased: set[str] = field(default_factory=set)
    """Whoever is here enters no decision any more; what is due to them or from them goes to the anonymous account."""

    def __post_init__(self) -> None:
        self.balances = dict(self.balances)
        if sum(self.balances.values()):
            raise ChanceError("the balances of a book must sum to 0")

    def recommend(self, request: str, merits: Mapping[str, int], size: float = 1) -> Decision:
        """Decide and book one request.

        Raises
        ------
        ChanceError
            The request is booked already; or see :func:`decide`.
        """
        if request in self.journal:
            raise ChanceError(f"request {request} is in the book already")
        return self._book(decide(self.rule, self.balances, request, merits, size, self.salt))

    def decline(self, request: str, member: str) -> Decision:
        """Reverse the entry and decide anew without the member, who is exactly where they were.

        Raises
        ------
        ChanceError
            The request is not booked, or the member is not among those good enough.
        """
        old = self._entry(request, member)
        merits = {m: merit for m, merit in old.merits.items() if m != member}
        changed = old.shown != old.order[: len(old.shown)]
        kept = [m for m in old.shown if m != member] if changed else []
        pinned = {m: at for at, m in enumerate(kept)} | {m: old.shown.index(m) for m in old.silent if m != member}
        return self._redo(old, merits, pinned, declined=(*old.declined, member))

    def silence(self, request: str, member: str) -> Decision:
        """No answer by the deadline: the place counts as used; the books stay.

        Raises
        ------
        ChanceError
            The request is not booked, or the member was not shown.
        """
        old = self._entry(request, member)
        if member not in old.shown:
            raise ChanceError(f"{member} was not shown for request {request}")
        self.journal[request] = replace(old, silent=(*old.silent, member))
        return self.journal[request]

    def change(self, request: str, shown: Sequence[str]) -> Decision:
        """Book the places as the owner really showed them.

        Raises
        ------
        ChanceError
            The request is not booked, or somebody named is not good enough or named twice.
        """
        old = self._entry(request)
        if not shown or not set(shown) <= set(old.good_enough) or len(set(shown)) != len(shown):
            raise ChanceError(f"those shown for request {request} must be good enough, and each named once")
        return self._redo(old, old.merits, {m: at for at, m in enumerate(shown)}, old.declined, most=len(shown))

    def cancel(self, request: str) -> Decision:
        """Reverse the entry whole; the request is unknown afterwards. Raises ChanceError when it is not booked."""
        old = self._entry(request)
        self._reverse(old)
        return old

    def erase(self, member: str) -> None:
        """Move the balance to the one anonymous account, so that the book still sums to zero."""
        moved = self.balances.pop(member, 0)
        self.balances[FORMER] = self.balances.get(FORMER, 0) + moved
        self.erased.add(member)

    def _entry(self, request: str, member: str | None = None) -> Decision:
        if request not in self.journal:
            raise ChanceError(f"request {request} is not in the book")
        entry = self.journal[request]
        if member is not None and member not in entry.good_enough:
            raise ChanceError(f"{member} was not good enough for request {request}")
        return entry

    def _redo(
        self,
        old: Decision,
        merits: Mapping[str, int],
        pinned: Mapping[str, int],
        declined: tuple[str, ...],
        most: int | None = None,
    ) -> Decision:
        self._reverse(old)
        merits = {m: merit for m, merit in merits.items() if m not in self.erased}
        new = decide(self.rule, self.balances, old.request, merits, old.size, self.salt, pinned, most)
        return self._book(replace(new, declined=declined, silent=tuple(m for m in old.silent if m in new.shown)))

    def _book(self, decision: Decision) -> Decision:
        self.journal[decision.request] = decision
        self.balances.update(decision.after)
        return decision

    def _reverse(self, entry: Decision) -> None:
        del self.journal[entry.request]
        for member in entry.good_enough:
            account = FORMER if member in self.erased else member
            self.balances[account] -= entry.due[member] - entry.debits[member]
