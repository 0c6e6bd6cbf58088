"""Basic income: the whole for everybody, one's own for oneself, plans and runs for the two who pay out."""

import base64
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from fuerwort.api.operations import Area
from fuerwort.api.schemas import fund as said_
from fuerwort.api.schemas.fund import IncomeOut, OrderOut, PayingOut, PlanOut, RunOut, WholeOut
from fuerwort.fund.actions import plans, runs, wishes
from fuerwort.fund.actions.runs import Figures
from fuerwort.fund.models import Payee, Who
from fuerwort.fund.queries import income as queries
from fuerwort.people import links
from fuerwort.people.errors import Missing
from fuerwort.people.queries import Here
from fuerwort.pilot.queries import pilots

area = Area("fund")


@area.reads("/income", WholeOut)
def whole(here: Here) -> Any:
    """What the fund holds and promises."""
    return queries.whole(here.space, timezone.localdate())


def _mine(here: Here) -> Any:
    assert here.membership.person
    return queries.mine(here.membership.person, here.space.slug, timezone.localdate())


def _payee(here: Here, public: str) -> Payee:
    assert here.membership.person
    found = queries.my_payee(here.membership.person, public)
    if found.plan.fund.space_id != here.space.pk:
        raise Missing
    return found


@area.lists("/income/mine", IncomeOut)
def mine(here: Here) -> Any:
    """One's own income."""
    return [IncomeOut.of(one) for one in _mine(here)]


@area.does("PUT", "/income/mine/{slug:public}/wish", kept=False)
def wish(here: Here, public: str, said: said_.WishIn) -> None:
    """Take all, less, later or nothing; it counts from the next payment on."""
    assert here.membership.person
    wishes.wish(payee=_payee(here, public), **said.model_dump(), by=here.membership.person, at=timezone.now())


@area.does("PUT", "/income/mine/{slug:public}/account", kept=False)
def account(here: Here, public: str, said: said_.BankIn) -> None:
    """Where it goes; stored sealed, and never read back here."""
    assert here.membership.person
    wishes.accept(payee=_payee(here, public), **said.model_dump(), by=here.membership.person, at=timezone.now())


@area.lists("/income/plans", PlanOut)
def plans_(here: Here) -> Any:
    """All plans; the two who pay out."""
    return queries.plans_for(here)


@area.reads("/income/plans/{slug:public}", PlanOut)
def plan(here: Here, public: str) -> Any:
    """One plan; the two who pay out."""
    return queries.plan_for(here, public)


@area.does("POST", "/income/plans/{slug:public}/decide", PlanOut)
def decide(here: Here, public: str) -> Any:
    """Promise what it says; the two who pay out."""
    found, salt = queries.plan_for(here, public), links.new_token()
    cohort = pilots.cohort(found, salt) if found.who == Who.COHORT else None
    return plans.decide(plan=found, salt=salt, cohort=cohort, by=here.membership, at=timezone.now())


def _verb(path: str, verb: Callable[..., Any], words: str) -> None:
    def act(here: Here, public: str) -> None:
        verb(plan=queries.plan_for(here, public), by=here.membership, at=timezone.now())

    act.__name__, act.__doc__ = f"{path}_plan", f"{words}; the two who pay out."
    area.does("POST", f"/income/plans/{{slug:public}}/{path}")(act)


_verb("extend", plans.extend, "Promise more months, as far as the money carries")
_verb("drop", plans.drop, "Drop a plan that was not decided")
_verb("end", plans.end, "End it after what is promised")


@area.does("POST", "/income/plans/{slug:public}/runs", RunOut, status=201)
def propose_run(here: Here, public: str, said: said_.RunIn) -> Any:
    """Propose to pay; another person has to release it; the two who pay out."""
    found = queries.plan_for(here, public)
    return runs.propose_run(plan=found, on=said.on, again=said.again, by=here.membership, at=timezone.now())


@area.reads("/income/runs/{slug:public}", PayingOut)
def run(here: Here, public: str) -> Any:
    """One run and its figures; the two who pay out."""
    found = queries.paying_for(here, public)
    figures = {"total": found.figures.total, "people": found.figures.people}
    return {"run": found.run, **figures, "on_its_way": found.on_its_way}


@area.does("POST", "/income/runs/{slug:public}/release", RunOut)
def release(here: Here, public: str, said: said_.FiguresIn) -> Any:
    """Release what somebody else proposed, with the figures one has seen; the two who pay out."""
    seen = Figures(said.total, said.people)
    return runs.release_run(run=queries.run_for(here, public), seen=seen, by=here.membership, at=timezone.now())


@area.does("POST", "/income/runs/{slug:public}/withdraw", RunOut)
def withdraw(here: Here, public: str) -> Any:
    """Withdraw a run that was not sent; the two who pay out."""
    return runs.withdraw_run(run=queries.run_for(here, public), by=here.membership, at=timezone.now())


@area.does("POST", "/income/runs/{slug:public}/file", OrderOut, kept=False)
def order_file(here: Here, public: str) -> Any:
    """The file for the bank; the same one each time, and not kept here; the two who pay out."""
    found = queries.run_for(here, public)
    made = runs.order_file(run=found, by=here.membership, at=timezone.now())
    return {"file": f"{runs.message_of(found)}.xml", "content": base64.b64encode(made).decode()}
