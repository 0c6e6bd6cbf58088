"""One field's book in the database and its twin in memory: the same things are done to both, and compared each time."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from random import Random

from django.db import transaction

from fuerwort.engine.chances import FORMER, Book, Decision
from fuerwort.engine.moment import Rules
from fuerwort.engine.shapes import ChanceRule
from fuerwort.people.models import Membership
from fuerwort.referrals.actions import books, rules, verifying
from fuerwort.referrals.actions.rules import running
from fuerwort.referrals.models import Balance, Kind, Need, Request, Size, SpaceRule, State
from tests.cast import NOW, Cast

AT_ONCE = 200
"""So many requests are written at a time, before anything is decided."""

RULES = (ChanceRule(), ChanceRule(line=400), ChanceRule(places=(1_000_000,), pull=0))


@dataclass
class Field:
    """One field with members whose public ids are short names, and requests booked without a snapshot."""

    cast: Cast
    members: list[Membership] = field(default_factory=list)

    def join(self, *names: str) -> None:
        rows = [Membership(space=self.cast.space, public=n, name=n, joined_at=NOW, outside_id=n) for n in names]
        self.members += Membership.objects.bulk_create(rows)

    def requests(self, names: Sequence[str], sizes: Sequence[str]) -> list[Request]:
        facts = {"space": self.cast.space, "kind": Kind.MEMBER, "asked_by": self.cast.insider, "asked_at": NOW}
        needs = Need.objects.bulk_create([Need(**facts) for _ in names])
        rows = [
            Request(public=name, space=self.cast.space, need=need, field=self.cast.web_design, state=State.OPEN,
                    round=1, size=size)
            for name, size, need in zip(names, sizes, needs, strict=True)
        ]  # fmt: skip
        return Request.objects.bulk_create(rows)

    def request(self, name: str, size: str = "normal") -> Request:
        return self.requests([name], [size])[0]

    @property
    def book(self) -> books.Opened:
        return books.opened(self.cast.web_design, NOW)

    @property
    def rule(self) -> SpaceRule:
        return running(self.cast.space, NOW)

    def balances(self) -> dict[str, int]:
        rows = Balance.objects.filter(book__field=self.cast.web_design)
        return {public or FORMER: micro for public, micro in rows.values_list("membership__public", "micro")}


class Differs(AssertionError):
    """The database did not do what the engine's book did."""


class History:
    """Random requests, each decided, some changed afterwards; ``entries`` counts what both did."""

    def __init__(self, web: Field, seed: int) -> None:
        self.web, self.draw, self.entries = web, Random(seed), 0
        with transaction.atomic():
            self.twin = Book(salt=web.book.row.salt)
        self.rule = web.rule
        self.open: list[Request] = []
        self.newcomers = count()

    def run(self, requests: int) -> None:
        sizes = [self.draw.choice(["small", "normal", "normal", "large"]) for _ in range(requests)]
        for start in range(0, requests, AT_ONCE):
            names = [f"r{n}" for n in range(start, min(start + AT_ONCE, requests))]
            for request in self.web.requests(names, sizes[start : start + AT_ONCE]):
                self.one(request)

    @transaction.atomic
    def one(self, request: Request) -> None:
        self.recommend(request)
        self.open = [*self.open[-4:], request]
        for one in self.open:
            if self.draw.random() < 1 / 3:
                self.afterwards(one)
        if self.draw.random() < 0.02:
            self.part()
        if self.draw.random() < 0.01:
            self.decide_another_rule()
        self.compare()

    def recommend(self, request: Request) -> None:
        names = [m.public for m in self.web.members if m.public not in self.twin.erased]
        merits = {
            n: self.draw.choice([1, 400, 499, 500, 501, 750, 999, 1000]) for n in names if self.draw.random() < 0.8
        }
        worth, self.twin.rule = Size(request.size).worth, ChanceRule.from_json(self.rule.chances)
        done = self.web.book.recommend(request, merits, worth, self.rule)
        self.same(done, self.twin.recommend(request.key, merits, worth))

    def afterwards(self, request: Request) -> None:
        """A no, a silence, another order, or a withdrawal; by the rule by which it was decided."""
        entry = self.twin.journal.get(request.key)
        if entry is None or not entry.shown:
            return
        self.twin.rule = entry.rule
        what = self.draw.choice(["decline", "silence", "change", "cancel"])
        good = [m for m in entry.good_enough if m not in self.twin.erased]
        member = self.draw.choice([m for m in entry.shown if m not in self.twin.erased] or [""])
        if what == "cancel":
            self.web.book.cancel(request)
            self.twin.cancel(request.key)
            self.entries += 1
        elif what == "change" and good:
            places = self.draw.sample(good, min(len(good), self.draw.choice([1, 2, 3]), len(entry.rule.places)))
            self.same(self.web.book.change(request, places), self.twin.change(request.key, places))
        elif what != "change" and member:
            done = getattr(self.web.book, what)(request, member)
            self.same(done, getattr(self.twin, what)(request.key, member))

    def part(self) -> None:
        """Somebody is erased, and somebody new joins."""
        gone = self.web.members.pop(0).public
        self.web.book.erase(gone)
        self.twin.erase(gone)
        self.entries += 1
        Membership.objects.filter(public=gone).update(erased_at=NOW, left_at=NOW)
        self.web.join(f"new{next(self.newcomers)}")

    def decide_another_rule(self) -> None:
        wanted = replace(Rules(), chances=self.draw.choice(RULES))
        if rules.rules_of(self.rule) != wanted:
            self.rule = rules.change_rule(rules=wanted, by=self.web.cast.host, at=NOW, why="Beschluss")

    def same(self, done: Decision, expected: Decision) -> None:
        self.entries += 1
        if verifying.stored_again(done) != verifying.stored_again(expected):
            raise Differs(f"entry {self.entries}: {done} is not {expected}")

    def compare(self) -> None:
        kept = self.web.balances()
        if kept != self.twin.balances or sum(kept.values()):
            raise Differs(f"entry {self.entries}: {kept} is not {self.twin.balances}")
