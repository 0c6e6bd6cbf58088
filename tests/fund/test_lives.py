"""Random lives of a fund: always balanced, never overdrawn, closed stays closed, the chain whole, beancount content.

FUERWORT_LIVES=2000 runs so many (CI: a few). What is refused leaves no trace.
"""

import os
from collections.abc import Callable
from datetime import timedelta

from django.db import DatabaseError, connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from fuerwort.fund.actions import budgets, contributions, ledger, periods, statements
from fuerwort.fund.actions.checking import check
from fuerwort.fund.actions.funds import open_fund
from fuerwort.fund.actions.ledger import Entry, holdings, set_aside
from fuerwort.fund.actions.matching import Meaning, match
from fuerwort.fund.errors import FundRefused
from fuerwort.fund.models import Account, Kind, Payer, Why
from fuerwort.fund.queries.desk import agreement, waiting
from fuerwort.fund.reference import shown
from tests import cast as people
from tests.cast import NOW
from tests.fund import banks, book
from tests.fund.banks import Paid
from tests.fund.conftest import IBAN
from tests.fund.second import accepted
from tests.fund.test_guards import forced

LIVES = int(os.environ.get("FUERWORT_LIVES", "8"))
CENTS = st.integers(1, 400_00)
PICK = st.integers(0, 10_000)
SETTINGS = settings(max_examples=LIVES, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck))


class Life(RuleBasedStateMachine):
    """A plain dictionary of what should be held lives beside the ledger."""

    def __init__(self) -> None:
        super().__init__()
        self.outer = transaction.atomic()
        self.outer.__enter__()
        self.cast = people.make()
        self.at = NOW
        self.fund = open_fund(holder="e. V.", iban=IBAN, held=500_00, by=self.cast.treasurer, at=NOW)
        self.should = {account.pk: amount for account, amount in holdings(self.fund).items()}
        self.bank = book.account(self.fund, Kind.BANK)
        self.said: list[Paid] = []
        contributions.say(fund=self.fund, cents=50_00, by=self.cast.owner, at=NOW)
        self.words = shown(Payer.objects.get(membership=self.cast.owner).reference)

    def teardown(self) -> None:
        try:
            connection.check_constraints()
            assert accepted(self.fund) == []
        finally:
            transaction.set_rollback(True)
            self.outer.__exit__(None, None, None)

    def account(self, pick: int, *kinds: Kind) -> Account:
        found = [a for a in self.fund.accounts.order_by("pk") if a.kind in kinds]
        return found[pick % len(found)]

    def tried(self, moves: dict[Account, int], do: Callable[[], object], allowed: bool = True) -> None:
        """Do it; it must succeed exactly when it is allowed and nothing falls below zero."""
        for account in moves:
            self.should.setdefault(account.pk, 0)
        fits = allowed and all(self.should[a.pk] + more >= 0 for a, more in moves.items())
        try:
            with transaction.atomic():
                do()
        except FundRefused:
            assert not fits
        else:
            assert fits
            for account, more in moves.items():
                self.should[account.pk] += more

    @property
    def day(self):
        return self.at.date()

    @rule(cents=CENTS, pick=PICK, title=st.sampled_from(["", "Beamer", "Grundeinkommen"]))
    def somebody_gives(self, cents: int, pick: int, title: str) -> None:
        if title:
            target = book.purpose(self.fund, title, for_income=title == "Grundeinkommen")
        else:
            target = self.account(pick, Kind.RESERVE, Kind.PURPOSE)
        line = book.line(self.fund, cents, self.day)
        meaning = Meaning(why=Why.DONATION, parts={target: cents})
        self.tried({self.bank: cents, target: cents},
                   lambda: match(line=line, meaning=meaning, by=self.cast.treasurer, at=self.at))  # fmt: skip

    @rule(cents=CENTS, pick=PICK)
    def something_is_paid(self, cents: int, pick: int) -> None:
        source = self.account(pick, Kind.RESERVE, Kind.PURPOSE, Kind.BUDGET, Kind.CONTRIBUTIONS)
        meaning = Meaning(why=Why.COST, parts={source: cents})
        moves = {self.bank: -cents, source: -cents}
        with transaction.atomic():
            line = book.line(self.fund, -cents, self.day)
            self.tried(moves, lambda: match(line=line, meaning=meaning, by=self.cast.treasurer, at=self.at),
                       allowed=not source.for_income)  # fmt: skip
            if not line.transactions.exists():  # the bank would not have paid it
                line.delete()

    @rule(cents=CENTS, one=PICK, other=PICK)
    def something_is_set_aside(self, cents: int, one: int, other: int) -> None:
        kinds = (Kind.RESERVE, Kind.CONTRIBUTIONS, Kind.INCOME, Kind.STUDY, Kind.PURPOSE)
        source, target = self.account(one, *kinds), self.account(other, *kinds)
        allowed = source.kind != Kind.PURPOSE and source != target
        moves = {source: -cents, target: cents} if source != target else {}
        self.tried(moves, lambda: set_aside(source=source, target=target, cents=cents, text="x", by=None, at=self.at),
                   allowed)  # fmt: skip

    @rule(cents=CENTS)
    def an_evening_decides(self, cents: int) -> None:
        reserve = book.account(self.fund, Kind.RESERVE)
        fits = self.should[reserve.pk] >= cents
        before = set(self.fund.accounts.all())

        def decide() -> None:
            budgets.allocate(space=self.cast.space, cents=cents, purpose="Rad", by=None, at=self.at)

        self.tried({reserve: -cents}, decide)
        for budget in set(self.fund.accounts.all()) - before:
            assert fits
            self.should[budget.pk] = cents

    @rule(cents=CENTS, pick=PICK)
    def an_income_is_sent_and_arrives(self, cents: int, pick: int) -> None:
        source = self.account(pick, Kind.INCOME, Kind.PURPOSE)
        transit = book.account(self.fund, Kind.TRANSIT)
        entry = Entry(why=Why.INCOME, on=self.day, text="Juni", amounts={source: -cents, transit: cents})
        allowed = source.kind == Kind.INCOME or source.for_income
        self.tried({source: -cents, transit: cents}, lambda: self.post(entry), allowed)
        if held := self.should[transit.pk]:
            said = book.line(self.fund, -held, self.day)
            arrived = Entry(
                why=Why.ARRIVED, on=self.day, text="Juni", amounts={transit: -held, self.bank: -held}, line=said
            )
            self.tried({transit: -held, self.bank: -held}, lambda: self.post(arrived))

    def post(self, entry: Entry) -> None:
        ledger.post(fund=self.fund, entry=entry, by=self.cast.treasurer, at=self.at)

    @rule(pick=PICK)
    def something_is_reversed(self, pick: int) -> None:
        found = list(self.fund.transactions.exclude(why=Why.OPENING).order_by("number"))
        if not found:
            return
        one = found[pick % len(found)]
        moves = {p.account: -(p.cents if p.account == self.bank else -p.cents) for p in one.postings.all()}
        allowed = one.reverses is None and not hasattr(one, "reversed_by")
        who = {"by": self.cast.treasurer, "at": self.at}
        self.tried(moves, lambda: ledger.reverse(one=one, reason="Falsch", on=self.day, **who), allowed)

    @rule(cents=st.lists(CENTS, min_size=1, max_size=3), again=st.booleans(), shape=st.sampled_from(["camt", "dkb"]))
    def a_statement_comes(self, cents: list[int], again: bool, shape: str) -> None:
        new = [Paid(self.day, one, "Olga", "DE75512108001245126199", f"{self.words} {len(self.said) + n}")
               for n, one in enumerate(cents)]  # fmt: skip
        paid = [*(self.said if again else []), *new]
        data = banks.camt(paid) if shape == "camt" else banks.dkb(paid)
        by_day = [one for one in paid if one.on >= NOW.date()]
        assert by_day == paid
        statements.take_in(fund=self.fund, data=data, file="x", by=self.cast.treasurer, at=self.at)
        self.said += new
        for account in (self.bank, book.account(self.fund, Kind.CONTRIBUTIONS)):
            self.should[account.pk] += sum(cents)

    @rule(days=st.integers(1, 20))
    def time_passes(self, days: int) -> None:
        self.at += timedelta(days=days)

    @precondition(lambda self: self.at > NOW + timedelta(days=1))
    @rule()
    def a_period_is_closed(self) -> None:
        last = self.day - timedelta(days=1)
        begins = self.fund.periods.order_by("-last").values_list("last", flat=True).first()
        fits = not waiting(self.fund).filter(on__lte=last).exists() and (begins is None or last > begins)
        try:
            with transaction.atomic():
                periods.close(fund=self.fund, last=last, by=self.cast.treasurer, at=self.at)
        except FundRefused:
            assert not fits
        else:
            assert fits

    @rule(cents=st.integers(-400_00, 400_00), off=st.integers(-1, 1))
    def somebody_writes_past_the_actions(self, cents: int, off: int) -> None:
        """Straight into the tables: the database lets it pass exactly when it is right."""
        reserve, income = book.account(self.fund, Kind.RESERVE), book.account(self.fund, Kind.INCOME)
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
        assert check(self.fund) == []
        assert agreement(self.fund).held == held[self.bank.pk]


def test_lives(db) -> None:
    run_state_machine_as_test(Life, settings=SETTINGS)
