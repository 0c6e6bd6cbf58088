"""Before anything is paid: each legal point confirmed by a treasurer, dated, with whoever advised (income-gate.md)."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from fuerwort.fund.actions.plans import locked
from fuerwort.fund.errors import FundRefused
from fuerwort.fund.models import Body, Confirmation, Document, Plan, Point, State, Who
from fuerwort.fund.roles import require
from fuerwort.people.events import record as log
from fuerwort.people.models import Membership, RoleName

VALID = timedelta(days=365)
"""Laws change: after so long everything is asked again."""
TEXTS = 1
"""Version of the texts; a new one is confirmed anew."""


class GateRefused(FundRefused):
    """The point stays open."""


@transaction.atomic
def confirm(
    *, plan: Plan, point: str, by: Membership, at: datetime, adviser: str = "", document: Document | None = None,
    body: str = "",
) -> Confirmation:  # fmt: skip
    """Confirm one point for the plan as it stands.

    Parameters
    ----------
    adviser : str
        Who advised: a name, an office, a letter's date.
    document : Document, optional
        What they wrote.
    body : str
        For the point about the body: what it is.

    Raises
    ------
    GateRefused
        Nobody advised, the body is not named, or a body with tax privilege has no written advice.
    """
    found = locked(plan)
    require(found.fund, by, RoleName.TREASURER)
    if point not in Point.values or found.state == State.DROPPED:
        raise GateRefused(_("There is nothing to confirm here."))
    if not adviser.strip() and document is None:
        raise GateRefused(_("Please name who advised you, or upload what they wrote."))
    if point == Point.FORM and body not in Body.values:
        raise GateRefused(_("Please say what kind of body holds the money."))
    if body == Body.PRIVILEGED and found.who == Who.MEMBERS and document is None:
        raise GateRefused(
            _("A body with tax privilege that pays its own members needs written advice: please upload it.")
        )
    made = Confirmation.objects.create(
        plan=found, point=point, about=about(found), body=body if point == Point.FORM else "",
        adviser=adviser.strip()[:200], document=document, at=at, by=by,
    )  # fmt: skip
    log(found.fund.space, by=by, at=at, verb="income.confirmed", about=found.public, point=point)
    return made


def about(plan: Plan) -> str:
    """What a confirmation is about; anything else is another plan, and asks again."""
    said = [TEXTS, plan.amount, plan.months, plan.first.isoformat(), plan.who, plan.rule, plan.fund.holder]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def confirmed(plan: Plan, at: datetime) -> Mapping[str, Confirmation]:
    """The points that are confirmed for the plan as it stands, each with its latest confirmation."""
    rows = plan.confirmations.filter(about=about(plan), at__gt=at - VALID).select_related("by", "document")
    return {row.point: row for row in rows}


def missing(plan: Plan, at: datetime) -> list[str]:
    """The points that are open; nothing is paid while there is one."""
    done = confirmed(plan, at)
    return [point for point in Point.values if point not in done]
