"""Plan a basic income, decide it, promise more months of it, end it (docs/rules/income.md)."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fuerwort.engine.income import IncomeRule, first_day, month_of
from fuerwort.fund import income_notices, snapshot
from fuerwort.fund.actions.ledger import account_of, lock, set_aside
from fuerwort.fund.errors import FundRefused
from fuerwort.fund.models import Fund, Kind, Paid, Payee, Payment, Plan, State, Who
from fuerwort.fund.money import euros
from fuerwort.fund.roles import require
from fuerwort.people.events import record as log
from fuerwort.people.models import Membership, RoleName

MOST = 120
"""Months."""
LONGEST = 600
"""Letters of the decision it rests on."""
PATIENCE = timedelta(days=365)
"""So long after the last month whoever waits can still ask for theirs."""


class PlanRefused(FundRefused):
    """The plan stays as it was; the message says why, with the figures."""


@dataclass(frozen=True, kw_only=True)
class Terms:
    """What a plan says."""

    amount: int
    first: date
    months: int
    who: str = Who.MEMBERS
    words: str = ""


@transaction.atomic
def propose(*, fund: Fund, terms: Terms, by: Membership, at: datetime) -> Plan:
    """Write a plan down; nothing is promised yet.

    Parameters
    ----------
    terms : Terms
        ``first`` may be any day of the first month, which cannot be over.

    Raises
    ------
    PlanRefused
        The amount or the months are out of bounds, or the first month is over.
    Missing
        ``by`` is no treasurer here.
    """
    require(fund, by, RoleName.TREASURER)
    plan = Plan(fund=fund, rule=IncomeRule().to_json(), proposed_at=at, proposed_by=by)
    _write(plan, terms, at)
    plan.save()
    log(fund.space, by=by, at=at, verb="income.proposed", about=plan.public)
    return plan


@transaction.atomic
def change(*, plan: Plan, terms: Terms, by: Membership, at: datetime) -> Plan:
    """Change what is only proposed; what the law made us ask is asked again."""
    found = _locked(plan, by, State.PROPOSED)
    _write(found, terms, at)
    found.save()
    log(found.fund.space, by=by, at=at, verb="income.changed", about=found.public)
    return found


@transaction.atomic
def drop(*, plan: Plan, by: Membership, at: datetime) -> Plan:
    """Give up what is only proposed."""
    found = _locked(plan, by, State.PROPOSED)
    found.state, found.ended_at = State.DROPPED, at
    found.save(update_fields=["state", "ended_at"])
    log(found.fund.space, by=by, at=at, verb="income.dropped", about=found.public)
    return found


@transaction.atomic
def decide(
    *, plan: Plan, salt: str, by: Membership, at: datetime, cohort: Mapping[str, Membership] | None = None
) -> Plan:
    """Promise as many of its months as there is money for, to everybody it is for; set that money aside.

    Parameters
    ----------
    salt : str
        A secret of chance letters: tokens follow from it, so that nobody can tell whose they are.
    cohort : mapping, optional
        Tokens of a draw and who they are; needed when the plan is for a cohort.

    Raises
    ------
    PlanRefused
        Nobody is here, the first month is over, or the money does not last for one month.
    """
    found = _locked(plan, by, State.PROPOSED)
    _allow_first(found.first, at)
    people = _people(found, salt, cohort)
    if not people:
        raise PlanRefused(_("There is nobody this plan is for."))
    free = snapshot.free(found.fund)
    months = snapshot.fundable(found, len(people), found.months, free).months
    if not months:
        raise PlanRefused(
            _("One month costs %(need)s (%(people)s × %(amount)s), and only %(free)s is free. Nothing was promised.")
            % {
                "people": len(people),
                "amount": euros(found.amount),
                "need": euros(found.amount * len(people)),
                "free": euros(free),
            }
        )
    Payee.objects.bulk_create(Payee(plan=found, token=token, membership=one) for token, one in people.items())
    found.state, found.decided_at, found.decided_by = State.DECIDED, at, by
    _promise(found, months, by, at)
    log(found.fund.space, by=by, at=at, verb="income.decided", about=found.public)
    income_notices.decided(found, at)
    return found


@transaction.atomic
def extend(*, plan: Plan, by: Membership, at: datetime) -> int:
    """Promise more of its months, as many as there is money for now; how many more.

    Raises
    ------
    PlanRefused
        All are promised, or the money does not last for one more month.
    """
    found = _locked(plan, by, *snapshot.LIVE)
    people = found.payees.filter(membership__isnull=False).count()
    free, lacking = snapshot.free(found.fund), found.months - found.guaranteed
    more = snapshot.fundable(found, people, lacking, free).months
    if not more:
        raise PlanRefused(
            _("One more month needs %(need)s, and %(free)s is free. What is promised stays promised.")
            % {"need": euros(found.amount * people), "free": euros(free)}
            if lacking
            else _("All months of this plan are promised already.")
        )
    _promise(found, found.guaranteed + more, by, at)
    log(found.fund.space, by=by, at=at, verb="income.extended", about=found.public, months=more)
    income_notices.extended(found, at)
    return more


@transaction.atomic
def end(*, plan: Plan, by: Membership, at: datetime) -> Plan:
    """End a plan of which everything is paid, or whose last month is over for a year.

    Raises
    ------
    PlanRefused
        Something is still promised, or on its way. A promise is never taken back.
    """
    found = _locked(plan, by, *snapshot.LIVE)
    until = snapshot.kept_until(found)
    waits = found.payees.filter(membership__isnull=False, used__lt=found.guaranteed).count()
    if Payment.objects.filter(run__plan=found, state=Paid.SENT).exists():
        raise PlanRefused(_("Something is on its way. Note first what the bank says of it."))
    asks = until is not None and timezone.localdate(at) < until + PATIENCE
    if asks and snapshot.returned().filter(run__plan=found).exists():
        raise PlanRefused(_("A payment came back and is owed. Send it once more first."))
    if until and asks and waits:
        raise PlanRefused(
            ngettext(
                "One person is still promised something until %(month)s. A promise is not taken back.",
                "%(number)s people are still promised something until %(month)s. A promise is not taken back.",
                waits,
            )
            % {"number": waits, "month": date_format(until, "F Y")}
        )
    if found.runs.filter(released_at__isnull=True, withdrawn_at__isnull=True).exists():
        raise PlanRefused(_("A run is open. Release it or withdraw it first."))
    found.state, found.ended_at = State.ENDED, at
    found.save(update_fields=["state", "ended_at"])
    log(found.fund.space, by=by, at=at, verb="income.ended", about=found.public)
    return found


def locked(plan: Plan) -> Plan:
    """The plan as it stands, behind the lock of its ledger; part of other actions."""
    lock(plan.fund)
    return Plan.objects.select_related("fund__space").get(pk=plan.pk)


def _locked(plan: Plan, by: Membership, *states: str) -> Plan:
    found = locked(plan)
    require(found.fund, by, RoleName.TREASURER)
    if found.state not in states:
        raise PlanRefused(_("This plan is %(state)s. Nothing was changed.") % {"state": State(found.state).label})
    return found


def _write(plan: Plan, terms: Terms, at: datetime) -> None:
    if not 0 < terms.amount <= 10_000_00:
        raise PlanRefused(_("Please name an amount between one cent and 10,000 euros a month."))
    if not 1 <= terms.months <= MOST:
        raise PlanRefused(_("A plan lasts from one month to %(most)s.") % {"most": MOST})
    if len(terms.words) > LONGEST:
        raise PlanRefused(_("Please say it in at most %(most)s letters.") % {"most": LONGEST})
    plan.amount, plan.months, plan.who = terms.amount, terms.months, Who(terms.who)
    plan.first, plan.words = terms.first.replace(day=1), terms.words.strip()
    _allow_first(plan.first, at)


def _allow_first(first: date, at: datetime) -> None:
    if month_of(first) < month_of(timezone.localdate(at)):
        raise PlanRefused(_("Its first month is over. Please choose this month or a later one."))


def _people(plan: Plan, salt: str, cohort: Mapping[str, Membership] | None) -> Mapping[str, Membership]:
    """Token -> who; a token says nothing about anybody."""
    if plan.who == Who.COHORT:
        return cohort or {}
    here = Membership.objects.active().filter(space=plan.fund.space_id)
    return {hashlib.sha256(f"{salt}|{one.public}".encode()).hexdigest()[:32]: one for one in here}


def _promise(plan: Plan, months: int, by: Membership, at: datetime) -> None:
    """Set aside what is not set aside yet, out of the contributions."""
    plan.guaranteed = months
    plan.save(update_fields=["state", "decided_at", "decided_by", "guaranteed"])
    held = snapshot.held_by(plan.fund)
    lacking = snapshot.promised(plan.fund) - snapshot.for_income(held)
    if lacking > 0:
        until = date_format(first_day(month_of(plan.first) + months - 1), "F Y")
        contributions, income = (account_of(plan.fund, kind) for kind in (Kind.CONTRIBUTIONS, Kind.INCOME))
        text = _("Promised until %(month)s") % {"month": until}
        set_aside(source=contributions, target=income, cents=lacking, text=text, by=by, at=at)
