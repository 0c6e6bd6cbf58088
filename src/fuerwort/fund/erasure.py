"""What an erased person leaves in the fund: the ledger, which the law lets nobody cut, without their name."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from fuerwort.fund.models import Bid, Contribution, Payer, Transaction
from fuerwort.people.erasure import Foretold
from fuerwort.people.models import Membership


def foretell(memberships: Sequence[Membership]) -> Foretold:
    goes, stays = [], []
    if Contribution.objects.filter(membership__in=memberships).exists():
        goes.append(_("What you said you give to the fund, your reference, and your bids."))
    if Transaction.objects.filter(member__in=memberships).exists():
        stays.append(_("What you gave to the fund: the law has ledger and statements kept for ten years, unnamed."))
    return Foretold(goes, stays)


def forget(membership: Membership, at: datetime) -> None:
    """Their amounts, reference and bids go; transactions stay and lead to a former member."""
    Contribution.objects.filter(membership=membership).delete()
    Payer.objects.filter(membership=membership).delete()
    Bid.objects.filter(membership=membership).delete()
