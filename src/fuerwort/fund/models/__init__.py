"""What the fund holds, whose money it is meant for, what the bank says, and who looked at the books."""

from fuerwort.fund.models.audits import Audit, Sampled
from fuerwort.fund.models.bank import Document, Line, Statement
from fuerwort.fund.models.contributions import Bid, Contribution, How, Payer, Round, RoundState
from fuerwort.fund.models.income import Body, Confirmation, Look, Payee, Plan, Point, State, Who
from fuerwort.fund.models.ledger import ONCE, Account, Fund, Kind, Period, Posting, Transaction, Why
from fuerwort.fund.models.runs import Paid, Payment, Run

__all__ = [
    "ONCE", "Account", "Audit", "Bid", "Body", "Confirmation", "Contribution", "Document", "Fund", "How", "Kind",
    "Line", "Look", "Paid", "Payee", "Payer", "Payment", "Period", "Plan", "Point", "Posting", "Round", "RoundState",
    "Run", "Sampled", "State", "Statement", "Transaction", "Who", "Why",
]  # fmt: skip
