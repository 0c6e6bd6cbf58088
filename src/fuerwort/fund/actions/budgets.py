"""Set money of the reserve aside for what an evening decided, and give back what was not needed."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fuerwort.fund.actions.ledger import account_of, holdings, lock, set_aside
from fuerwort.fund.errors import FundRefused
from fuerwort.fund.models import Account, Fund, Kind
from fuerwort.fund.money import euros
from fuerwort.people.events import record as log
from fuerwort.people.models import Membership, Space

LONGEST = 120


class BudgetRefused(FundRefused):
    """Nothing was set aside; the message gives the figures."""


@transaction.atomic
def allocate(*, space: Space, cents: int, purpose: str, by: Membership | None, at: datetime) -> Account:
    """Set an amount of the reserve aside for a purpose; it can be spent for that, or given back.

    Parameters
    ----------
    space : Space
        Whose fund; a decision of its evening is the authority.
    cents : int
        How much, above zero.
    purpose : str
        What was decided, in words (at most 120 letters).
    by : Membership or None
        Who noted the decision.

    Returns
    -------
    Account
        Of kind ``budget``; its ``public`` names it in addresses.

    Raises
    ------
    BudgetRefused
        There is no fund, or the reserve does not hold the amount.
    """
    fund = Fund.objects.filter(space=space).first()
    if fund is None:
        raise BudgetRefused(_("This space has no fund, so nothing can be set aside."))
    fund = lock(fund)
    if not 0 < len(purpose.strip()) <= LONGEST:
        raise BudgetRefused(_("Please say in at most 120 letters what the money is for."))
    reserve = account_of(fund, Kind.RESERVE)
    held = holdings(fund)[reserve]
    if not 0 < cents <= held:
        raise BudgetRefused(
            _("The reserve holds %(held)s; %(amount)s cannot be set aside. Nothing was changed.")
            % {"held": euros(held), "amount": euros(cents)}
        )
    budget = Account.objects.create(fund=fund, kind=Kind.BUDGET, title=purpose.strip(), opened_at=at)
    text = _("Decided: %(purpose)s") % {"purpose": budget.title}
    set_aside(source=reserve, target=budget, cents=cents, text=text, by=by, at=at)
    log(space, by=by, at=at, verb="fund.budget-set", about=budget.public)
    return budget


@transaction.atomic
def give_back(*, budget: Account, by: Membership, at: datetime) -> None:
    """Return what a budget still holds to the reserve."""
    fund = lock(budget.fund)
    left = holdings(fund)[budget]
    if budget.kind != Kind.BUDGET or not left:
        raise BudgetRefused(_("There is nothing left to give back."))
    text = _("Not needed: %(purpose)s") % {"purpose": budget.title}
    reserve = account_of(fund, Kind.RESERVE)
    set_aside(source=budget, target=reserve, cents=left, text=text, by=by, at=at)
    log(fund.space, by=by, at=at, verb="fund.budget-returned", about=budget.public)
