"""An income of the owner: decided, confirmed, and a month of it on its way. Nobody else accepted one."""

import re
from datetime import timedelta

from django.utils import timezone

from fuerwort.fund.actions import funds, wishes
from fuerwort.fund.models import Fund
from tests.cast import Cast
from tests.fund import book, paying

HOLDER, IBAN, LESS = "Zephyrine Quellwasser", "FR1420041010050500013M02606", 6_13
SECRET = re.compile(r"Zephyrine|Quellwasser|FR14[ \d]*2004|M02606|(?<![\d.,])6[.,]13(?!\d)")
"""What only the owner and the two who pay out may ever read: whose account it is, which, and how much went there."""


def things(cast: Cast) -> dict[str, str]:
    at = timezone.now()
    fund = Fund.objects.filter(space=cast.space).first() or funds.open_fund(
        holder="Raum am Kanal e. V.", iban="DE02120300000000202051", held=0, by=cast.treasurer, at=at
    )
    book.receive(fund, 1_000_00, on=timezone.localdate(at))
    house = paying.House(cast, fund, cast.treasurer, cast.host)
    paying.also_signs(cast.host)
    plan = house.confirmed(house.decided(amount=7_00, months=2, first=timezone.localdate(at), at=at), at)
    mine = paying.payee(plan, cast.owner)
    wishes.accept(payee=mine, holder=HOLDER, iban=IBAN, by=cast.owner.person, at=at)
    wishes.wish(payee=mine, most=LESS, by=cast.owner.person, at=at)
    run = house.released(plan, at + timedelta(hours=1))
    cast.host.roles.filter(name="signer").delete()  # a host reads nothing of it
    return {
        "plan": plan.public,
        "payee": mine.public,
        "run": run.public,
        "payment": run.payments.get(payee=mine).public,
    }
