"""A round of bids (Bieterrunde): everybody says secretly what they can give, until the sum covers what is needed.

Nobody sees another's bid, the treasurer neither: they see how many there are, and the sum when a turn is over.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fuerwort.fund.actions.contributions import MOST, next_month, settle
from fuerwort.fund.actions.ledger import lock
from fuerwort.fund.errors import FundRefused
from fuerwort.fund.models import Bid, Fund, How, Round, RoundState
from fuerwort.people.events import record as log
from fuerwort.people.models import Membership

FEWEST = 3
"""Of fewer bids even the sum would say too much."""


class RoundRefused(FundRefused):
    """Nothing was changed; the message says why."""


@transaction.atomic
def open_round(*, fund: Fund, needed: int, about: str, by: Membership, at: datetime) -> Round:
    """Ask what everybody can give a month, for what is needed a month, from next month on."""
    fund = lock(fund)
    if not 0 < needed <= MOST:
        raise RoundRefused(_("Please name an amount between 0 and 100,000 euros."))
    if not 0 < len(about.strip()) <= 200:
        raise RoundRefused(_("Please say in at most 200 letters what the money is needed for."))
    if fund.rounds.filter(state=RoundState.OPEN).exists():
        raise RoundRefused(_("A round is open already. End it first."))
    made = Round.objects.create(
        fund=fund, needed=needed, about=about.strip(), since=next_month(at), opened_at=at, opened_by=by
    )
    log(fund.space, by=by, at=at, verb="round.opened", about=made.public)
    return made


@transaction.atomic
def bid(*, round: Round, cents: int, by: Membership, at: datetime) -> None:
    """Say secretly what one can give a month; until the turn is over it may be said anew."""
    found = _open(round)
    if by.space_id != found.fund.space_id:
        raise RoundRefused(_("This fund belongs to another space."))
    if not 0 <= cents <= MOST:
        raise RoundRefused(_("Please name an amount between 0 and 100,000 euros."))
    said = {"cents": str(cents), "turn": found.turn, "at": at}
    Bid.objects.update_or_create(round=found, membership=by, defaults=said)


@transaction.atomic
def end_turn(*, round: Round, by: Membership, at: datetime) -> Round:
    """Count. If the sum covers what is needed, every bid becomes a contribution; otherwise another turn begins.

    A bid stands until its member says another one. When the round ends, bids are deleted.
    """
    found = _open(round)
    bids = [one for one in found.bids.select_related("membership") if one.membership.left_at is None]
    if len(bids) < FEWEST:
        raise RoundRefused(_("At least three bids are needed: of fewer, the sum would say what somebody gives."))
    amounts = {one.membership: int(one.cents) for one in bids}
    found.sums = [*found.sums, {"bids": len(bids), "cents": sum(amounts.values())}]
    if sum(amounts.values()) >= found.needed:
        found.since = next_month(at)
        settle(found.fund, amounts, found.since, How.ROUND, at)
        _end(found, RoundState.COVERED, at)
    else:
        found.turn += 1
        found.save()
    covered = found.state == RoundState.COVERED
    log(found.fund.space, by=by, at=at, verb="round.covered" if covered else "round.counted", about=found.public)
    return found


@transaction.atomic
def end_round(*, round: Round, by: Membership, at: datetime) -> None:
    """Give a round up; contributions stay as they were."""
    found = _open(round)
    _end(found, RoundState.ENDED, at)
    log(found.fund.space, by=by, at=at, verb="round.ended", about=found.public)


def _end(found: Round, state: RoundState, at: datetime) -> None:
    found.state, found.ended_at = state, at
    found.save()
    found.bids.all().delete()


def _open(one: Round) -> Round:
    lock(one.fund)
    found = Round.objects.select_for_update().select_related("fund__space").get(pk=one.pk)
    if found.state != RoundState.OPEN:
        raise RoundRefused(_("This round is over."))
    return found
