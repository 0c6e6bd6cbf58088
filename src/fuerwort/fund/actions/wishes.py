"""What a payee wants, without a reason: all, less, nothing, later; and to which account. Theirs alone to say."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from stdnum import iban as ibans
from stdnum.exceptions import ValidationError

from fuerwort.fund.actions.plans import locked
from fuerwort.fund.errors import FundRefused
from fuerwort.fund.models import Look, Payee, Plan
from fuerwort.fund.roles import MONEY, require
from fuerwort.fund.sepa import readable
from fuerwort.fund.snapshot import LIVE
from fuerwort.people.errors import Missing
from fuerwort.people.events import record as log
from fuerwort.people.models import Membership, Person

SHEET = 1
"""Version of what one reads before accepting."""
FARTHEST = 24
"""Months one may wait after the last promised one."""


class WishRefused(FundRefused):
    """What was wished stays as it was; ``part`` says what is wrong."""

    def __init__(self, message: str, part: str = "") -> None:
        super().__init__(message)
        self.part = part


@transaction.atomic
def accept(*, payee: Payee, holder: str, iban: str, by: Person, at: datetime) -> Payee:
    """Say yes after reading the sheet, and where to pay to; also to change the account.

    Raises
    ------
    WishRefused
        The name or the IBAN is none a bank takes.
    """
    found = _locked(payee, by)
    if not 0 < len(holder.strip()) <= 70 or not readable(holder):
        raise WishRefused(_("Please name the holder of the account, in at most 70 letters."), "holder")
    try:
        found.iban = ibans.validate(iban)
    except ValidationError as wrong:
        raise WishRefused(_("This IBAN has a typing error: its check digits do not fit."), "iban") from wrong
    found.holder, found.accepted_at, found.sheet = " ".join(holder.split()), at, SHEET
    found.save(update_fields=["holder", "iban", "accepted_at", "sheet"])
    log(found.plan.fund.space, by=None, at=at, verb="income.accepted", about=found.plan.public)
    return found


@transaction.atomic
def wish(
    *, payee: Payee, by: Person, at: datetime, takes: bool = True, most: int | None = None, since: date | None = None
) -> Payee:
    """Say how much, and from when; a reason is never asked. It counts from the next run on.

    Raises
    ------
    WishRefused
        The amount is none, or the month is out of reach.
    """
    found = _locked(payee, by)
    if most is not None and not 0 < most < found.plan.amount:
        raise WishRefused(_("Less is an amount between one cent and the whole income."), "most")
    if since and not _within_reach(found.plan, since, timezone.localdate(at)):
        raise WishRefused(_("Please choose a month from now on, at most two years after the last one."), "since")
    found.takes, found.most = takes, most if takes else None
    found.since, found.wished_at = since.replace(day=1) if since and takes else None, at
    found.save(update_fields=["takes", "most", "since", "wished_at"])
    log(found.plan.fund.space, by=None, at=at, verb="income.wished", about=found.plan.public)
    return found


@transaction.atomic
def look(*, payee: Payee, why: str, by: Membership, at: datetime) -> str:
    """Show the last four letters of an IBAN to one of the two who pay out; whose it is reads who looked, and why.

    Raises
    ------
    WishRefused
        No reason is given, or there is no account.
    """
    found = Payee.objects.select_related("plan__fund__space").get(pk=payee.pk)
    require(found.plan.fund, by, *MONEY)
    if not 5 <= len(why.strip()) <= 200:
        raise WishRefused(
            _("Please say in a few words why you need to see it: whose account it is will read that."), "why"
        )
    if not found.iban:
        raise WishRefused(_("There is no account."), "why")
    Look.objects.create(payee=found, by=by, at=at, why=why.strip())
    log(found.plan.fund.space, by=by, at=at, verb="income.looked", about=found.plan.public)
    return str(found.iban[-4:])


def _locked(payee: Payee, by: Person) -> Payee:
    """Behind the lock of the ledger, so that a wish comes before a run or after it, never within."""
    plan = locked(payee.plan)
    found = Payee.objects.select_related("membership").get(pk=payee.pk)
    found.plan = plan
    if found.membership is None or found.membership.person_id != by.pk:
        raise Missing
    if plan.state not in LIVE:
        raise WishRefused(_("This income has ended. Nothing was changed."))
    return found


def _within_reach(plan: Plan, since: date, today: date) -> bool:
    last = 12 * plan.first.year + plan.first.month + plan.months + FARTHEST
    return since.replace(day=1) >= today.replace(day=1) and 12 * since.year + since.month <= last
