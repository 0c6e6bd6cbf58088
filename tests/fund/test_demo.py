"""The fund of the demo space is a real one: whole, to the cent what its bank says, and something waits."""

from datetime import UTC, datetime

import pytest

from fuerwort.experiences import demo as people
from fuerwort.fund import demo, snapshot
from fuerwort.fund.actions.checking import check
from fuerwort.fund.models import Audit, Fund, Paid, Payment, Run, Transaction
from fuerwort.fund.queries import audits
from fuerwort.fund.queries.desk import agreement
from fuerwort.people.models import Space
from tests.cast import NOW
from tests.fund.second import accepted


@pytest.mark.parametrize("at", [datetime(2026, 11, 24, 9, tzinfo=UTC), datetime(2027, 3, 1, 6, tzinfo=UTC)], ids=str)
def test_the_fund_of_the_demo_is_alive(db, at: datetime) -> None:
    space = people.open_demo(at=at)
    demo.open_demo(space, at=at)
    fund = Fund.objects.get(space=space)
    assert check(fund) == []
    assert accepted(fund) == []
    beside = agreement(fund)
    assert (beside.difference, beside.said is not None) == (0, True)
    assert Audit.objects.filter(fund=fund, in_order=True, auditor=demo.AUDITOR).count() == 1
    open_one = audits.audit_at(demo.AUDIT, at)
    assert (open_one.drawn_at, open_one.signed_at) == (None, None)
    assert audits.books(open_one).count >= open_one.size
    paid = Payment.objects.filter(run__plan__fund=fund)
    counts = {state: paid.filter(state=state).count() for state in Paid.values}
    assert counts[Paid.KEPT] == 3 and counts[Paid.RETURNED] == 1 and counts[Paid.ARRIVED] > 25, counts
    assert counts[Paid.SENT] == 0 and paid.filter(repeats__isnull=False).count() == 1
    assert Run.objects.filter(released_at=None).count() == 1
    assert 0 < snapshot.promised(fund) <= snapshot.for_income(snapshot.held_by(fund))
    before = Transaction.objects.count()
    demo.open_demo(space, at=at)
    assert Transaction.objects.count() == before > 40


def test_a_space_without_its_treasurer_gets_none(cast) -> None:
    demo.open_demo(Space.objects.get(slug="kanal"), at=NOW)
    assert not Fund.objects.exists()
