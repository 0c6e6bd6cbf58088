"""One's own chances, a field's book, and whether it is fair."""

from typing import Any

from django.utils import timezone

from fuerwort.api.operations import Area
from fuerwort.api.schemas.books import FairOut
from fuerwort.api.schemas.requests import BookOut, ChancesOut
from fuerwort.people.queries import Here
from fuerwort.referrals import queries

area = Area("requests")


@area.lists("/books", ChancesOut)
def books(here: Here) -> Any:
    """One's own accounts, one for each field."""
    return queries.accounts(here)


@area.reads("/books/{slug:field}", ChancesOut)
def account(here: Here, field: str) -> Any:
    """One's own account in a field with each movement."""
    return queries.own_book(here, field)


@area.reads("/books/{slug:field}/whole", BookOut)
def book(here: Here, field: str) -> Any:
    """The whole book of a field, in which nobody has a name."""
    return queries.field_book(here, field)


@area.reads("/fairness", FairOut)
def fairness(here: Here) -> Any:
    """Is it fair? The figures of the report; fields with too few people are left out."""
    return queries.fairness(here, at=timezone.now())
