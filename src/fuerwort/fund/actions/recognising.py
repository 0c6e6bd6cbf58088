"""What lines of the bank say by themselves: a reference of ours is a member's contribution; part of other actions.

Each part of the fund that knows payments adds its own way to ``WAYS``; a line that two ways know is left to a human.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta

from django.db.models import Max
from django.utils.translation import gettext as _

from fuerwort.fund.actions.ledger import Entry, accounts_of
from fuerwort.fund.models import Fund, Kind, Line, Payer, Why

Way = Callable[[Fund, Sequence[Line]], list[Entry]]


def entries(fund: Fund, lines: Sequence[Line]) -> list[Entry]:
    """What is to be posted for new lines, in their order."""
    found = [entry for way in WAYS for entry in way(fund, lines)]
    counts = Counter(entry.line.pk for entry in found if entry.line)
    alone = [entry for entry in found if entry.line and counts[entry.line.pk] == 1]
    return sorted(alone, key=lambda entry: (entry.on, entry.line.number if entry.line else 0))


def open_day(fund: Fund, on: date) -> date:
    """The day itself, or the first one of the open period when its own is closed."""
    closed = fund.periods.aggregate(last=Max("last"))["last"]
    return max(on, closed + timedelta(days=1)) if closed else on


def contributions(fund: Fund, lines: Sequence[Line]) -> list[Entry]:
    """Money that came in with a member's reference."""
    referring = [line for line in lines if line.reference and line.cents > 0]
    if not referring:
        return []
    payers = {p.reference: p.membership for p in Payer.objects.filter(fund=fund).select_related("membership")}
    accounts = accounts_of(fund, [Kind.BANK, Kind.CONTRIBUTIONS])
    first_open = open_day(fund, date.min)
    return [
        Entry(
            why=Why.CONTRIBUTION, on=max(line.on, first_open), text=_("Contribution"), line=line,
            member=payers[line.reference],
            amounts={accounts[Kind.BANK]: line.cents, accounts[Kind.CONTRIBUTIONS]: line.cents},
        )
        for line in referring
    ]  # fmt: skip


WAYS: list[Way] = [contributions]
