"""What the fund holds, whose money it is meant for, what the bank says, and who looked at the books."""

from fuerwort.fund.models.bank import Document, Line, Statement
from fuerwort.fund.models.income import Body, Confirmation, Look, Payee, Plan, Point, State, Who
from fuerwort.fund.models.ledger import ONCE, Account, Fund, Kind, Period, Posting, Transaction, Why
from fuerwort.fund.models.runs import Paid, Payment, Run

__all__ = [
    "ONCE", "Account", "Body", "Confirmation", "Document", "Fund", "Kind", "Line", "Look", "Paid", "Payee", "Payment",
    "Period", "Plan", "Point", "Posting", "Run", "State", "Statement", "Transaction", "Who", "Why",
]  # fmt: skip
