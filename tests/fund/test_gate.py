"""docs/rules/income-gate.md: nothing is paid before every point is confirmed, for this very plan, within a year."""

from datetime import timedelta

import pytest

from fuerwort.fund.actions import gate, plans, runs
from fuerwort.fund.actions.gate import GateRefused
from fuerwort.fund.actions.plans import Terms
from fuerwort.fund.actions.runs import RunRefused
from fuerwort.fund.models import Body, Document, Payment, Point
from fuerwort.people.errors import Missing
from tests.cast import NOW
from tests.fund.paying import ALL, FIRST, PAYDAY, House, accepts, payees
from tests.tables import table


def test_the_points_are_those_of_the_page() -> None:
    assert [row["point"] for row in table("income-gate.md")] == list(Point.values)


@pytest.mark.parametrize("left_out", Point.values)
def test_no_point_may_be_left_out(house: House, left_out: str) -> None:
    plan = house.decided()
    for one in payees(plan):
        accepts(one)
    for point in Point.values:
        if point != left_out:
            gate.confirm(plan=plan, point=point, by=house.treasurer, at=NOW, adviser="A", body=Body.COOPERATIVE)
    assert gate.missing(plan, NOW) == [left_out]
    with pytest.raises(RunRefused, match="Noch ist nicht jeder"):
        house.proposed(plan)


def test_it_is_asked_again_after_a_year_and_by_the_release_too(house: House) -> None:
    plan = house.ready()
    run = house.proposed(plan)
    assert gate.missing(plan, NOW + gate.VALID) == list(Point.values)
    plan.confirmations.update(at=NOW - gate.VALID)
    with pytest.raises(RunRefused, match="Noch ist nicht jeder"):
        runs.release_run(run=run, seen=ALL, by=house.signer, at=PAYDAY)
    assert not Payment.objects.exists()


def test_another_plan_is_asked_again(house: House) -> None:
    plan = house.confirmed(house.plan())
    assert gate.missing(plan, NOW) == []
    plan = plans.change(plan=plan, terms=Terms(amount=160_00, months=6, first=FIRST), by=house.treasurer, at=NOW)
    assert gate.missing(plan, NOW) == list(Point.values)
    house.confirmed(plan)
    plan.fund.holder = "Ein anderer Verein"
    plan.fund.save()
    assert gate.missing(plan, NOW) == list(Point.values)


def test_somebody_must_have_advised(house: House) -> None:
    plan = house.plan()
    wrong_ones = [
        {"point": Point.GIFT},
        {"point": Point.GIFT, "adviser": "  "},
        {"point": "luck", "adviser": "A"},
        {"point": Point.FORM, "adviser": "A"},
        {"point": Point.FORM, "adviser": "A", "body": "a circus"},
    ]
    for wrong in wrong_ones:
        with pytest.raises(GateRefused):
            gate.confirm(plan=plan, by=house.treasurer, at=NOW, **wrong)
    assert not plan.confirmations.exists()


def test_a_privileged_body_that_pays_members_needs_it_in_writing(house: House) -> None:
    plan = house.plan()
    said = {"plan": plan, "point": Point.FORM, "by": house.treasurer, "at": NOW, "body": Body.PRIVILEGED}
    with pytest.raises(GateRefused, match="schriftlich"):
        gate.confirm(**said, adviser="Kanzlei")
    paper = Document.objects.create(fund=house.fund, file="rat.pdf", type="application/pdf", data=b"%PDF-", digest="d",
                                    at=NOW, by=house.treasurer)  # fmt: skip
    assert gate.confirm(**said, document=paper).document == paper


def test_only_a_treasurer_confirms_and_nobody_for_what_is_over(house: House) -> None:
    plan = house.plan()
    for nobody in (house.signer, house.cast.host, house.cast.stranger):
        with pytest.raises(Missing):
            gate.confirm(plan=plan, point=Point.GIFT, by=nobody, at=NOW, adviser="A")
    plans.drop(plan=plan, by=house.treasurer, at=NOW + timedelta(hours=1))
    with pytest.raises(GateRefused, match="nichts zu bestätigen"):
        gate.confirm(plan=plan, point=Point.GIFT, by=house.treasurer, at=NOW, adviser="A")
