"""Look through a whole ledger again: what was changed behind its back is found. Changes nothing."""

import logging
from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from fuerwort.fund import chain
from fuerwort.fund.models import Fund, Kind, Transaction
from fuerwort.people.events import record as log
from fuerwort.people.models import Event

logger = logging.getLogger(__name__)


def check(fund: Fund) -> list[str]:
    """Every transaction from the first one: number, hash, balance, and what each account holds after it.

    Returns
    -------
    list of str
        One line for each difference; empty when the ledger is whole.
    """
    found: list[str] = []
    held: Counter[int] = Counter()
    steps: Counter[int] = Counter()
    previous, number = chain.START, 0
    for number, one in enumerate(_transactions(fund), 1):
        if one.number != number:
            return [*found, f"transaction {number} is missing"]
        found += [f"transaction {number}: {what}" for what in _amiss(one, previous, held, steps)]
        previous = one.hash
    return found + list(_whole(fund, held, number))


def _transactions(fund: Fund) -> Iterator[Transaction]:
    related = ("by", "member", "line", "document")
    yield from fund.transactions.select_related(*related).prefetch_related("postings__account").order_by("number")


def _amiss(one: Transaction, previous: str, held: Counter[int], steps: Counter[int]) -> Iterator[str]:
    postings = list(one.postings.all())
    if one.previous != previous or one.hash != chain.hash_of(one, chain.parts_of(postings)):
        yield "it is not what was written"
    if sum(posting.cents for posting in postings) or len(postings) < 2:
        yield "it does not balance"
    for posting in postings:
        account = posting.account
        steps[account.pk] += 1
        held[account.pk] += posting.cents if account.kind == Kind.BANK else -posting.cents
        if (posting.step, posting.held) != (steps[account.pk], held[account.pk]):
            yield f"what {account.public} holds afterwards is wrong"
        if account.fund_id != one.fund_id:
            yield f"{account.public} belongs to another fund"


def _whole(fund: Fund, held: Counter[int], last: int) -> Iterator[str]:
    """What can only be said at the end: nothing stands alone, and what is held is what it is meant for."""
    bank = {account.pk for account in fund.accounts.filter(kind=Kind.BANK)}
    if sum(amount for pk, amount in held.items() if pk in bank) != sum(a for pk, a in held.items() if pk not in bank):
        yield "what the bank holds is not what it is meant for"
    for period in fund.periods.all():
        sealed = fund.transactions.filter(number=period.number).first() if period.number else None
        if period.number > last or (sealed.hash if sealed else chain.START) != period.hash:
            yield f"the period until {period.last} was closed on another ledger"
        if fund.transactions.filter(number__gt=period.number, on__lte=period.last).exists():
            yield f"something was posted into the period until {period.last} after it was closed"


def nightly(*, at: datetime) -> int:
    """Once a day, look through every ledger; returns how many differences were found.

    The log keeps that it was done.
    """
    return sum(_tonight(fund, at) for fund in Fund.objects.select_related("space"))


@transaction.atomic
def _tonight(fund: Fund, at: datetime) -> int:
    midnight = timezone.localtime(at).replace(hour=0, minute=0, second=0, microsecond=0)
    if Event.objects.filter(space=fund.space, verb="fund.checked", at__gte=midnight).exists():
        return 0
    wrong = check(fund)
    log(fund.space, by=None, at=at, verb="fund.checked", about=fund.public, differences=len(wrong))
    for difference in wrong:
        logger.error("fund %s: %s", fund.public, difference)
    return len(wrong)
