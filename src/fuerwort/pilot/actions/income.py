"""The income for those who were drawn: a plan of the fund for the group, and nothing that says who they are."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from fuerwort.fund.actions import plans
from fuerwort.fund.models import Fund, Plan, Who
from fuerwort.fund.models import State as PlanState
from fuerwort.people.events import record as log
from fuerwort.people.models import Membership
from fuerwort.pilot.actions.states import locked
from fuerwort.pilot.errors import PilotRefused
from fuerwort.pilot.models import Pilot, State
from fuerwort.pilot.terms import Terms


@transaction.atomic
def propose_income(*, pilot: Pilot, by: Membership, at: datetime) -> Plan:
    """Propose to the fund what was registered: so much for so many months, for whoever was drawn.

    Raises
    ------
    PilotRefused
        Nobody was drawn yet, there is no fund, or it was proposed before and not dropped.
    PlanRefused
        The fund cannot have such a plan.
    Missing
        ``by`` is no treasurer.
    """
    found = locked(pilot, State.DRAWN, State.RUNNING)
    fund = Fund.objects.filter(space=found.space_id).first()
    if fund is None or found.first is None:
        raise PilotRefused(_("The space has no fund yet: open it first."))
    if found.plan and found.plan.state != PlanState.DROPPED:
        raise PilotRefused(_("The income of this group is planned already."))
    terms = Terms.of(found.terms)
    words = _("Pilot “%(title)s”, registered as %(hash)s.") % {
        "title": found.title, "hash": found.registration.sha256[:16],
    }  # fmt: skip
    said = plans.Terms(amount=terms.amount, first=found.first, months=terms.months, who=Who.COHORT, words=words)
    found.plan = plans.propose(fund=fund, terms=said, by=by, at=at)
    found.save(update_fields=["plan"])
    log(found.space, by=by, at=at, verb="pilot.income", about=found.public)
    return found.plan
