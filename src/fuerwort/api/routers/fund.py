"""The community fund: what it holds, one's own contribution; for treasurers statements, ledger, accounts, rounds."""

import base64
import binascii
from typing import Any

from django.utils import timezone

from fuerwort.api.operations import Area, Page, Page_, paged
from fuerwort.api.schemas import fund as said_
from fuerwort.api.schemas.fund import (
    ContributionOut,
    ContributorOut,
    FundAccountOut,
    FundOut,
    LineOut,
    LookOut,
    StatementOut,
    TransactionOut,
)
from fuerwort.fund import queries
from fuerwort.fund.actions import budgets, contributions, ledger, periods, rounds, statements
from fuerwort.fund.actions.statements import StatementRefused
from fuerwort.fund.models import Account, Fund, Kind, Round
from fuerwort.fund.queries import desk as kept
from fuerwort.fund.queries import mine as own
from fuerwort.people.errors import Missing
from fuerwort.people.queries import Here

area = Area("fund")


@area.reads("/fund", FundOut)
def state(here: Here) -> Any:
    """What the fund holds."""
    return queries.state_of(queries.fund_here(here))


@area.reads("/fund/contribution", ContributionOut)
def contribution(here: Here) -> Any:
    """One's own contribution."""
    mine = own.mine(queries.fund_here(here), here.membership, timezone.localdate())
    cents, later = (one.cents if one else None for one in (mine.now, mine.next))
    return {"cents": cents, "next_cents": later, "reference": mine.reference, "received": mine.received}


@area.does("PUT", "/fund/contribution", ContributionOut)
def say_contribution(here: Here, said: said_.AmountIn) -> Any:
    """Say what one gives each month; it holds from the first of the next."""
    contributions.say(fund=queries.fund_here(here), cents=said.cents, by=here.membership, at=timezone.now())
    return contribution(here)


def _round(fund: Fund) -> Round:
    found = own.round_of(fund)
    if found is None:
        raise Missing
    return found


@area.does("PUT", "/fund/bid")
def bid(here: Here, said: said_.AmountIn) -> None:
    """Bid in the open round."""
    rounds.bid(round=_round(queries.fund_here(here)), cents=said.cents, by=here.membership, at=timezone.now())


def _desk(here: Here) -> Fund:
    """The fund, for its treasurers."""
    if not here.is_treasurer:
        raise Missing
    return queries.fund_here(here)


@area.reads("/fund/ledger", Page[TransactionOut])
def ledger_(here: Here, page: Page_, words: str = "") -> Any:
    """The ledger, newest first; treasurers."""
    found = kept.transactions(_desk(here), page, words[:100])
    return paged(found, [_transaction(one) for one in found])


@area.reads("/fund/ledger/{int:number}", TransactionOut)
def transaction(here: Here, number: int) -> Any:
    """One transaction; treasurers."""
    return _transaction(kept.transaction_of(_desk(here), number))


def _transaction(one: Any) -> dict[str, Any]:
    parts = [{"account": part.account.public, "cents": part.cents} for part in one.postings.all()]
    return {"number": one.number, "on": one.on, "why": one.why, "text": one.text, "parts": parts}


@area.lists("/fund/accounts", FundAccountOut)
def accounts(here: Here) -> Any:
    """What each account holds; treasurers."""
    return kept.accounts(_desk(here))


def _account(fund: Fund, public: str, *kinds: str) -> Account:
    for one in kept.accounts(fund, kinds) if kinds else kept.accounts(fund):
        if one.public == public:
            return one
    raise Missing


@area.does("POST", "/fund/accounts/set-aside", TransactionOut, status=201)
def set_aside(here: Here, said: said_.SetAsideIn) -> Any:
    """Move money from one purpose to another; treasurers."""
    fund = _desk(here)
    source, target = _account(fund, said.source), _account(fund, said.target)
    done = ledger.set_aside(
        source=source, target=target, cents=said.cents, text=said.text, by=here.membership, at=timezone.now()
    )
    return _transaction(done)


@area.does("POST", "/fund/accounts/{slug:public}/give-back")
def give_back(here: Here, public: str) -> None:
    """Return what a budget did not need; treasurers."""
    budgets.give_back(budget=_account(_desk(here), public, Kind.BUDGET), by=here.membership, at=timezone.now())


@area.reads("/fund/lines", Page[LineOut])
def lines(here: Here, page: Page_) -> Any:
    """Lines of the bank that wait to be understood; treasurers."""
    found, rows = kept.waiting_page(_desk(here), page)
    return paged(found, [_line(one) for one in rows])


def _line(one: Any) -> dict[str, Any]:
    row, said = one.line, one.said
    return {"public": row.public, "on": row.on, "cents": row.cents, "name": said.name, "text": said.text}


@area.lists("/fund/statements", StatementOut)
def statements_(here: Here) -> Any:
    """Statements that were taken in; treasurers."""
    return kept.statements(_desk(here))


@area.does("POST", "/fund/statements/look", LookOut, kept=False)
def look(here: Here, said: said_.StatementIn) -> Any:
    """See what a file of the bank would bring, without taking it in; treasurers."""
    would = statements.would_take_in(fund=_desk(here), data=_data(said), mapping=said.columns)
    counts = {"new": len(would.new), "recognised": len(would.recognised)}
    return {**counts, "known": would.known, "early": would.early}


@area.does("POST", "/fund/statements", StatementOut, status=201)
def take_in(here: Here, said: said_.StatementIn) -> Any:
    """Take a file of the bank in; lines known already are not doubled; treasurers."""
    return statements.take_in(
        fund=_desk(here), data=_data(said), file=said.file, by=here.membership, at=timezone.now(), mapping=said.columns
    )


def _data(said: said_.StatementIn) -> bytes:
    try:
        return base64.b64decode(said.content, validate=True)
    except (binascii.Error, ValueError) as wrong:
        raise StatementRefused("base64") from wrong


@area.does("DELETE", "/fund/statements/{slug:public}")
def withdraw_statement(here: Here, public: str) -> None:
    """Take a statement out again; treasurers."""
    found = kept.statement_of(_desk(here), public)
    statements.withdraw(statement=found, by=here.membership, at=timezone.now())


@area.lists("/fund/contributors", ContributorOut)
def contributors(here: Here) -> Any:
    """What was agreed on and what arrived; treasurers."""
    return kept.contributors(_desk(here), timezone.localdate())


@area.does("PUT", "/fund/flat")
def decide_flat(here: Here, said: said_.AmountIn) -> None:
    """Note a decision that everybody gives the same; treasurers."""
    contributions.decide_flat(fund=_desk(here), cents=said.cents, by=here.membership, at=timezone.now())


@area.does("POST", "/fund/round", status=201)
def open_round(here: Here, said: said_.BidRoundIn) -> None:
    """Open a round of bids; treasurers."""
    rounds.open_round(fund=_desk(here), **said.model_dump(), by=here.membership, at=timezone.now())


@area.does("POST", "/fund/round/count")
def count_round(here: Here) -> None:
    """Count the turn: covered, or the next turn is open; treasurers."""
    rounds.end_turn(round=_round(_desk(here)), by=here.membership, at=timezone.now())


@area.does("POST", "/fund/round/end")
def end_round(here: Here) -> None:
    """End the round without a change; treasurers."""
    rounds.end_round(round=_round(_desk(here)), by=here.membership, at=timezone.now())


@area.does("POST", "/fund/close")
def close_period(here: Here, said: said_.LastIn) -> None:
    """Close the books up to a day; treasurers."""
    periods.close(fund=_desk(here), last=said.last, by=here.membership, at=timezone.now())
