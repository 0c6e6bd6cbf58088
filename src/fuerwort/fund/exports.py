"""The whole ledger as files: CSV for a spreadsheet, beancount for a second, independent book-keeping program."""

import csv
import io
from collections.abc import Iterator
from datetime import date, timedelta

from django.utils import timezone

from fuerwort.fund.models import Account, Fund, Kind, Posting, Transaction

NAMES = {
    Kind.BANK: "Assets:Bank", Kind.CONTRIBUTIONS: "Equity:Contributions", Kind.RESERVE: "Equity:Reserve",
    Kind.PURPOSE: "Equity:Purpose", Kind.BUDGET: "Equity:Budget", Kind.INCOME: "Equity:BasicIncome",
    Kind.STUDY: "Equity:StudyCosts", Kind.TRANSIT: "Liabilities:OnItsWay",
}  # fmt: skip
"""What each kind of account is called in beancount."""

HEADER = ("number", "day", "why", "text", "account", "amount", "holds_afterwards", "member", "reverses", "bank_line",
          "document", "written_at", "hash")  # fmt: skip


def as_csv(fund: Fund) -> str:
    """One row for each posting, amounts with a point, signs as debit (+) and credit (−)."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(HEADER)
    for one in _transactions(fund):
        writer.writerows(_row(one, posting) for posting in _postings(one))
    return out.getvalue()


def _row(one: Transaction, posting: Posting) -> tuple[str, ...]:
    return (
        str(one.number), one.on.isoformat(), one.why, plain(one.text), plain(str(posting.account)),
        money(posting.cents), money(posting.held), plain(one.member.name) if one.member else "",
        str(one.reverses.number) if one.reverses else "", one.line.public if one.line else "",
        one.document.public if one.document else "", one.at.isoformat(), one.hash,
    )  # fmt: skip


def plain(text: str) -> str:
    """Words that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text


def money(cents: int) -> str:
    """Cents as a decimal number with a point."""
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def as_beancount(fund: Fund) -> str:
    """The ledger in beancount's language, with what each account holds at the end for it to check. Names nobody."""
    transactions = list(_transactions(fund))
    accounts = list(fund.accounts.order_by("pk"))
    began = min([one.on for one in transactions], default=timezone.localdate(fund.opened_at))
    ended = max([one.on for one in transactions], default=began)
    lines = [f'option "title" {quoted(fund.space.name)}', 'option "operating_currency" "EUR"', ""]
    lines += [line for account in accounts for line in _opened(account, began)]
    lines += [line for one in transactions for line in _said(one)]
    lines += [""] + [line for account in accounts for line in _balance(account, transactions, ended)]
    return "\n".join(lines) + "\n"


def _opened(account: Account, began: date) -> Iterator[str]:
    yield f"{began} open {_name(account)} EUR"
    if account.title:
        yield f"  title: {quoted(account.title)}"


def _said(one: Transaction) -> Iterator[str]:
    yield ""
    yield f"{one.on} * {quoted(one.text)}"
    yield f'  number: {one.number}\n  why: "{one.why}"\n  hash: "{one.hash}"'
    if one.reverses:
        yield f"  reverses: {one.reverses.number}"
    for posting in _postings(one):
        yield f"  {_name(posting.account)}  {money(posting.cents)} EUR"


def _balance(account: Account, transactions: list[Transaction], ended: date) -> Iterator[str]:
    cents = sum(p.cents for one in transactions for p in one.postings.all() if p.account_id == account.pk)
    yield f"{ended + timedelta(days=1)} balance {_name(account)}  {money(cents)} EUR"


def _name(account: Account) -> str:
    name = NAMES[Kind(account.kind)]
    return f"{name}:{account.public.capitalize()}" if account.title else name


def quoted(text: str) -> str:
    """A string as beancount reads it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + " ".join(escaped.split()) + '"'


def _transactions(fund: Fund) -> Iterator[Transaction]:
    rows = fund.transactions.select_related("member", "reverses", "line", "document")
    rows = rows.defer("line__words", "document__data").prefetch_related("postings__account")
    yield from rows.order_by("number")


def _postings(one: Transaction) -> list[Posting]:
    return sorted(one.postings.all(), key=lambda posting: posting.pk)
