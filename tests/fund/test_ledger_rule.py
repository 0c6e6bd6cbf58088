"""docs/rules/ledger.md: the worked table, row by row."""

from fuerwort.fund.actions.checking import check
from fuerwort.fund.actions.funds import open_fund
from fuerwort.fund.actions.ledger import Entry, holdings, post, reverse
from fuerwort.fund.errors import FundRefused
from fuerwort.fund.models import Account, Fund, Kind, Transaction, Why
from tests.cast import NOW, Cast
from tests.fund import book
from tests.fund.conftest import IBAN
from tests.tables import table

WHY = {"set aside": Why.ALLOCATION}
KINDS = {"reserve": Kind.RESERVE, "contributions": Kind.CONTRIBUTIONS, "beamer": Kind.PURPOSE, "income": Kind.INCOME,
         "on its way": Kind.TRANSIT, "bank": Kind.BANK}  # fmt: skip


def test_the_worked_table(cast: Cast) -> None:
    first, *rows = table("ledger.md")
    fund = open_fund(holder="e. V.", iban=IBAN, held=int(first["amount"]) * 100, by=cast.treasurer, at=NOW)
    book.purpose(fund, "beamer")
    assert standing(fund) == figures(first)
    for row in rows:
        before = standing(fund)
        try:
            done(fund, row, cast)
        except FundRefused:
            assert row["bank"] == "refused", row
            assert standing(fund) == before
        else:
            assert standing(fund) == figures(row), row
    assert check(fund) == []


def figures(row: dict[str, str]) -> dict[str, int]:
    return {kind: int(row[name]) * 100 for name, kind in KINDS.items()}


def standing(fund: Fund) -> dict[str, int]:
    found = book.held(fund)
    return {kind: found.get(kind, 0) for kind in KINDS.values()}


def done(fund: Fund, row: dict[str, str], cast: Cast) -> Transaction:
    if row["what happens"].startswith("reversal"):
        one = fund.transactions.get(why=Why.COST)
        return reverse(one=one, reason="Doch nicht", on=NOW.date(), by=cast.treasurer, at=NOW)
    cents, why = int(row["amount"]) * 100, WHY.get(row["what happens"], row["what happens"])
    amounts: dict[Account, int] = {}
    for name, sign in ((row["from"], -1), (row["to"], 1)):
        if name == "outside":
            amounts[book.account(fund, Kind.BANK)] = -sign * cents
        else:
            amounts[next(a for a in holdings(fund) if a.kind == KINDS[name])] = sign * cents
    moved = amounts.get(book.account(fund, Kind.BANK))
    line = book.line(fund, moved) if moved else None
    return post(fund=fund, entry=Entry(why=why, on=NOW.date(), text="x", amounts=amounts, line=line), by=None, at=NOW)
