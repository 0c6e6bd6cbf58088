"""docs/rules/income-run.md: a month is proposed by one, released by another, and paid once."""

from datetime import date, timedelta

import pytest

from fuerwort.fund import snapshot
from fuerwort.fund.actions import plans, runs
from fuerwort.fund.actions.checking import check
from fuerwort.fund.actions.ledger import LedgerRefused, set_aside
from fuerwort.fund.actions.runs import Figures, RunRefused
from fuerwort.fund.models import Fund, Kind, Paid, Payee, Payment, Plan
from fuerwort.people.errors import Missing
from fuerwort.people.models import Event, Membership, News
from tests.cast import NOW, Cast
from tests.fund import book
from tests.fund.paying import ALL, PAYDAY, House, accepts, payee, payees, settle, wishes_for
from tests.tables import table


@pytest.mark.parametrize("row", table("income-run.md"), ids=lambda row: row["wishes"])
def test_the_worked_table(cast: Cast, fund: Fund, row: dict[str, str]) -> None:
    house = settle(cast, fund, 1_200_00)
    four = {"a": cast.owner, "b": cast.insider, "c": cast.newcomer, "d": cast.host}
    plan = house.plan(months=2)
    plan.who = "cohort"
    plan.save()
    plan = house.confirmed(plans.decide(plan=plan, salt="s", by=house.treasurer, at=NOW, cohort=four))
    assert book.held(fund)["income"] == 1_200_00
    for number, (payee_, wish) in enumerate(zip(payees_in(plan, four), row["wishes"].split(", "), strict=True)):
        if wish != "no account yet":
            accepts(payee_, number)
        if wish != "all":
            said = {"nothing": {"takes": False}, "later": {"since": date(2027, 1, 1)}, "at most 50": {"most": 50_00}}
            wishes_for(payee_, **said.get(wish, {}))
    run = house.released(plan)
    figures = (run.total, run.payments.filter(cents__gt=0).count(), snapshot.promised(fund), snapshot.free(fund))
    columns = ("paid in all", "to people", "stays promised", "free afterwards")
    assert [cents if at == 1 else cents // 100 for at, cents in enumerate(figures)] == [int(row[c]) for c in columns]


def payees_in(plan: Plan, order: dict[str, Membership]) -> list[Payee]:
    return [payee(plan, member) for member in order.values()]


def test_a_month_is_proposed_released_and_on_its_way(house: House) -> None:
    plan = house.ready()
    run = house.proposed(plan)
    assert runs.preview(run) == ALL
    assert not Payment.objects.exists()
    run = runs.release_run(run=run, seen=ALL, by=house.signer, at=PAYDAY)
    assert (run.total, run.payments.filter(state=Paid.SENT).count()) == (900_00, 6)
    assert book.held(house.fund)["transit"] == 900_00
    assert book.held(house.fund)["income"] == snapshot.promised(house.fund) == 5 * 900_00
    assert {one.used for one in payees(plan)} == {1}
    assert check(house.fund) == []
    plan.refresh_from_db()
    assert plan.state == "running"


def test_releasing_again_does_nothing(house: House) -> None:
    run = house.released(house.ready())
    before = book.held(house.fund)
    again = runs.release_run(run=run, seen=Figures(1, 1), by=house.treasurer, at=PAYDAY)
    assert again.pk == run.pk
    assert (book.held(house.fund), Payment.objects.count()) == (before, 6)


def test_nobody_pays_alone(house: House) -> None:
    run = house.proposed(house.ready())
    with pytest.raises(RunRefused, match="andere Person"):
        runs.release_run(run=run, seen=ALL, by=house.treasurer, at=PAYDAY)
    for nobody in (house.cast.host, house.cast.owner, house.cast.stranger):
        with pytest.raises(Missing):
            runs.release_run(run=run, seen=ALL, by=nobody, at=PAYDAY)
        with pytest.raises(Missing):
            house.treasurer, before = nobody, house.treasurer
            try:
                house.proposed(run.plan)
            finally:
                house.treasurer = before
    assert not Payment.objects.exists()


def test_a_wish_before_the_release_counts_and_is_said(house: House) -> None:
    plan = house.ready()
    run = house.proposed(plan)
    wishes_for(payee(plan, house.cast.owner), takes=False)
    wishes_for(payee(plan, house.cast.insider), most=50_00)
    with pytest.raises(RunRefused, match=r"650,00 € für 5"):
        runs.release_run(run=run, seen=ALL, by=house.signer, at=PAYDAY)
    assert not Payment.objects.exists()
    runs.release_run(run=run, seen=Figures(650_00, 5), by=house.signer, at=PAYDAY)
    kept = Payment.objects.get(payee__membership=house.cast.owner)
    assert (kept.state, kept.cents, kept.iban) == (Paid.KEPT, 0, "")
    assert snapshot.promised(house.fund) == 5 * 900_00
    assert book.held(house.fund)["income"] == 6 * 900_00 - 650_00


def test_whoever_waits_gets_as_many_months_later(house: House) -> None:
    plan = house.ready(months=2)
    wishes_for(payee(plan, house.cast.owner), since=date(2027, 2, 14))
    at = PAYDAY
    totals = []
    for _month in range(4):
        totals.append(house.released(plan, at).total)
        at += timedelta(days=31)
    assert [run.month.month for run in plan.runs.all()] == [12, 1, 2, 3]
    assert totals == [5 * 150_00, 5 * 150_00, 150_00, 150_00]
    with pytest.raises(RunRefused, match="nichts mehr zugesagt"):
        house.proposed(plan, at)
    assert snapshot.promised(house.fund) == 0


def test_whoever_has_not_said_where_to_pay_to_loses_nothing(house: House) -> None:
    plan = house.confirmed(house.decided(months=2))
    with pytest.raises(RunRefused, match="aufgehoben"):
        house.proposed(plan)
    assert {one.used for one in payees(plan)} == {0}
    assert snapshot.promised(house.fund) == 2 * 900_00


@pytest.mark.parametrize("days", [-1, 61])
def test_a_day_to_pay_on_is_near_and_not_over(house: House, days: int) -> None:
    with pytest.raises(RunRefused, match="Wähle einen Tag"):
        runs.propose_run(plan=house.ready(), on=PAYDAY.date() + timedelta(days=days), by=house.treasurer, at=PAYDAY)


def test_one_run_at_a_time_and_it_can_be_withdrawn(house: House) -> None:
    plan = house.ready()
    run = house.proposed(plan)
    with pytest.raises(RunRefused, match="offen"):
        house.proposed(plan)
    runs.withdraw_run(run=run, by=house.signer, at=PAYDAY)
    runs.withdraw_run(run=run, by=house.signer, at=PAYDAY)
    with pytest.raises(RunRefused, match="zurückgezogen"):
        runs.release_run(run=run, seen=ALL, by=house.signer, at=PAYDAY)
    done = house.released(plan)
    with pytest.raises(RunRefused, match="schon freigegeben"):
        runs.withdraw_run(run=done, by=house.signer, at=PAYDAY)


def test_a_day_that_is_over_when_it_is_released_pays_nobody(house: House) -> None:
    run = house.proposed(house.ready())
    with pytest.raises(RunRefused, match="vorbei"):
        runs.release_run(run=run, seen=ALL, by=house.signer, at=PAYDAY + timedelta(days=3))


def test_a_run_that_would_overdraw_is_refused_as_a_whole(house: House, monkeypatch) -> None:
    run = house.proposed(house.ready())
    monkeypatch.setattr(snapshot, "for_income", lambda held: 899_99)
    with pytest.raises(RunRefused, match=r"900,00 €.*899,99 €.*0,01 €"):
        runs.release_run(run=run, seen=ALL, by=house.signer, at=PAYDAY)
    assert not Payment.objects.exists()


def test_what_is_promised_cannot_be_spent_for_something_else(house: House) -> None:
    house.ready()
    income, reserve = (book.account(house.fund, kind) for kind in (Kind.INCOME, Kind.RESERVE))
    with pytest.raises(LedgerRefused, match="zugesagt"):
        set_aside(source=income, target=reserve, cents=1, text="Doch nicht", by=house.treasurer, at=PAYDAY)
    assert book.held(house.fund)["income"] == snapshot.promised(house.fund)


def test_a_ledger_that_is_not_whole_pays_nobody(house: House, monkeypatch) -> None:
    plan = house.ready()
    run = house.proposed(plan)
    monkeypatch.setattr(runs, "check", lambda fund: ["transaction 3 is missing"])
    for attempt in (
        lambda: house.proposed(plan),
        lambda: runs.release_run(run=run, seen=ALL, by=house.signer, at=PAYDAY),
    ):
        with pytest.raises(RunRefused, match="Kassenbuch"):
            attempt()
    monkeypatch.undo()
    monkeypatch.setattr(runs, "_stands", lambda one: False)
    with pytest.raises(RunRefused, match="Kassenbuch"):
        runs.release_run(run=run, seen=ALL, by=house.signer, at=PAYDAY)
    assert not Payment.objects.exists()
    assert "transit" not in book.held(house.fund)


def test_what_a_donor_gave_for_incomes_is_paid_first(house: House) -> None:
    given = book.purpose(house.fund, "Grundeinkommen", for_income=True)
    book.receive(house.fund, 500_00, given, why="donation")
    plan = house.ready()
    assert book.held(house.fund)["income"] == 6 * 900_00 - 500_00
    house.released(plan)
    assert "purpose" not in book.held(house.fund)
    assert book.held(house.fund)["income"] == 5 * 900_00


def test_nothing_more_is_paid_after_the_end(house: House) -> None:
    plan = house.ready(months=1)
    with pytest.raises(plans.PlanRefused, match="zugesagt"):
        plans.end(plan=plan, by=house.treasurer, at=PAYDAY)
    run = house.proposed(plan)
    runs.withdraw_run(run=run, by=house.treasurer, at=PAYDAY)
    house.arrived(house.released(plan))
    assert plans.end(plan=plan, by=house.treasurer, at=PAYDAY).state == "ended"
    with pytest.raises(RunRefused, match="beendet"):
        house.proposed(plan)


def test_everybody_may_decline_and_the_month_costs_nothing(house: House) -> None:
    plan = house.ready(months=1)
    for one in payees(plan):
        wishes_for(one, takes=False)
    run = house.released(plan)
    assert (run.total, run.transaction) == (0, None)
    with pytest.raises(RunRefused, match="nichts zu schicken"):
        runs.order_file(run=run, by=house.treasurer, at=PAYDAY)


def test_the_log_and_the_news_say_nothing_of_a_recipient(house: House) -> None:
    plan = house.ready()
    house.released(plan)
    rows = list(Event.objects.filter(verb__startswith="income."))
    members = {one.public for one in house.cast.everybody.values()} | {one.public for one in payees(plan)}
    assert {row.about for row in rows}.isdisjoint(members)
    assert not any(row.by for row in rows if row.verb in ("income.accepted", "income.wished"))
    paid = News.objects.filter(code="income.paid")
    assert set(paid.values_list("membership_id", flat=True)) == {one.membership_id for one in payees(plan)}
    assert all(set(row.facts) <= {"run", "plan"} for row in News.objects.filter(code__startswith="income."))
