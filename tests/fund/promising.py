"""Random lives, the part with promises: plans, wishes, runs by two people, and what the bank says of them.

A plain model beside it says what is owed, to whom, and what each got: month by month, person by person.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from fuerwort.engine.income import first_day, month_of
from fuerwort.fund import snapshot
from fuerwort.fund.actions import arrivals, gate, plans, runs, wishes
from fuerwort.fund.models import Kind, Line, Payee, Payment, Plan, Run, Transaction, Why
from fuerwort.fund.models import Paid as Is
from tests.fund.living import PICK, Living
from tests.fund.paying import IBANS, payees


@dataclass
class Person:
    payee: Payee
    used: int = 0
    wish: str = "all"
    most: int = 0
    since: int = 0
    has_account: bool = False
    earned: int = 0

    def due(self, promise: "Promise", month: int) -> int | None:
        """Cents of a month; None when it is kept for later, or nothing is left."""
        waits = self.wish != "nothing" and (not self.has_account or (self.wish == "later" and month < self.since))
        if self.used >= promise.guaranteed or waits:
            return None
        return {"nothing": 0, "less": self.most}.get(self.wish, promise.plan.amount)


@dataclass
class Promise:
    plan: Plan
    guaranteed: int
    next: int
    people: list[Person]
    run: Run | None = None
    live: bool = True

    @property
    def left(self) -> int:
        return sum(self.guaranteed - person.used for person in self.people)


@dataclass
class Sent:
    row: Payment
    promise: Promise
    person: Person
    state: str = Is.SENT
    repeated: bool = False
    late: bool = False
    """It came back when its plan had ended."""


@dataclass
class Done:
    """A released run: where its money came from."""

    run: Run
    payments: list[Sent]
    moves: dict = field(default_factory=dict)
    refused: bool = False


class Promising(Living):
    def __init__(self) -> None:
        super().__init__()
        self.promises: list[Promise] = []
        self.sent: list[Sent] = []
        self.done: list[Done] = []
        self.adrift = 0

    def owed(self) -> int:
        owed = sum(p.plan.amount * p.left for p in self.promises if p.live)
        return owed + sum(one.row.cents for one in self.back(*self.promises))

    def back(self, *promises: Promise) -> list[Sent]:
        found = [s for s in self.sent if s.promise in promises and s.state == Is.RETURNED and not s.repeated]
        return [s for s in found if s.promise.live or s.late]

    def free(self) -> int:
        return max(0, self.meant() + self.should[self.kind(Kind.CONTRIBUTIONS).pk] - self.owed())

    def one_live(self, pick: int) -> Promise | None:
        found = [p for p in self.promises if p.live]
        return found[pick % len(found)] if found else None

    def promised_more(self) -> None:
        """What is promised now and not yet set aside comes from the contributions."""
        lacking = max(0, self.owed() - self.meant())
        self.should[self.kind(Kind.CONTRIBUTIONS).pk] -= lacking
        self.should[self.kind(Kind.INCOME).pk] += lacking

    @initialize(amount=st.integers(1, 80_00), months=st.integers(1, 3))
    def it_begins_with_a_plan(self, amount: int, months: int) -> None:
        self.a_plan_is_decided(amount, months, ready=63)

    @rule(pick=PICK, then=st.sampled_from(["whole", "single", "refused", "back"]))
    def a_month_is_paid(self, pick: int, then: str) -> None:
        """Without anything in between; the steps alone are below."""
        promise = self.one_live(pick)
        if not promise or not self.proposes(promise, self.day, again=not pick % 3):
            return
        before = len(self.done)
        if self.releases(promise) and len(self.done) > before:
            if then == "refused":
                self.refuses(self.done[-1])
                return
            self.arrives(self.done[-1], then == "whole")
            if then == "back":
                self.comes_back(self.done[-1].payments[pick % len(self.done[-1].payments)])

    @precondition(lambda self: sum(p.live for p in self.promises) < 2)
    @rule(amount=st.integers(1, 30_00), months=st.integers(1, 3), ready=st.integers(0, 63))
    def a_plan_is_decided(self, amount: int, months: int, ready: int) -> None:
        plan = self.house.plan(amount=amount, months=months, first=self.day, at=self.at)
        most = min(months, self.free() // (amount * 6))
        who = {"by": self.cast.treasurer, "at": self.at}
        if not self.does(lambda: plans.decide(plan=plan, salt=f"s{plan.pk}", **who), fits=most > 0):
            plans.drop(plan=plan, **who)
            return
        people = [Person(payee) for payee in payees(plan)]
        assert len(people) == 6
        self.promises.append(Promise(plan, most, month_of(plan.first), people))
        self.promised_more()
        for number, person in enumerate(people):
            if ready >> number & 1:
                self.accepts(person, number)

    def accepts(self, person: Person, number: int = 0) -> None:
        by = person.payee.membership
        wishes.accept(payee=person.payee, holder=by.name, iban=IBANS[number], by=by.person, at=self.at)
        person.has_account = True

    @rule(pick=PICK)
    def more_months_are_promised(self, pick: int) -> None:
        if promise := self.one_live(pick):
            lacking = promise.plan.months - promise.guaranteed
            more = min(lacking, self.free() // (promise.plan.amount * 6))
            who = {"by": self.cast.treasurer, "at": self.at}
            if self.does(lambda: plans.extend(plan=promise.plan, **who), fits=more > 0):
                promise.guaranteed += more
                self.promised_more()

    @rule(pick=PICK, one=PICK, wish=st.sampled_from(["all", "less", "nothing", "later", "account"]), some=PICK)
    def somebody_wishes(self, pick: int, one: int, wish: str, some: int) -> None:
        if (promise := self.one_live(pick)) is None:
            return
        person = promise.people[one % 6]
        if wish == "account":
            self.accepts(person, one % 6)
            return
        most = 1 + some % promise.plan.amount  # the whole amount is not less
        since = month_of(self.day) + some % 3
        said = {"less": {"most": most}, "nothing": {"takes": False}, "later": {"since": first_day(since)}}
        by = person.payee.membership.person
        fits = wish != "less" or most < promise.plan.amount
        if self.does(lambda: wishes.wish(payee=person.payee, by=by, at=self.at, **said.get(wish, {})), fits):
            person.wish, person.most, person.since = wish, most, since

    def bills(self, promise: Promise, month: int, again: bool) -> list[tuple[Person, int, Sent | None]]:
        if again:
            back = {s.person.payee.pk: s for s in reversed(self.back(promise)) if s.person.wish != "nothing"}
            return [(s.person, s.row.cents, s) for s in back.values()]
        dues = [(person, person.due(promise, month), None) for person in promise.people]
        return [(person, cents, None) for person, cents, _none in dues if cents is not None]

    def month(self, promise: Promise, on: date) -> int:
        later = (m for m in range(promise.next, month_of(on) + 1) if self.bills(promise, m, again=False))
        return next(later, promise.next)

    @rule(pick=PICK, ahead=st.integers(0, 40), again=st.booleans())
    def a_run_is_proposed(self, pick: int, ahead: int, again: bool) -> None:
        if promise := self.one_live(pick):
            self.proposes(promise, self.day + timedelta(days=ahead), again)

    def proposes(self, promise: Promise, on: date, again: bool) -> bool:
        if gate.missing(promise.plan, self.at):
            self.house.confirmed(promise.plan, self.at)
        month = promise.next if again else self.month(promise, on)
        fits = promise.run is None and bool(self.bills(promise, month, again)) and (again or on >= first_day(month))
        found: list[Run] = []
        fits = fits and (promise.live or again)
        facts = {"plan": promise.plan, "on": on, "by": self.cast.treasurer, "at": self.at, "again": again}
        if not self.does(lambda: found.append(runs.propose_run(**facts)), fits):
            return False
        promise.run = found[0]
        assert month_of(promise.run.month) == month
        return True

    @rule(pick=PICK, wrong=st.booleans(), alone=st.booleans())
    def a_run_is_released(self, pick: int, wrong: bool, alone: bool) -> None:
        promise = self.one_live(pick)
        if promise and promise.run:
            self.releases(promise, wrong and not pick % 3, alone and not pick % 5)

    def releases(self, promise: Promise, wrong: bool = False, alone: bool = False) -> bool:
        run = promise.run
        if gate.missing(promise.plan, self.at):
            self.house.confirmed(promise.plan, self.at)
        bills = self.bills(promise, month_of(run.month), run.again)
        total = sum(cents for _person, cents, _back in bills)
        assert total <= self.meant(), "what is promised is not there"
        seen = runs.Figures(total + wrong, sum(1 for _p, cents, _b in bills if cents))
        by = self.cast.treasurer if alone else self.house.signer
        release = {"run": run, "seen": seen, "by": by, "at": self.at}
        if not self.does(lambda: runs.release_run(**release), not wrong and not alone and run.on >= self.day):
            return False
        runs.release_run(**release)  # once more: nothing happens
        self.was_released(promise, bills, total)
        return True

    def was_released(self, promise: Promise, bills: list[tuple[Person, int, Sent | None]], total: int) -> None:
        run, promise.run = promise.run, None
        rows = {row.payee_id: row for row in run.payments.all()}
        assert {pk: row.cents for pk, row in rows.items()} == {p.payee.pk: cents for p, cents, _b in bills}
        sent = []
        for person, cents, back in bills:
            if back:
                back.repeated = True
            else:
                person.used, person.earned = person.used + 1, person.earned + cents
            if cents:
                sent.append(Sent(rows[person.payee.pk], promise, person))
        if not run.again:
            promise.next = month_of(run.month) + 1
        moves = {self.kind(Kind.TRANSIT): total}
        for account in (*self.given, self.kind(Kind.INCOME)):
            taken = min(self.should.get(account.pk, 0), total)
            total -= taken
            moves[account] = -taken
        for account, more in moves.items():
            self.should[account.pk] = self.should.get(account.pk, 0) + more
        self.sent += sent
        if sent:
            self.done.append(Done(run, sent, moves))

    @rule(pick=PICK)
    def a_run_is_withdrawn(self, pick: int) -> None:
        promise = self.one_live(pick)
        if promise and promise.run:
            runs.withdraw_run(run=promise.run, by=self.house.signer, at=self.at)
            promise.run = None

    @rule(pick=PICK, whole=st.booleans())
    def the_bank_shows_what_was_sent(self, pick: int, whole: bool) -> None:
        if self.done:
            self.arrives(self.done[pick % len(self.done)], whole)

    def arrives(self, done: Done, whole: bool = True) -> None:
        waiting = [one for one in done.payments if one.state == Is.SENT]
        for part in [waiting] if whole and waiting else [[one] for one in waiting]:
            cents = sum(one.row.cents for one in part)
            if whole:
                line = self.says(-cents, runs.message_of(done.run))
            else:
                line = self.says(-cents, "Grundeinkommen", end_to_end=part[0].row.reference)
            self.settles(line)
            for one in part:
                one.state = Is.ARRIVED
            self.should[self.kind(Kind.TRANSIT).pk] -= cents

    def settles(self, line: Line) -> None:
        assert line.transactions.exists()  # its reference says what it is
        self.should[self.bank.pk] += line.cents

    @rule(pick=PICK, charges=st.integers(0, 5_00))
    def a_payment_comes_back(self, pick: int, charges: int) -> None:
        found = [one for one in self.sent if one.state == Is.ARRIVED]
        if found:
            one = found[pick % len(found)]
            self.comes_back(one, charges if pick % 2 and charges < one.row.cents else 0)

    def comes_back(self, one: Sent, charges: int = 0) -> None:
        cents = one.row.cents - charges
        line = self.says(cents, "Retoure", end_to_end=one.row.reference, returned="AC04")
        if not charges:
            self.settles(line)
        elif not self.is_settled(line, one, charges):
            self.was_not_said(line)
            return
        one.state, one.late = Is.RETURNED, not one.promise.live
        if not charges:
            self.should[self.kind(Kind.INCOME).pk] += cents

    def is_settled(self, line: Line, one: Sent, charges: int) -> bool:
        """A human says yes to what came back without the bank's charges; reserve or contributions bear them."""
        (match,) = [match for match in arrivals.matches(self.fund) if match.line == line]
        sources = [self.kind(Kind.RESERVE), self.kind(Kind.CONTRIBUTIONS)]
        bears = next((source for source in sources if self.should[source.pk] >= charges), sources[0])
        moves = {self.bank: line.cents, self.kind(Kind.INCOME): one.row.cents, bears: -charges}
        return self.tried(moves, lambda: arrivals.settle(match=match, by=self.cast.treasurer, at=self.at))

    @rule(pick=PICK)
    def the_bank_refuses_a_file(self, pick: int) -> None:
        if self.done:
            self.refuses(self.done[pick % len(self.done)])

    def refuses(self, done: Done) -> None:
        fits = not done.refused and all(one.state == Is.SENT for one in done.payments)
        moves = {account: -more for account, more in done.moves.items()}
        if self.tried(moves if fits else {}, lambda: arrivals.file_refused(
                run=done.run, reason="Limit", by=self.cast.treasurer, at=self.at), fits):  # fmt: skip
            done.refused = True
            for one in done.payments:
                one.state = Is.RETURNED

    def may_be_reversed(self, one: Transaction) -> bool:
        """A run is taken back by its own verb; of the bank's lines the later one goes first."""
        if Run.objects.filter(transaction=one).exists():
            return False
        return all(s.state == state and not s.repeated for s, state in self.parts_of(one))

    def parts_of(self, one: Transaction) -> list[tuple[Sent, str]]:
        arrived, back = ({row.pk for row in rows.all()} for rows in (
            one.arrivals, Payment.objects.filter(came_back=one)))  # fmt: skip
        found = [(s, Is.ARRIVED) for s in self.sent if s.row.pk in arrived]
        return found + [(s, Is.RETURNED) for s in self.sent if s.row.pk in back]

    def reverses(self, one: Transaction) -> bool:
        """Try it, with what it means for payments; undone when it is refused."""
        moves = {p.account: -(p.cents if p.account == self.bank else -p.cents) for p in one.postings.all()}
        allowed = one.reverses is None and not hasattr(one, "reversed_by") and self.may_be_reversed(one)
        parts = self.parts_of(one) if allowed else []
        for sent, state in parts:
            sent.state = Is.SENT if state == Is.ARRIVED else Is.ARRIVED
        who = {"by": self.cast.treasurer, "at": self.at}
        done = self.tried(moves, lambda: arrivals.take_back(one=one, reason="Falsch", on=self.day, **who), allowed)
        for sent, state in [] if done else parts:
            sent.state = state
        if done and one.why in (Why.ARRIVED, Why.INCOME) and not parts:
            self.adrift += moves[self.kind(Kind.TRANSIT)]
        return done

    @rule(pick=PICK)
    def a_plan_ends(self, pick: int) -> None:
        if (promise := self.one_live(pick)) is None:
            return
        until = first_day(month_of(promise.plan.first) + promise.guaranteed - 1)
        waits = (promise.left > 0 or bool(self.back(promise))) and self.day < until + plans.PATIENCE
        travels = any(one.state == Is.SENT for one in self.sent if one.promise is promise)
        fits = not waits and not travels and promise.run is None
        if self.does(lambda: plans.end(plan=promise.plan, by=self.cast.treasurer, at=self.at), fits):
            promise.live = False

    @invariant()
    def what_is_promised_is_there(self) -> None:
        assert self.owed() <= self.meant()
        travels = sum(one.row.cents for one in self.sent if one.state == Is.SENT)
        assert self.should[self.kind(Kind.TRANSIT).pk] == travels + self.adrift

    def ends(self) -> None:
        """Nothing more comes in; everybody takes what is left, and gets every cent of it."""
        assert snapshot.promised(self.fund) == self.owed()
        for promise in self.promises:
            if promise.run:
                runs.withdraw_run(run=promise.run, by=self.house.signer, at=self.at)
                promise.run = None
            for number, person in enumerate(promise.people if promise.live else []):
                self.accepts(person, number)
                wishes.wish(payee=person.payee, by=person.payee.membership.person, at=self.at)
                person.wish = "all"
            while promise.live and promise.left:
                self.passes(max(0, (first_day(promise.next) - self.day).days))
                assert self.proposes(promise, self.day, again=False)
                assert self.releases(promise)
            while self.bills(promise, 0, again=True):
                assert self.proposes(promise, self.day, again=True)
                assert self.releases(promise)
        assert snapshot.promised(self.fund) == self.owed()
        for done in self.done:
            self.arrives(done)
        live = [promise for promise in self.promises if promise.live]
        assert not self.back(*live)
        for person in (person for p in self.promises if p.live for person in p.people):
            got = [s.row.cents for s in self.sent if s.person is person and s.state == Is.ARRIVED]
            assert sum(got) == person.earned
        for promise in live:
            plans.end(plan=promise.plan, by=self.cast.treasurer, at=self.at)
