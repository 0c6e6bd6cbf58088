"""beancount, a second and independent program for books, looks at a ledger."""

from decimal import Decimal

from beancount import loader
from beancount.core import realization

from fuerwort.fund.actions.ledger import holdings
from fuerwort.fund.exports import NAMES, as_beancount
from fuerwort.fund.models import Fund, Kind


def accepted(fund: Fund) -> list[str]:
    """What beancount does not accept, and accounts that hold something else there; empty when all is well."""
    entries, errors, _options = loader.load_string(as_beancount(fund))
    found = [error.message for error in errors]
    real = realization.realize(entries)
    for account, cents in holdings(fund).items():
        name = NAMES[Kind(account.kind)] + (f":{account.public.capitalize()}" if account.title else "")
        node = realization.get(real, name)
        there = realization.compute_balance(node).get_currency_units("EUR").number if node is not None else Decimal(0)
        sign = 1 if account.kind == Kind.BANK else -1
        if there * 100 != sign * cents:
            found.append(f"{name} holds {there}")
    return found
