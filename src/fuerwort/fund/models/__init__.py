"""What the fund holds, whose money it is meant for, what the bank says, and who looked at the books."""

from fuerwort.fund.models.bank import Document, Line, Statement
from fuerwort.fund.models.ledger import ONCE, Account, Fund, Kind, Period, Posting, Transaction, Why

__all__ = [
    "ONCE", "Account", "Document", "Fund", "Kind", "Line", "Period", "Posting", "Statement", "Transaction", "Why",
]  # fmt: skip
