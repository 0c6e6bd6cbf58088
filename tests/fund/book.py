"""Lines of a bank and transactions, in one word each."""

from datetime import date, datetime
from itertools import count

from fuerwort.fund.actions.ledger import Entry, holdings, post
from fuerwort.fund.models import Account, Fund, Kind, Line, Statement, Transaction, Why
from fuerwort.people.models import Membership
from tests.cast import NOW

TODAY = NOW.date()

_numbers = count(1)


def line(fund: Fund, cents: int, on: date = TODAY, by: Membership | None = None, at: datetime = NOW) -> Line:
    """Something the bank says."""
    number = next(_numbers)
    by = by or fund.opened_by
    facts = {"file": "auszug.xml", "form": "camt.053", "digest": f"d{number}", "taken_at": at, "taken_by": by}
    said = {"number": 1, "on": on, "cents": cents, "likeness": f"l{number}", "words": "{}"}
    return Line.objects.create(fund=fund, statement=Statement.objects.create(fund=fund, **facts), **said)


def account(fund: Fund, kind: Kind) -> Account:
    return fund.accounts.get(kind=kind)


def purpose(fund: Fund, title: str = "Ein Beamer", *, for_income: bool = False) -> Account:
    made = Account(fund=fund, kind=Kind.PURPOSE, title=title, for_income=for_income, opened_at=NOW)
    made.save()
    return made


def receive(
    fund: Fund, cents: int, to: Account | Kind = Kind.CONTRIBUTIONS, why: str = Why.CONTRIBUTION, on: date = TODAY
) -> Transaction:
    """Money comes in, for one account."""
    target = to if isinstance(to, Account) else account(fund, to)
    amounts = {account(fund, Kind.BANK): cents, target: cents}
    said = line(fund, cents, on)
    return post(fund=fund, entry=Entry(why=why, on=on, text="Eingang", amounts=amounts, line=said), by=None, at=NOW)


def spend(fund: Fund, cents: int, of: Account | Kind, why: str = Why.COST, on: date = TODAY) -> Transaction:
    """Money leaves, from one account."""
    source = of if isinstance(of, Account) else account(fund, of)
    amounts = {account(fund, Kind.BANK): -cents, source: -cents}
    said = line(fund, -cents, on)
    return post(fund=fund, entry=Entry(why=why, on=on, text="Ausgabe", amounts=amounts, line=said), by=None, at=NOW)


def held(fund: Fund) -> dict[str, int]:
    """What each kind of account holds; zeros left out."""
    found: dict[str, int] = {}
    for one, amount in holdings(fund).items():
        if amount:
            found[one.kind] = found.get(one.kind, 0) + amount
    return found
