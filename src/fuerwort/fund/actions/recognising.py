"""What lines of the bank say by themselves: a reference of ours is a member's contribution; part of other actions.

Each part of the fund that knows payments has its own way (``statements.WAYS``); a line that two ways know is left to a
human.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max
from django.utils.translation import gettext as _

from fuerwort.fund.actions.ledger import Entry, accounts_of, post_all
from fuerwort.fund.models import Fund, Kind, Line, Payer, Transaction, Why
from fuerwort.people.models import Membership


@dataclass(frozen=True)
class Known:
    """A line that says what it is: what is to be posted, and what else is so once it is."""

    line: Line
    entry: Entry
    then: Callable[[Transaction], None] = lambda done: None


Way = Callable[[Fund, Sequence[Line]], list[Known]]


def known(fund: Fund, lines: Sequence[Line], ways: Sequence[Way]) -> list[Known]:
    """What new lines say, by day; money that left before money that came back."""
    found = [one for way in ways for one in way(fund, lines)]
    counts = Counter(id(one.line) for one in found)
    alone = [one for one in found if counts[id(one.line)] == 1]
    return sorted(alone, key=lambda one: (one.entry.on, one.line.cents > 0, one.line.number))


def recognise(fund: Fund, lines: Sequence[Line], ways: Sequence[Way], *, by: Membership, at: datetime) -> None:
    """Let every line count that says what it is."""
    found = known(fund, lines, ways)
    if found:
        done = post_all(fund=fund, entries=[one.entry for one in found], by=by, at=at)
        for one, transaction in zip(found, done, strict=True):
            one.then(transaction)


def open_day(fund: Fund, on: date) -> date:
    """The day itself, or the first one of the open period when its own is closed."""
    closed = fund.periods.aggregate(last=Max("last"))["last"]
    return max(on, closed + timedelta(days=1)) if closed else on


def contributions(fund: Fund, lines: Sequence[Line]) -> list[Known]:
    """Money that came in with a member's reference."""
    referring = [line for line in lines if line.reference and line.cents > 0]
    if not referring:
        return []
    payers = {p.reference: p.membership for p in Payer.objects.filter(fund=fund).select_related("membership")}
    accounts = accounts_of(fund, [Kind.BANK, Kind.CONTRIBUTIONS])
    first_open = open_day(fund, date.min)
    return [
        Known(line, Entry(
            why=Why.CONTRIBUTION, on=max(line.on, first_open), text=_("Contribution"), line=line,
            member=payers[line.reference],
            amounts={accounts[Kind.BANK]: line.cents, accounts[Kind.CONTRIBUTIONS]: line.cents},
        ))
        for line in referring
    ]  # fmt: skip
