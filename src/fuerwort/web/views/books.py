"""One's own chances, and how an order comes about."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from fuerwort.people.models import Space
from fuerwort.people.queries import Here
from fuerwort.referrals import queries
from fuerwort.web import doors, drawing


@doors.member
def books(request: HttpRequest, here: Here) -> HttpResponse:
    """One's own accounts, one for each field."""
    accounts = queries.accounts(here)
    bars = drawing.in_order([one.micro for one in accounts])
    context = {"here": here, "accounts": list(zip(accounts, bars, strict=True)), "tab": "books"}
    return render(request, "books/books.html", context)


@doors.member
def book(request: HttpRequest, here: Here, field: str) -> HttpResponse:
    """One's own account in a field with each movement, and the field's book, in which nobody else has a name."""
    context = {
        "here": here,
        "account": queries.own_book(here, field),
        "whole": queries.field_book(here, field),
        "tab": "books",
    }
    return render(request, "books/book.html", context)


@doors.everybody
def order(request: HttpRequest, space: Space) -> HttpResponse:
    """“How this order comes about”: generated from the rule that runs."""
    return render(request, "books/order.html", {"space": space, "rule": queries.order_page(space, timezone.now())})
