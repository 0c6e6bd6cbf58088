"""What random lives of a fund are made of: the ledger, a plain dictionary beside it, a bank that says everything."""

import sys
from collections.abc import Callable
from datetime import timedelta

from django.db import connection, transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine

from fuerwort.fund.actions import contributions, statements
from fuerwort.fund.actions.funds import open_fund
from fuerwort.fund.actions.ledger import holdings
from fuerwort.fund.errors import FundRefused
from fuerwort.fund.models import Account, Kind, Line, Payer
from fuerwort.fund.reference import shown
from fuerwort.people.models import Membership, RoleName
from tests import cast as people
from tests.cast import NOW
from tests.fund import banks, book
from tests.fund.conftest import IBAN
from tests.fund.paying import House

CENTS = st.integers(1, 400_00)
PICK = st.integers(0, 10_000)
BEGAN = 500_00
NONE = "ohne Kennung"


class Living(RuleBasedStateMachine):
    """``should`` is what each account should hold, ``real`` what is on the account at the bank."""

    def __init__(self) -> None:
        super().__init__()
        self.outer = transaction.atomic()
        self.outer.__enter__()
        self.cast = people.make()
        signer = people.member(self.cast.space, "Sina Signer", RoleName.SIGNER)
        self.at, self.count = NOW, 0
        self.fund = open_fund(holder="e. V.", iban=IBAN, held=BEGAN, by=self.cast.treasurer, at=NOW)
        self.house = House(self.cast, self.fund, self.cast.treasurer, signer)
        self.should = {account.pk: amount for account, amount in holdings(self.fund).items()}
        self.once = {account.kind: account for account in self.fund.accounts.all()}
        self.bank, self.given = self.once[Kind.BANK], []
        self.real, self.said = BEGAN, []
        self.members = [self.cast.owner, self.cast.insider, self.cast.newcomer]
        contributions.say(fund=self.fund, cents=50_00, by=self.cast.owner, at=NOW)
        self.says(BEGAN, self.words_of(self.cast.owner))
        self.should[self.bank.pk] += BEGAN
        self.should[self.kind(Kind.CONTRIBUTIONS).pk] += BEGAN

    def teardown(self) -> None:
        try:
            if sys.exc_info()[0] is None:  # what failed before is not hidden
                self.ends()
                connection.check_constraints()
        finally:
            transaction.set_rollback(True)
            self.outer.__exit__(None, None, None)

    def ends(self) -> None:
        """What must hold at the end of a life."""

    @property
    def day(self):
        return self.at.date()

    def account(self, pick: int, *kinds: Kind) -> Account:
        found = [a for a in self.fund.accounts.order_by("pk") if a.kind in kinds]
        return found[pick % len(found)]

    def kind(self, kind: Kind) -> Account:
        return self.once[kind]

    def is_given(self, title: str) -> None:
        """A donor names a purpose."""
        made = book.purpose(self.fund, title, for_income=title == "Grundeinkommen")
        self.given += [made] if made.for_income else []

    def words_of(self, member: Membership) -> str:
        payer = Payer.objects.filter(membership=member).first()
        return shown(payer.reference) if payer else NONE

    def owed(self) -> int:
        """What is promised as basic income."""
        return 0

    def meant(self) -> int:
        """What is there for it."""
        return sum(self.should.get(account.pk, 0) for account in (self.kind(Kind.INCOME), *self.given))

    def fits(self, moves: dict[Account, int]) -> bool:
        """Nothing falls below zero, and nobody takes from what is promised."""
        for account in moves:
            self.should.setdefault(account.pk, 0)
        less = sum(more for account, more in moves.items() if account.kind == Kind.INCOME or account.for_income)
        kept = not self.touches(moves) or self.meant() + less >= self.owed()
        return kept and all(self.should[a.pk] + more >= 0 for a, more in moves.items())

    def touches(self, moves: dict[Account, int]) -> bool:
        return any(more < 0 and (a.kind == Kind.INCOME or a.for_income) for a, more in moves.items())

    def tried(self, moves: dict[Account, int], do: Callable[[], object], allowed: bool = True) -> bool:
        """Do it; it must succeed exactly when it is allowed and fits. What is refused leaves no trace."""
        fits = self.fits(moves) and allowed
        done = self.does(do, fits)
        if done:
            for account, more in moves.items():
                self.should[account.pk] += more
        return done

    def does(self, do: Callable[[], object], fits: bool) -> bool:
        try:
            with transaction.atomic():
                do()
        except FundRefused as refused:
            assert not fits, refused
            return False
        assert fits
        return True

    def paid(self, cents: int, text: str, **more: str) -> banks.Paid:
        """One payment that no other one is like."""
        self.count += 1
        return banks.Paid(self.day, cents, "Olga", "DE75512108001245126199", f"{text} Nr{self.count:05d}", **more)

    def says(self, cents: int, text: str = "Hallo", **more: str) -> Line:
        """The bank says one thing, in a statement of its own."""
        one = self.paid(cents, text, **more)
        self.takes_in(banks.camt([one], opening=self.real))
        self.said.append(one)
        self.real += cents
        return self.fund.lines.order_by("-pk").first()

    def takes_in(self, data: bytes) -> None:
        statements.take_in(fund=self.fund, data=data, file="x", by=self.cast.treasurer, at=self.at)

    def was_not_said(self, line: Line) -> None:
        """The bank would not have done it after all."""
        statements.withdraw(statement=line.statement, by=self.cast.treasurer, at=self.at)
        self.real -= self.said.pop().cents

    def passes(self, days: int) -> None:
        self.at += timedelta(days=days)
