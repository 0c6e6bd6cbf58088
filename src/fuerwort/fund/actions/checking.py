"""Look through a whole ledger again: what was changed behind its back is found. Changes nothing."""

import logging
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from fuerwort.fund import chain
from fuerwort.fund.models import Account, Fund, Kind, Posting
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
    parts = _parts(fund)
    for number, (public, said, *row) in enumerate(_transactions(fund), 1):
        if row[0] != number:
            return [*found, f"transaction {number} is missing"]
        amiss = _amiss(fund, chain.hash_row(tuple(row), _hashed(parts[public])) == said, parts[public], held, steps)
        found += [] if row[-1] == previous else [f"transaction {number}: it does not follow the one before"]
        found += [f"transaction {number}: {what}" for what in amiss]
        previous = said
    return found + list(_whole(fund, held, number))


def _transactions(fund: Fund) -> Iterator[Any]:
    """Public id, hash, and what the hash is of."""
    yield from fund.transactions.order_by("number").values_list("public", "hash", *chain.COLUMNS)


@dataclass(frozen=True, slots=True)
class _Part:
    account: Account
    cents: int
    step: int
    held: int


def _parts(fund: Fund) -> dict[str, list[_Part]]:
    """The postings of each transaction."""
    rows = list(
        Posting.objects.filter(transaction__fund=fund).values_list("transaction_id", "account", "cents", "step", "held")
    )
    accounts = Account.objects.in_bulk({row[1] for row in rows})
    found: dict[str, list[_Part]] = defaultdict(list)
    for public, account, cents, step, held in rows:
        found[public].append(_Part(accounts[account], cents, step, held))
    return found


def _hashed(parts: Sequence[_Part]) -> list[chain.Part]:
    return sorted((part.account.public, part.cents, part.held) for part in parts)


def _amiss(fund: Fund, same: bool, parts: Sequence[_Part], held: Counter[int], steps: Counter[int]) -> Iterator[str]:
    if not same:
        yield "it is not what was written"
    if sum(part.cents for part in parts) or len(parts) < 2:
        yield "it does not balance"
    for part in parts:
        account = part.account
        steps[account.pk] += 1
        held[account.pk] += part.cents if account.kind == Kind.BANK else -part.cents
        if (part.step, part.held) != (steps[account.pk], held[account.pk]):
            yield f"what {account.public} holds afterwards is wrong"
        if account.fund_id != fund.pk:
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
    return look(fund=fund, at=at)


def look(*, fund: Fund, at: datetime) -> int:
    """Look through one ledger now; the log keeps when, and how many differences were found."""
    wrong = check(fund)
    log(fund.space, by=None, at=at, verb="fund.checked", about=fund.public, differences=len(wrong))
    for difference in wrong:
        logger.error("fund %s: %s", fund.public, difference)
    return len(wrong)
