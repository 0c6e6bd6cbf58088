"""Open the fund of a space, with what it holds on that day."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from stdnum import bic as bics
from stdnum import iban as ibans
from stdnum.exceptions import ValidationError

from fuerwort.fund.actions.ledger import Entry, account_of, post
from fuerwort.fund.errors import FundRefused
from fuerwort.fund.models import ONCE, Account, Fund, Kind, Why
from fuerwort.people.events import record as log
from fuerwort.people.models import Membership


class OpeningRefused(FundRefused):
    """The fund was not opened or described; ``part`` says what is wrong."""

    def __init__(self, message: str, part: str = "") -> None:
        super().__init__(message)
        self.part = part


@transaction.atomic
def open_fund(*, holder: str, iban: str, bic: str = "", held: int = 0, by: Membership, at: datetime) -> Fund:
    """Open the fund of a space.

    Parameters
    ----------
    holder : str
        The legal person whose bank account it is.
    held : int
        What the account holds when the ledger begins, in cents; it goes to the reserve.

    Raises
    ------
    OpeningRefused
        There is a fund already, or the account is none.
    """
    if Fund.objects.filter(space=by.space).exists():
        raise OpeningRefused(_("This space has a fund already."))
    fund = Fund.objects.create(space=by.space, opened_at=at, opened_by=by, **checked(holder, iban, bic))
    Account.objects.bulk_create(Account(fund=fund, kind=kind, public=kind, opened_at=at) for kind in ONCE)
    log(by.space, by=by, at=at, verb="fund.opened", about=fund.public)
    if held:
        amounts = {account_of(fund, Kind.BANK): held, account_of(fund, Kind.RESERVE): held}
        text = _("Held when the ledger began")
        entry = Entry(why=Why.OPENING, on=timezone.localdate(at), text=text, amounts=amounts)
        post(fund=fund, entry=entry, by=by, at=at)
    return fund


@transaction.atomic
def describe(*, fund: Fund, holder: str, iban: str, bic: str = "", by: Membership, at: datetime) -> Fund:
    """Note another bank account or another name of its holder."""
    for name, value in checked(holder, iban, bic).items():
        setattr(fund, name, value)
    fund.save(update_fields=["holder", "iban", "bic"])
    log(by.space, by=by, at=at, verb="fund.described", about=fund.public)
    return fund


def checked(holder: str, iban: str, bic: str) -> dict[str, str]:
    """The account as it is stored: checked, without spaces.

    Raises
    ------
    OpeningRefused
        A part is missing or has a typing error.
    """
    if not 0 < len(holder.strip()) <= 70:
        raise OpeningRefused(
            _("Please name the holder of the account as the bank does, in at most 70 letters."), "holder"
        )
    try:
        number = ibans.validate(iban)
    except ValidationError as wrong:
        raise OpeningRefused(_("This IBAN has a typing error: its check digits do not fit."), "iban") from wrong
    try:
        code = bics.validate(bic) if bic.strip() else ""
    except ValidationError as wrong:
        raise OpeningRefused(_("This BIC has a typing error; it may also be left empty."), "bic") from wrong
    return {"holder": " ".join(holder.split()), "iban": number, "bic": code}
