"""Close a period: from then on nothing is posted for any of its days."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fuerwort.fund import chain
from fuerwort.fund.actions.checking import check
from fuerwort.fund.actions.ledger import lock
from fuerwort.fund.errors import FundRefused
from fuerwort.fund.models import Fund, Period
from fuerwort.people.events import record as log
from fuerwort.people.models import Membership


class PeriodRefused(FundRefused):
    """The period stays open; the message says what is missing."""


@transaction.atomic
def close(*, fund: Fund, last: date, by: Membership, at: datetime) -> Period:
    """Close everything up to a day that is over.

    Raises
    ------
    PeriodRefused
        The day is not over, it is closed already, lines of the bank still wait, or the ledger is not whole.
    """
    fund = lock(fund)
    before = fund.periods.order_by("-last").first()
    first = before.last + timedelta(days=1) if before else timezone.localdate(fund.opened_at)
    if last >= timezone.localdate(at):
        raise PeriodRefused(_("Choose a day that is over."))
    if last < first:
        raise PeriodRefused(_("The books are closed up to this day already, or began after it."))
    _nothing_waits(fund, last)
    if check(fund):
        raise PeriodRefused(_("The ledger is not whole: a row was changed behind its back. Run `fuerwort fund check`."))
    newest = fund.transactions.order_by("-number").first()
    period = Period.objects.create(
        fund=fund, first=first, last=last, number=newest.number if newest else 0, closed_at=at, closed_by=by,
        hash=newest.hash if newest else chain.START,
    )  # fmt: skip
    log(fund.space, by=by, at=at, verb="fund.period-closed", about=period.public, until=str(last))
    return period


def _nothing_waits(fund: Fund, last: date) -> None:
    counting = fund.transactions.filter(line__isnull=False, reversed_by__isnull=True).values("line")
    waiting = fund.lines.filter(on__lte=last).exclude(pk__in=counting).count()
    if waiting:
        raise PeriodRefused(
            ngettext(
                "%(count)s line of the bank up to this day still waits. Say first what it is.",
                "%(count)s lines of the bank up to this day still wait. Say first what they are.",
                waiting,
            )
            % {"count": waiting}
        )
