"""Random lives of a fund: always balanced, never overdrawn, closed stays closed, the chain whole, promises kept.

FUERWORT_LIVES=2000 runs so many (CI: a few). What is refused leaves no trace; at the end of each life everything that
is still promised is paid although nothing more comes in, and beancount reads the same balances.
"""

import os
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule, run_state_machine_as_test

from fuerwort.fund.actions import budgets, contributions, ledger, periods, rounds
from fuerwort.fund.actions.checking import check
from fuerwort.fund.actions.ledger import Entry, holdings, set_aside
from fuerwort.fund.actions.matching import Meaning, match
from fuerwort.fund.actions.statements import StatementRefused
from fuerwort.fund.models import Bid, Contribution, Kind, Payment, Run, Why
from fuerwort.fund.queries.desk import agreement, waiting
from tests.cast import NOW
from tests.fund import banks
from tests.fund.living import BEGAN, CENTS, NONE, PICK
from tests.fund.promising import Promising
from tests.fund.second import accepted
from tests.fund.test_guards import forced

LIVES = int(os.environ.get("FUERWORT_LIVES", "8"))
SETTINGS = settings(max_examples=LIVES, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck),
                    phases=[Phase.generate], report_multiple_bugs=False)  # fmt: skip
"""A life that fails is shown as it was: making it shorter takes minutes."""
HAPPENED: Counter[str] = Counter()
MANY = 200
EVERYTHING = {"run", "run again", "payment arrived", "payment AC04, sent again", "payment file, sent again",
              "statement", "period closed", "round covered", "plan ended"}  # fmt: skip
"""What happens at least once in so many lives."""
CAME = (Why.CONTRIBUTION, Why.DONATION, Why.GRANT, Why.OTHER)
TARGETS = {Why.CONTRIBUTION: [Kind.CONTRIBUTIONS], Why.DONATION: [Kind.RESERVE, Kind.PURPOSE],
           Why.GRANT: [Kind.RESERVE, Kind.PURPOSE, Kind.STUDY], Why.OTHER: [Kind.RESERVE]}  # fmt: skip


class Life(Promising):
    """Everything that happens to money; what is promised as income is in ``promising``."""

    @rule(cents=CENTS, pick=PICK, title=st.sampled_from(["", "Beamer", "Grundeinkommen"]), why=st.sampled_from(CAME),
          parts=st.integers(1, 2))  # fmt: skip
    def money_comes(self, cents: int, pick: int, title: str, why: str, parts: int) -> None:
        if title:
            self.is_given(title)
        line = self.says(cents)
        if pick % 3:  # otherwise it waits
            self.is_matched(line, pick, why, parts)

    @rule(pick=PICK, why=st.sampled_from(CAME))
    def what_waits_is_matched(self, pick: int, why: str) -> None:
        lines = list(waiting(self.fund))
        if lines:
            self.is_matched(lines[pick % len(lines)], pick, why, 1)

    def is_matched(self, line, pick: int, why: str, parts: int) -> None:
        sign = 1 if line.cents > 0 else -1
        kinds = TARGETS[why] if sign > 0 else [Kind.RESERVE, Kind.PURPOSE, Kind.BUDGET, Kind.CONTRIBUTIONS, Kind.STUDY]
        shares = {}
        for number, cents in enumerate((abs(line.cents) // 2, abs(line.cents) - abs(line.cents) // 2)[-parts:]):
            target = self.account(pick + number, *kinds)
            shares[target] = shares.get(target, 0) + (abs(line.cents) if parts == 1 else cents)
        member = self.members[pick % 3]
        meaning = Meaning(why=why if sign > 0 else Why.COST, parts=shares, member=member)
        moves = {self.bank: line.cents} | {account: sign * cents for account, cents in shares.items()}
        allowed = min(shares.values()) > 0 and not (sign < 0 and any(account.for_income for account in shares))
        self.tried(moves, lambda: match(line=line, meaning=meaning, by=self.cast.treasurer, at=self.at), allowed)

    @rule(cents=CENTS, pick=PICK)
    def something_is_paid(self, cents: int, pick: int) -> None:
        source = self.account(pick, Kind.RESERVE, Kind.PURPOSE, Kind.BUDGET, Kind.CONTRIBUTIONS, Kind.STUDY)
        meaning = Meaning(why=Why.COST, parts={source: cents})
        line = self.says(-cents)
        moves = {self.bank: -cents, source: -cents}
        done = self.tried(moves, lambda: match(line=line, meaning=meaning, by=self.cast.treasurer, at=self.at),
                          allowed=not source.for_income)  # fmt: skip
        if not done:
            self.was_not_said(line)

    @rule(cents=CENTS, one=PICK, other=PICK)
    def something_is_set_aside(self, cents: int, one: int, other: int) -> None:
        kinds = (Kind.RESERVE, Kind.CONTRIBUTIONS, Kind.INCOME, Kind.STUDY, Kind.PURPOSE)
        source, target = self.account(one, *kinds), self.account(other, *kinds)
        allowed = source.kind != Kind.PURPOSE and source != target
        moves = {source: -cents, target: cents} if source != target else {}
        self.tried(moves, lambda: set_aside(source=source, target=target, cents=cents, text="x", by=None, at=self.at),
                   allowed)  # fmt: skip

    @rule(cents=CENTS, back=st.booleans(), pick=PICK)
    def an_evening_decides(self, cents: int, back: bool, pick: int) -> None:
        reserve, before = self.kind(Kind.RESERVE), list(self.fund.accounts.filter(kind=Kind.BUDGET).order_by("pk"))
        if back and before:
            budget = before[pick % len(before)]
            left = self.should[budget.pk]
            self.tried({budget: -left, reserve: left} if left else {},
                       lambda: budgets.give_back(budget=budget, by=self.cast.treasurer, at=self.at),
                       allowed=left > 0)  # fmt: skip
            return
        if self.tried({reserve: -cents}, lambda: budgets.allocate(
                space=self.cast.space, cents=cents, purpose="Rad", by=None, at=self.at)):  # fmt: skip
            (budget,) = self.fund.accounts.filter(kind=Kind.BUDGET).exclude(pk__in=[one.pk for one in before])
            self.should[budget.pk] = cents

    @rule(cents=CENTS, pick=PICK)
    def an_income_is_posted_past_its_plan(self, cents: int, pick: int) -> None:
        """What is promised stays, and what was given for something else is no income."""
        source = self.account(pick, Kind.INCOME, Kind.PURPOSE)
        transit = self.kind(Kind.TRANSIT)
        entry = Entry(why=Why.INCOME, on=self.day, text="Juni", amounts={source: -cents, transit: cents})
        allowed = source.kind == Kind.INCOME or source.for_income
        if self.tried({source: -cents, transit: cents}, lambda: self.post(entry), allowed):
            amounts = {transit: -cents, self.bank: -cents}
            said = self.says(-cents)
            arrived = Entry(why=Why.ARRIVED, on=self.day, text="Juni", amounts=amounts, line=said)
            assert self.tried(amounts, lambda: self.post(arrived))

    def post(self, entry: Entry) -> None:
        ledger.post(fund=self.fund, entry=entry, by=self.cast.treasurer, at=self.at)

    @rule(pick=PICK)
    def something_is_reversed(self, pick: int) -> None:
        found = list(self.fund.transactions.exclude(why=Why.OPENING).order_by("number"))
        if not found:
            return
        self.reverses(found[pick % len(found)])

    @rule(cents=st.lists(CENTS, min_size=1, max_size=3), again=st.booleans(), shape=st.sampled_from(["camt", "dkb"]),
          pick=PICK)  # fmt: skip
    def a_statement_comes(self, cents: list[int], again: bool, shape: str, pick: int) -> None:
        """Contributions with their references; ``again`` also brings everything the bank has ever said."""
        member = self.members[pick % 3]
        words = self.words_of(member)
        new = [self.paid(one, words) for one in cents]
        paid, opening = ([*self.said, *new], BEGAN) if again else (new, self.real)
        closing = self.real + sum(cents)
        data = banks.camt(paid, opening=opening) if shape == "camt" else banks.dkb(paid, closing=closing)
        self.takes_in(data)
        self.said, self.real = [*self.said, *new], closing
        if words != NONE:
            for account in (self.bank, self.kind(Kind.CONTRIBUTIONS)):
                self.should[account.pk] += sum(cents)
        with pytest.raises(StatementRefused):
            self.takes_in(data)

    @rule(cents=CENTS, off=st.sampled_from([-1, 1]), iban=st.sampled_from([banks.OWN, "DE75512108001245126199"]))
    def a_statement_that_cannot_be_right(self, cents: int, off: int, iban: str) -> None:
        one = self.paid(cents, "Hallo")
        off = off if iban == banks.OWN else 0
        with pytest.raises(StatementRefused):
            self.takes_in(banks.camt([one], opening=self.real, closing=self.real + cents + off, iban=iban))

    @rule(cents=CENTS, pick=PICK, flat=st.booleans())
    def a_contribution_is_said(self, cents: int, pick: int, flat: bool) -> None:
        if flat:
            contributions.decide_flat(fund=self.fund, cents=cents, by=self.cast.treasurer, at=self.at)
        else:
            contributions.say(fund=self.fund, cents=cents, by=self.members[pick % 3], at=self.at)
        newest = Contribution.objects.get(membership=self.members[pick % 3], until__isnull=True)
        assert (newest.cents, newest.since > self.day) == (cents, True)

    @rule(bids=st.lists(CENTS, min_size=2, max_size=3), needed=CENTS, gives_up=st.booleans())
    def a_round_of_bids(self, bids: list[int], needed: int, gives_up: bool) -> None:
        who = {"by": self.cast.treasurer, "at": self.at}
        one = rounds.open_round(fund=self.fund, needed=needed, about="Miete", **who)
        self.does(lambda: rounds.open_round(fund=self.fund, needed=1, about="x", **who), fits=False)
        for member, cents in zip(self.members, bids, strict=False):
            rounds.bid(round=one, cents=cents, by=member, at=self.at)
        if self.does(lambda: rounds.end_turn(round=one, **who), fits=len(bids) >= rounds.FEWEST):
            one.refresh_from_db()
            assert (one.state == "covered") == (sum(bids) >= needed)
        if one.state == "open":
            rounds.bid(round=one, cents=needed, by=self.members[0], at=self.at)
            rounds.end_round(round=one, **who) if gives_up or len(bids) < rounds.FEWEST else rounds.end_turn(
                round=one, **who)  # fmt: skip
            one.refresh_from_db()
        assert (one.state == "open", Bid.objects.exists()) == (False, False)

    @rule(days=st.integers(1, 20))
    def time_passes(self, days: int) -> None:
        self.passes(days)

    @precondition(lambda self: self.at > NOW + timedelta(days=1))
    @rule()
    def a_period_is_closed(self) -> None:
        last = self.day - timedelta(days=1)
        begins = self.fund.periods.order_by("-last").values_list("last", flat=True).first()
        fits = not waiting(self.fund).filter(on__lte=last).exists() and (begins is None or last > begins)
        self.does(lambda: periods.close(fund=self.fund, last=last, by=self.cast.treasurer, at=self.at), fits)

    @rule(cents=st.integers(-400_00, 400_00), off=st.integers(-1, 1))
    def somebody_writes_past_the_actions(self, cents: int, off: int) -> None:
        """Straight into the tables: the database lets it pass exactly when it is right."""
        reserve, income = self.kind(Kind.RESERVE), self.kind(Kind.INCOME)
        last = self.fund.periods.order_by("-last").values_list("last", flat=True).first()
        held = self.should[reserve.pk] - cents, self.should[income.pk] + cents
        fits = cents != 0 and off == 0 and min(held) >= 0 and (last is None or self.day > last)
        try:
            with transaction.atomic():
                forced(self.fund, (reserve, cents), (income, -cents + off), on=self.day)
                transaction.set_rollback(True)
        except DatabaseError:
            assert not fits
        else:
            assert fits

    @invariant()
    def the_ledger_is_what_it_should_be(self) -> None:
        held = {account.pk: amount for account, amount in holdings(self.fund).items()}
        assert held == {pk: self.should.get(pk, 0) for pk in held}
        assert all(amount >= 0 for amount in held.values())
        assert held[self.bank.pk] * 2 == sum(held.values())
        if not self.count % 3:
            self.the_bank_says_so()

    def the_bank_says_so(self) -> None:
        there = agreement(self.fund)
        assert (there.held + there.waiting, there.difference) == (self.real, 0)

    def ends(self) -> None:
        super().ends()
        self.the_ledger_is_what_it_should_be()
        self.the_bank_says_so()
        assert check(self.fund) == []
        assert accepted(self.fund) == []
        HAPPENED.update(self.happened())

    def happened(self) -> Iterator[str]:
        yield "life"
        yield from self.fund.transactions.values_list("why", flat=True)
        runs = Run.objects.values_list("released_at", "again")
        yield from ("run again" if again else "run" for released, again in runs if released)
        payments = Payment.objects.filter(cents__gt=0).values_list("state", "cause", "repeated")
        yield from (f"payment {cause or state}{', sent again' if again else ''}" for state, cause, again in payments)
        yield from ("statement" for _one in self.fund.statements.all())
        yield from ("period closed" for _one in self.fund.periods.all())
        yield from (f"round {state}" for state in self.fund.rounds.values_list("state", flat=True))
        yield from (f"plan {state}" for state in self.fund.plans.values_list("state", flat=True))


def test_lives(db) -> None:
    HAPPENED.clear()
    run_state_machine_as_test(Life, settings=SETTINGS)
    print(dict(sorted(HAPPENED.items())))  # noqa: T201 - for docs/benchmarks.md
    if LIVES >= MANY:
        assert set(Why.values) | EVERYTHING <= set(HAPPENED)
