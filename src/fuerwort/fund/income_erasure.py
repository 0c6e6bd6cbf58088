"""What an erasure takes of an income: the account, the wish, and who it was. What was paid stays in the ledger."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from fuerwort.fund.models import Payee, Payment
from fuerwort.people import erasure
from fuerwort.people.erasure import Foretold
from fuerwort.people.models import Membership


def foretell(memberships: Sequence[Membership]) -> Foretold:
    """Say that what is still promised goes with the account."""
    if not Payee.objects.filter(membership__in=memberships).exists():
        return Foretold()
    return Foretold(
        goes=[_("Your basic income, with what is still promised to you, and the account it went to.")],
        stays=[_("The sums that were paid, without your name.")],
    )


def forget(membership: Membership, at: datetime) -> None:
    """Nothing is due any more; the token stays and leads to nobody."""
    mine = Payee.objects.filter(membership=membership)
    Payment.objects.filter(payee__in=mine).update(holder="", iban="")
    for one in mine:
        one.looks.all().delete()
    mine.update(membership=None, takes=False, most=None, since=None, holder="", iban="")


erasure.add(erasure.Part(foretell, forget))
