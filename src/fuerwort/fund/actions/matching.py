"""Say what a line of the bank is, by hand. Nothing counts before that."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fuerwort.fund.actions.ledger import Entry, LedgerRefused, account_of, lock, post
from fuerwort.fund.actions.recognising import open_day
from fuerwort.fund.models import Account, Document, Fund, Kind, Line, Transaction, Why
from fuerwort.people.events import record as log
from fuerwort.people.models import Membership

LONGEST = 120

CAME: Mapping[str, tuple[Kind, ...]] = {
    Why.CONTRIBUTION: (Kind.CONTRIBUTIONS,),
    Why.DONATION: (Kind.RESERVE, Kind.PURPOSE),
    Why.GRANT: (Kind.RESERVE, Kind.PURPOSE, Kind.STUDY),
    Why.OTHER: (Kind.RESERVE,),
}
"""What money that came in can be, and which accounts it may be for."""

LEFT: Mapping[str, tuple[Kind, ...]] = {
    Why.COST: (Kind.RESERVE, Kind.BUDGET, Kind.PURPOSE, Kind.STUDY, Kind.CONTRIBUTIONS),
}
"""What money that left can have been, and which accounts it may have come from. Incomes have their own verb."""


class MatchRefused(LedgerRefused):
    """The line still waits; the message says why."""


@dataclass(frozen=True, kw_only=True)
class Meaning:
    """What a line is: why, for (or from) which accounts, whose, in which words, by which paper."""

    why: str
    parts: Mapping[Account, int]
    """Each account's share in cents, above zero; together the whole line."""
    text: str = ""
    member: Membership | None = None
    document: Document | None = field(default=None)


@transaction.atomic
def match(*, line: Line, meaning: Meaning, by: Membership, at: datetime) -> Transaction:
    """Post what a line of the bank is.

    Raises
    ------
    MatchRefused, LedgerRefused
        It cannot be that; the line still waits.
    """
    fund = lock(line.fund)
    allowed = (CAME if line.cents > 0 else LEFT).get(meaning.why)
    if allowed is None:
        raise MatchRefused(_("Money that came in cannot be a cost, and money that left no contribution."))
    if any(account.kind not in allowed or account.fund_id != fund.pk for account in meaning.parts):
        raise MatchRefused(_("This account is not for that."))
    if min(meaning.parts.values(), default=0) <= 0:
        raise MatchRefused(_("Please name an amount above zero."))
    member = meaning.member if meaning.why == Why.CONTRIBUTION else None
    if meaning.why == Why.CONTRIBUTION and (member is None or member.space_id != fund.space_id):
        raise MatchRefused(_("Please say whose contribution this is."))
    sign = 1 if line.cents > 0 else -1
    amounts = {account: sign * cents for account, cents in meaning.parts.items()}
    amounts[account_of(fund, Kind.BANK)] = sum(amounts.values())
    text = meaning.text.strip() or str(Why(meaning.why).label)
    entry = Entry(why=meaning.why, on=open_day(fund, line.on), text=text, amounts=amounts, member=member, line=line,
                  document=meaning.document)  # fmt: skip
    return post(fund=fund, entry=entry, by=by, at=at)


@transaction.atomic
def name_purpose(*, fund: Fund, title: str, for_income: bool, by: Membership, at: datetime) -> Account:
    """Open an account for what a donor gives money for."""
    if not 0 < len(title.strip()) <= LONGEST:
        raise MatchRefused(_("Please say in at most 120 letters what the money was given for."))
    fund = lock(fund)
    purpose = Account.objects.create(
        fund=fund, kind=Kind.PURPOSE, title=title.strip(), for_income=for_income, opened_at=at
    )
    log(fund.space, by=by, at=at, verb="fund.purpose-named", about=purpose.public)
    return purpose
