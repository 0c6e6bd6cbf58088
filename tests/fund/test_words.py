"""What nobody may, what news say, and how rows are called: never by a name, an account or an amount."""

import pytest
from django.apps import apps

from fuerwort.fund import income_erasure
from fuerwort.fund.actions import plans, wishes
from fuerwort.fund.actions.wishes import WishRefused
from fuerwort.fund.models import Look, Payee
from fuerwort.people.errors import Missing
from tests.cast import NOW
from tests.fund.paying import PAYDAY, House, accepts, payee, payees


def test_rows_are_called_by_chance_letters(house: House) -> None:
    house.released(house.ready())
    names = [one.name for one in house.cast.everybody.values()]
    rows = [row for model in apps.get_app_config("fund").get_models() for row in model.objects.all()[:20]]
    said = " ".join(map(str, rows))
    assert len({type(row) for row in rows}) > 10
    assert not any(name in said for name in names)


def test_a_wish_is_ones_own_and_ends_with_the_plan(house: House) -> None:
    plan = house.confirmed(house.decided(months=1))
    one = payee(plan, house.cast.owner)
    with pytest.raises(WishRefused, match="kein Konto"):
        wishes.look(payee=one, why="Rückfrage der Bank", by=house.treasurer, at=NOW)
    with pytest.raises(Missing):
        wishes.wish(payee=one, by=house.cast.insider.person, at=NOW)
    for number, row in enumerate(payees(plan)):
        accepts(row, number)
    with pytest.raises(WishRefused, match="wenigen Worten"):
        wishes.look(payee=one, why="x", by=house.treasurer, at=NOW)
    house.arrived(house.released(plan))
    plans.end(plan=plan, by=house.treasurer, at=PAYDAY)
    with pytest.raises(WishRefused, match=r"beendet|vorbei|geendet"):
        wishes.wish(payee=one, by=house.cast.owner.person, at=PAYDAY)


def test_whoever_erases_themself_leaves_a_token_that_leads_to_nobody(house: House) -> None:
    plan = house.ready()
    one = payee(plan, house.cast.owner)
    wishes.look(payee=one, why="Rückfrage der Bank", by=house.treasurer, at=NOW)
    assert income_erasure.foretell([house.cast.owner]).goes
    income_erasure.forget(house.cast.owner, NOW)
    one = Payee.objects.get(pk=one.pk)
    assert (one.membership, one.iban, one.holder, one.takes, Look.objects.count()) == (None, "", "", False, 0)
    assert not income_erasure.foretell([house.cast.owner]).goes
