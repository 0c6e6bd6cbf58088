"""Say how much one gives a month: known before the month begins, and tied to nothing one earns."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from fuerwort.fund import reference
from fuerwort.fund.actions.ledger import lock
from fuerwort.fund.errors import FundRefused
from fuerwort.fund.models import Contribution, Fund, How, Payer
from fuerwort.people.events import record as log
from fuerwort.people.models import Membership, public_id

MOST = 100_000_00


class ContributionRefused(FundRefused):
    """Nothing was changed; the message says why."""


@transaction.atomic
def say(*, fund: Fund, cents: int, by: Membership, at: datetime) -> Contribution:
    """A member says what they give from next month on; zero is an answer too."""
    fund = lock(fund)
    if by.space_id != fund.space_id:
        raise ContributionRefused(_("This fund belongs to another space."))
    made = settle(fund, {by: cents}, next_month(at), How.SELF, at)[0]
    log(fund.space, by=by, at=at, verb="contribution.said", about=fund.public)
    return made


@transaction.atomic
def decide_flat(*, fund: Fund, cents: int, by: Membership, at: datetime) -> int:
    """Note a decision: from next month on everybody gives the same. Whoever cannot says another amount afterwards.

    Returns
    -------
    int
        For how many members.
    """
    fund = lock(fund)
    members = fund.space.memberships.active().order_by("pk")
    made = settle(fund, dict.fromkeys(members, cents), next_month(at), How.FLAT, at)
    log(fund.space, by=by, at=at, verb="contribution.decided", about=fund.public, members=len(made))
    return len(made)


def settle(fund: Fund, amounts: Mapping[Membership, int], since: date, how: How, at: datetime) -> list[Contribution]:
    """Let amounts hold from a month on in place of those before, with a reference each; part of other actions."""
    if any(not 0 <= cents <= MOST for cents in amounts.values()):
        raise ContributionRefused(_("Please name an amount between 0 and 100,000 euros."))
    held = Contribution.objects.filter(membership__in=amounts, until__isnull=True)
    held.filter(since__gte=since).delete()  # it had not begun
    held.update(until=since)
    made = [
        Contribution(fund=fund, membership=member, cents=cents, since=since, how=how, said_at=at)
        for member, cents in amounts.items()
    ]
    _refer(fund, amounts)
    return Contribution.objects.bulk_create(made)


def _refer(fund: Fund, members: Mapping[Membership, int]) -> None:
    known = set(Payer.objects.filter(membership__in=members).values_list("membership", flat=True))
    taken = set(fund.payers.values_list("reference", flat=True))
    new = []
    for member in members:
        if member.pk not in known:
            made = reference.complete(public_id()[:6])
            while made in taken:
                made = reference.complete(public_id()[:6])
            taken.add(made)
            new.append(Payer(membership=member, fund=fund, reference=made))
    Payer.objects.bulk_create(new)


def next_month(at: datetime) -> date:
    """The first day of the month after this one: what is said holds from then on."""
    return (timezone.localdate(at).replace(day=1) + timedelta(days=32)).replace(day=1)
