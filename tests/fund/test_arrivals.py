"""What the bank says of what was sent: it arrives, comes back, or is refused as a whole; and each of it taken back."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from fuerwort.fund import snapshot
from fuerwort.fund.actions import arrivals, periods, runs, statements
from fuerwort.fund.actions.arrivals import Match
from fuerwort.fund.actions.checking import check
from fuerwort.fund.actions.ledger import FundRefused, LedgerRefused
from fuerwort.fund.actions.runs import RunRefused, message_of
from fuerwort.fund.models import Fund, Kind, Paid, Payment, Run, Transaction
from fuerwort.fund.queries.desk import waiting
from fuerwort.fund.queries.state import flows
from fuerwort.people.models import Event, News
from tests.fund import banks, book
from tests.fund.banks import Paid as Said
from tests.fund.banks import Together
from tests.fund.paying import IBANS, PAYDAY, House, payee, wishes_for
from tests.fund.second import accepted

DAY = PAYDAY.date() + timedelta(days=1)


def says(house: House, *said: Said | Together, at=PAYDAY, **more: object) -> None:
    statements.take_in(fund=house.fund, data=banks.camt(said, **more), file="x.xml", by=house.treasurer, at=at)  # type: ignore[arg-type]


def sent(run: Run, on: date = DAY) -> list[Said]:
    """The payments of a run, as the bank books each of them."""
    return [Said(on, -one.cents, "Irgendwer", one.iban, "Grundeinkommen", one.reference)
            for one in run.payments.filter(cents__gt=0)]  # fmt: skip


def back(one: Payment, on: date = DAY, cents: int = 0, code: str = "AC04") -> Said:
    return Said(on, cents or one.cents, "Irgendwer", one.iban, "Rückgabe", one.reference, code)


def states(run: Run) -> dict[str, int]:
    found = list(run.payments.values_list("state", flat=True))
    return {state: found.count(state) for state in set(found)}


@pytest.fixture
def run(house: House) -> Run:
    return house.released(house.ready())


def whole(fund: Fund) -> None:
    """Nothing waits, the ledger is whole, and what is promised is there."""
    assert check(fund) == []
    assert not waiting(fund).exists()
    assert snapshot.promised(fund) <= snapshot.for_income(snapshot.held_by(fund))


@pytest.mark.parametrize("together", [False, True], ids=["each", "as one"])
def test_a_statement_that_names_every_payment_is_noted_by_itself(house: House, run: Run, together: bool) -> None:
    says(house, *([Together(sent(run))] if together else sent(run)))
    assert states(run) == {Paid.ARRIVED: 6}
    assert "transit" not in book.held(house.fund)
    whole(house.fund)


def test_a_sum_counts_by_itself_only_when_the_file_is_named(house: House, run: Run) -> None:
    says(house, Said(DAY, -900_00, text="SAMMLER"))
    assert states(run) == {Paid.SENT: 6}
    assert [match.run for match in arrivals.matches(house.fund)] == [run]
    says(house, Said(DAY, -900_00, text=f"SAMMLER {message_of(run).upper()}-1"))
    assert states(run) == {Paid.ARRIVED: 6}


def test_the_name_of_the_file_is_found_where_banks_put_it(house: House, run: Run) -> None:
    data = banks.camt([Said(DAY, -900_00)]).decode()
    batch = f"<NtryDtls><Btch><PmtInfId>{message_of(run)}-1</PmtInfId></Btch>"
    data = data.replace("<NtryDtls>", batch)
    statements.take_in(fund=house.fund, data=data.encode(), file="x", by=house.treasurer, at=PAYDAY)
    assert states(run) == {Paid.ARRIVED: 6}


def test_a_payment_that_comes_back_is_owed_told_and_sent_again(house: House, run: Run) -> None:
    one = run.payments.get(payee__membership=house.cast.owner)
    says(house, back(one), *sent(run))  # some banks list what came in first
    one.refresh_from_db()
    assert (one.state, one.cause) == (Paid.RETURNED, "AC04")
    assert states(run) == {Paid.ARRIVED: 5, Paid.RETURNED: 1}
    assert snapshot.promised(house.fund) == 5 * 900_00 + 150_00 == book.held(house.fund)["income"]
    news = News.objects.get(code="income.came-back")
    assert (news.membership, news.facts) == (house.cast.owner, {"run": run.public})
    again = house.proposed(run.plan, again=True)
    assert runs.preview(again) == runs.Figures(150_00, 1)
    again = runs.release_run(run=again, seen=runs.preview(again), by=house.signer, at=PAYDAY)
    says(house, *sent(again, DAY + timedelta(days=3)))
    assert states(again) == {Paid.ARRIVED: 1}
    assert snapshot.promised(house.fund) == 5 * 900_00
    with pytest.raises(RunRefused, match="nichts zurückgekommen"):
        house.proposed(run.plan, again=True)
    whole(house.fund)


def test_two_months_that_came_back_are_sent_again_one_after_the_other(house: House, run: Run) -> None:
    second = house.released(run.plan, PAYDAY + timedelta(days=31))
    mine = [one.payments.get(payee__membership=house.cast.owner) for one in (run, second)]
    says(house, *sent(run), *sent(second), *(back(one) for one in mine), at=PAYDAY + timedelta(days=40))
    for month in mine:
        again = house.released(run.plan, PAYDAY + timedelta(days=45), again=True)
        assert again.payments.get().repeats == month
    assert snapshot.promised(house.fund) == 4 * 900_00
    whole(house.fund)


def test_whoever_takes_nothing_any_more_gets_nothing_again(house: House, run: Run) -> None:
    says(house, *sent(run), back(run.payments.get(payee__membership=house.cast.owner)))
    wishes_for(payee(run.plan, house.cast.owner), takes=False)
    with pytest.raises(RunRefused, match="nichts zurückgekommen"):
        house.proposed(run.plan, again=True)


@pytest.mark.parametrize("wrong", ["amount", "not ours", "before it arrived", "twice"])
def test_what_does_not_fit_waits_for_a_human(house: House, run: Run, wrong: str) -> None:
    one = run.payments.get(payee__membership=house.cast.owner)
    if wrong != "before it arrived":
        says(house, *sent(run))
    said = {"amount": back(one, cents=149_99), "not ours": Said(DAY, 150_00, end_to_end="FW-222222222222"),
            "before it arrived": back(one), "twice": back(one)}[wrong]  # fmt: skip
    if wrong == "twice":
        says(house, back(one, on=DAY + timedelta(days=1)))
    before = states(run)
    says(house, said, opening=1)
    assert states(run) == before
    assert waiting(house.fund).count() == 1
    assert len(arrivals.matches(house.fund)) == (wrong == "amount")  # less may be all but the bank's charges


def test_what_a_bank_kept_of_a_return_is_a_cost_and_all_of_it_is_owed(house: House, run: Run) -> None:
    one = run.payments.get(payee__membership=house.cast.owner)
    says(house, *sent(run), back(one, cents=146_50))
    before, year = book.held(house.fund), (date(2026, 1, 1), date(2026, 12, 31))
    (match,) = arrivals.matches(house.fund)
    assert (match.payment, match.charges) == (one, 3_50)
    done = arrivals.settle(match=match, by=house.treasurer, at=PAYDAY)
    assert states(run) == {Paid.ARRIVED: 5, Paid.RETURNED: 1}
    after = book.held(house.fund)
    assert {kind: after[kind] - before[kind] for kind in before if after[kind] != before[kind]} == {
        "bank": 146_50, "income": 150_00, "reserve": -3_50}  # fmt: skip
    assert snapshot.promised(house.fund) == 5 * 900_00 + 150_00 == after["income"]
    assert {flow.why: flow.cents for flow in flows(house.fund, *year, opening=False)} == {
        "other": 10_000_00, "cost": -3_50, "arrived": -750_00}  # fmt: skip
    whole(house.fund)
    assert accepted(house.fund) == []
    arrivals.take_back(one=done, reason="Falsch", on=DAY, by=house.treasurer, at=PAYDAY)
    assert (book.held(house.fund), states(run)) == (before, {Paid.ARRIVED: 6})


def test_charges_come_from_contributions_when_the_reserve_is_empty_or_are_refused(house: House, run: Run) -> None:
    says(house, *sent(run), *(back(one, cents=149_00) for one in run.payments.all()[:2]))
    book.spend(house.fund, 999_50, Kind.RESERVE)
    first, second = arrivals.matches(house.fund)
    arrivals.settle(match=first, by=house.treasurer, at=PAYDAY)
    left = book.held(house.fund)
    assert (left["reserve"], left["contributions"]) == (50, 10_000_00 - 6 * 900_00 - 1_00)
    book.spend(house.fund, left["contributions"], Kind.CONTRIBUTIONS)
    with pytest.raises(LedgerRefused, match="0,50"):
        arrivals.settle(match=second, by=house.treasurer, at=PAYDAY)
    assert states(run) == {Paid.ARRIVED: 5, Paid.RETURNED: 1}


def test_what_a_line_could_be_about_when_it_names_nothing(house: House, run: Run) -> None:
    second = house.released(run.plan, PAYDAY + timedelta(days=31))
    everything, one, nothing = (book.line(house.fund, cents) for cents in (-900_00, -150_00, -1))
    assert [(m.run, m.payment) for m in arrivals.possible(everything)] == [(second, None), (run, None)]
    assert len(arrivals.possible(one)) == 12
    assert arrivals.possible(nothing) == []
    arrivals.settle(match=arrivals.possible(everything)[1], by=house.treasurer, at=PAYDAY)
    came, more = book.line(house.fund, 149_00), book.line(house.fund, 150_01)
    assert {m.payment for m in arrivals.possible(came)} == set(run.payments.all())
    assert arrivals.possible(more) == []


def test_a_human_is_refused_what_does_not_fit(house: House, run: Run) -> None:
    one = run.payments.get(payee__membership=house.cast.owner)
    wrong = [
        (Match(book.line(house.fund, -1), run), r"0,01 €, und 900,00 €"),
        (Match(book.line(house.fund, 150_00), run), "welche Zahlung"),
        (Match(book.line(house.fund, 150_00), run, one), r"150,00 €, und die Bank gibt 150,00 €"),
    ]
    for match, words in wrong:
        with pytest.raises(RunRefused, match=words):
            arrivals.settle(match=match, by=house.treasurer, at=PAYDAY)
    assert states(run) == {Paid.SENT: 6}


def test_a_sum_that_two_runs_have_is_no_guess(house: House, run: Run) -> None:
    house.released(run.plan, PAYDAY + timedelta(days=31))
    book.line(house.fund, -900_00, DAY)
    assert arrivals.matches(house.fund) == []


def test_what_the_bank_says_of_a_closed_day_counts_on_the_first_open_one(house: House, run: Run) -> None:
    periods.close(fund=house.fund, last=DAY, by=house.treasurer, at=PAYDAY + timedelta(days=2))
    line = book.line(house.fund, -900_00, DAY)
    done = arrivals.settle(match=arrivals.matches(house.fund)[0], by=house.treasurer, at=PAYDAY + timedelta(days=2))
    assert (done.on, done.line) == (DAY + timedelta(days=1), line)
    says(house, back(run.payments.first()), at=PAYDAY + timedelta(days=3))  # type: ignore[arg-type]
    assert Transaction.objects.get(why="came-back").on == DAY + timedelta(days=1)


def test_a_refused_file_is_owed_again_and_sent_again(house: House, run: Run) -> None:
    before = book.held(house.fund)["income"] + 900_00
    arrivals.file_refused(run=run, reason="", by=house.signer, at=PAYDAY)
    assert states(run) == {Paid.RETURNED: 6}
    assert book.held(house.fund)["income"] == before == snapshot.promised(house.fund)
    for attempt in (
        lambda: arrivals.file_refused(run=run, reason="", by=house.signer, at=PAYDAY),
        lambda: runs.order_file(run=run, by=house.signer, at=PAYDAY),
    ):
        with pytest.raises(RunRefused):
            attempt()
    again = house.released(run.plan, again=True)
    assert (again.total, again.payments.count()) == (900_00, 6)
    assert {one.used for one in run.plan.payees.all()} == {1}
    says(house, *sent(again, DAY + timedelta(days=3)))
    assert states(again) == {Paid.ARRIVED: 6}
    whole(house.fund)


def test_a_file_of_which_something_was_paid_is_not_refused_as_a_whole(house: House, run: Run) -> None:
    says(house, sent(run)[0])
    with pytest.raises(RunRefused, match="Zeile für Zeile"):
        arrivals.file_refused(run=run, reason="", by=house.signer, at=PAYDAY)
    says(house, *sent(run)[1:])
    assert states(run) == {Paid.ARRIVED: 6}


def taken_back(house: House, why: str) -> None:
    one = Transaction.objects.filter(why=why, reversed_by__isnull=True).latest("number")
    arrivals.take_back(one=one, reason="Falsch", on=timezone.localdate(PAYDAY), by=house.treasurer, at=PAYDAY)


def test_reversing_in_the_ledger_takes_back_what_it_said_of_payments(house: House, run: Run) -> None:
    says(house, *sent(run), back(run.payments.get(payee__membership=house.cast.owner)))
    arrived = Payment.objects.get(state=Paid.RETURNED).arrived
    with pytest.raises(RunRefused, match="zuerst zurück"):
        arrivals.take_back(one=arrived, reason="x", on=DAY, by=house.treasurer, at=PAYDAY)  # type: ignore[arg-type]
    taken_back(house, "came-back")
    assert states(run) == {Paid.ARRIVED: 6}
    assert snapshot.promised(house.fund) == 5 * 900_00
    taken_back(house, "arrived")
    assert states(run) == {Paid.ARRIVED: 5, Paid.SENT: 1}
    assert book.held(house.fund)["transit"] == 150_00
    with pytest.raises(RunRefused, match="freigegeben"):
        taken_back(house, "income")
    for match in [match for match in arrivals.matches(house.fund) if match.line.cents < 0]:
        arrivals.settle(match=match, by=house.treasurer, at=PAYDAY)
    assert states(run) == {Paid.ARRIVED: 6}


def test_what_was_sent_again_cannot_be_taken_back(house: House, run: Run) -> None:
    says(house, *sent(run), back(run.payments.get(payee__membership=house.cast.owner)))
    house.released(run.plan, again=True)
    with pytest.raises(FundRefused, match="zuerst zurück"):
        taken_back(house, "came-back")


def test_flows_show_what_really_left_and_nothing_that_few_took(house: House, run: Run) -> None:
    says(house, *sent(run), back(run.payments.get(payee__membership=house.cast.owner)))
    year = (date(2026, 1, 1), date(2026, 12, 31))
    assert {flow.why: flow.cents for flow in flows(house.fund, *year)} == {
        "opening": 1_000_00, "other": 10_000_00, "arrived": -750_00,
    }  # fmt: skip
    assert [flow.why for flow in flows(house.fund, *year, opening=False)] == ["other", "arrived"]
    Payment.objects.filter(payee__in=[one.payee for one in run.payments.all()[:2]]).update(arrived=None)
    assert [flow.why for flow in flows(house.fund, *year, opening=False)] == ["other", "cost"]


def test_neither_log_nor_ledger_nor_news_says_whose_it_was(house: House, run: Run) -> None:
    one = run.payments.get(payee__membership=house.cast.owner)
    says(house, *sent(run), back(one))
    kept = [*Event.objects.values_list("facts", "about"), *News.objects.values_list("facts")]
    kept += [*Transaction.objects.filter(why__in=("arrived", "came-back")).values_list("text", "member__name")]
    assert not any(secret in str(kept) for secret in (one.public, one.payee.public, *IBANS, house.cast.owner.name))
