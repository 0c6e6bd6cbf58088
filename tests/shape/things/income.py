"""An income of the owner: decided, confirmed, and a month of it on its way."""

from datetime import timedelta

from django.utils import timezone

from fuerwort.fund.actions import funds
from fuerwort.fund.models import Fund
from tests.cast import Cast
from tests.fund import book, paying


def things(cast: Cast) -> dict[str, str]:
    at = timezone.now()
    fund = Fund.objects.filter(space=cast.space).first() or funds.open_fund(
        holder="Raum am Kanal e. V.", iban="DE02120300000000202051", held=0, by=cast.treasurer, at=at
    )
    book.receive(fund, 1_000_00, on=timezone.localdate(at))
    house = paying.House(cast, fund, cast.treasurer, cast.host)
    paying.also_signs(cast.host)
    plan = house.confirmed(house.decided(amount=1_00, months=2, first=timezone.localdate(at), at=at), at)
    mine = paying.payee(plan, cast.owner)
    paying.accepts(mine)
    run = house.released(plan, at + timedelta(hours=1))
    cast.host.roles.filter(name="signer").delete()  # a host reads nothing of it
    return {
        "plan": plan.public,
        "payee": mine.public,
        "run": run.public,
        "payment": run.payments.get(payee=mine).public,
    }
