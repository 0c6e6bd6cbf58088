"""Who may see what of requests, one file per noun."""

from fuerwort.referrals.queries.answers import asked_by_link, placing_for
from fuerwort.referrals.queries.books import Account, Movement, Whole, accounts, field_book, own_book
from fuerwort.referrals.queries.clients import (
    Name,
    Part,
    Status,
    is_there,
    part_for_client,
    placing_for_client,
    status_for,
)
from fuerwort.referrals.queries.contests import contest_for, contests, may_answer
from fuerwort.referrals.queries.fairness import Fairness, Shares, fairness
from fuerwort.referrals.queries.order import Order, Other, Place
from fuerwort.referrals.queries.overview import Overview, all_requests, requests_for
from fuerwort.referrals.queries.recorded import books_on_record, request_on_record
from fuerwort.referrals.queries.requests import Eyes, Said, Seen, may_own, request_for
from fuerwort.referrals.queries.rules import Running, order_page
from fuerwort.referrals.queries.ties import circle, nearness
from fuerwort.referrals.queries.to_do import has_answered, has_found_work, to_do

__all__ = [
    "Account", "Eyes", "Fairness", "Movement", "Name", "Order", "Other", "Overview", "Part", "Place", "Running", "Said",
    "Seen", "Shares", "Status", "Whole", "accounts", "all_requests", "asked_by_link", "books_on_record", "circle",
    "contest_for", "contests", "fairness", "field_book", "has_answered", "has_found_work", "is_there", "may_answer",
    "may_own", "nearness", "order_page", "own_book", "part_for_client", "placing_for", "placing_for_client",
    "request_for", "request_on_record", "requests_for", "status_for", "to_do",
]  # fmt: skip
