"""Take in what the bank says: first what would happen, then, on the treasurer's word, all of it or nothing."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from fuerwort.fund import reference
from fuerwort.fund.actions import arrivals, recognising
from fuerwort.fund.actions.duplicates import fresh
from fuerwort.fund.actions.ledger import lock
from fuerwort.fund.errors import FundRefused
from fuerwort.fund.models import Fund, Line, Statement
from fuerwort.fund.reading import Movement, Problem, Stated, UnreadableError, read
from fuerwort.people.events import record as log
from fuerwort.people.models import Membership

NAME = 120

WAYS: Sequence[recognising.Way] = (recognising.contributions, arrivals.told)
"""How lines are recognised: by a member's reference, by the reference of a payment of ours."""


class StatementRefused(FundRefused):
    """Nothing was taken in; ``problems`` name what is wrong, each with its place in the file."""

    def __init__(self, message: str, problems: Sequence[Problem] = ()) -> None:
        super().__init__(message)
        self.problems = problems


@dataclass(frozen=True)
class Would:
    """What taking a file in would do."""

    stated: Stated
    new: Sequence[Line]
    """Not stored yet."""
    known: int
    """Movements that another file has brought already."""
    early: int
    """Movements before the ledger began: they are in what it began with."""

    recognised: Sequence[Line]
    """Those of the new that count at once, because their reference says what they are."""


def would_take_in(*, fund: Fund, data: bytes, mapping: Mapping[str, str] | None = None) -> Would:
    """Say what a file would bring; changes nothing.

    Raises
    ------
    fuerwort.fund.reading.UnknownColumnsError
        The columns of a CSV must be said by hand.
    StatementRefused
        The file cannot be taken in as it is.
    """
    stated = read(data, mapping)
    if stated.problems:
        raise StatementRefused(_("Nothing was taken in: some lines cannot be right."), stated.problems)
    if stated.iban and stated.iban != fund.iban:
        raise StatementRefused(
            _("This statement is of the account %(other)s; the fund has the account %(own)s. Nothing was taken in.")
            % {"other": stated.iban, "own": fund.iban}
        )
    if Statement.objects.filter(fund=fund, digest=_digest(data)).exists():
        raise StatementRefused(_("This very file was taken in already. Nothing was changed."))
    began = timezone.localdate(fund.opened_at)
    movements = [movement for movement in stated.movements if movement.on >= began]
    payers = set(fund.payers.values_list("reference", flat=True))
    new = [_line(fund, movement, likeness, payers) for movement, likeness in fresh(fund, movements, stated.form)]
    recognised = [one.line for one in recognising.known(fund, new, WAYS)]
    return Would(stated, new, len(movements) - len(new), len(stated.movements) - len(movements), recognised)


@transaction.atomic
def take_in(
    *, fund: Fund, data: bytes, file: str, by: Membership, at: datetime, mapping: Mapping[str, str] | None = None
) -> Statement:
    """Take a file in, whole; what is recognised counts at once, the rest waits to be matched.

    Raises
    ------
    UnreadableError, StatementRefused
        See :func:`would_take_in`.
    """
    fund = lock(fund)
    would = would_take_in(fund=fund, data=data, mapping=mapping)
    stated, days = would.stated, [movement.on for movement in would.stated.movements]
    statement = Statement.objects.create(
        fund=fund, file=file[-NAME:], form=stated.form, digest=_digest(data), first=min(days, default=None),
        last=max(days, default=None), opening=stated.opening, closing=stated.closing, taken_at=at, taken_by=by,
    )  # fmt: skip
    for line in would.new:
        line.statement = statement
    lines = Line.objects.bulk_create(would.new)
    facts = {"lines": len(lines), "known": would.known}
    log(fund.space, by=by, at=at, verb="fund.statement-taken-in", about=statement.public, **facts)
    recognising.recognise(fund, lines, WAYS, by=by, at=at)
    return statement


@transaction.atomic
def withdraw(*, statement: Statement, by: Membership, at: datetime) -> None:
    """Take a statement out again, as long as nothing in it counts."""
    fund = lock(statement.fund)
    if statement.lines.filter(transactions__isnull=False).exists():
        raise StatementRefused(_("Lines of this statement stand in the ledger, so it stays. Reverse what is wrong."))
    statement.lines.all().delete()
    statement.delete()
    log(fund.space, by=by, at=at, verb="fund.statement-withdrawn", about=statement.public)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _line(fund: Fund, movement: Movement, likeness: str, payers: set[str]) -> Line:
    said = movement.said
    return Line(
        fund=fund, number=movement.place, on=movement.on, cents=movement.cents, likeness=likeness,
        reference=reference.found(f"{said.text} {said.end_to_end}", payers) if movement.cents > 0 else "",
        words=said.stored(),
    )  # fmt: skip


__all__ = ["StatementRefused", "UnreadableError", "Would", "take_in", "withdraw", "would_take_in"]
