"""Plans of a basic income: simulate, propose, answer what the law asks, decide."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fuerwort.fund.actions import documents, runs
from fuerwort.fund.actions import gate as gates
from fuerwort.fund.actions import plans as actions
from fuerwort.fund.actions.plans import Terms
from fuerwort.fund.models import Plan, Point, Who
from fuerwort.fund.queries import income as queries
from fuerwort.people import links
from fuerwort.people.errors import Refused
from fuerwort.people.queries import Here
from fuerwort.pilot.queries import pilots
from fuerwort.web import doors
from fuerwort.web.forms.income import PaydayForm, PlanForm, PointForm
from fuerwort.web.income import ahead
from fuerwort.web.income_points import TEMPLATE_WORDS, WHY


@doors.money
def plans(request: HttpRequest, here: Here) -> HttpResponse:
    queries.fund_of(here.space)
    return render(request, "income/plans.html", {"here": here, "plans": queries.plans_for(here)})


@doors.treasurer
def planner(request: HttpRequest, here: Here) -> HttpResponse:
    """Simulate with what stands in the address; propose with what is sent."""
    fund = queries.fund_of(here.space)
    form = PlanForm(request.POST or _asked(request) or None, initial=_start())
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.propose(fund=fund, terms=Terms(**form.cleaned_data), by=here.membership, at=timezone.now())
            messages.success(request, _("Written down. Nothing is promised before it is decided."))
            return redirect("income-plan", here.space.slug, made.public)
        except Refused as refused:
            form.add_error(None, str(refused))
    said: dict[str, Any] = form.cleaned_data if form.is_bound and form.is_valid() else _start()
    people = queries.members_of(fund)
    first, today = said["first"].replace(day=1), timezone.localdate()
    found = queries.outlook(fund, _cents(said["amount"]), said["months"], first, people, today=today)
    context = {"here": here, "form": form, "found": found, "chart": ahead(found), "templates": _templates(here, found)}
    return render(request, "income/outlook.html" if request.htmx else "income/planner.html", context)  # type: ignore[attr-defined]


def _asked(request: HttpRequest) -> Any:
    return request.GET if "amount" in request.GET else None


def _start() -> dict[str, Any]:
    month = (timezone.localdate().replace(day=1) + timedelta(days=32)).replace(day=1)
    return {"amount": "150", "first": month, "months": 6}


def _cents(amount: Any) -> int:
    return amount if isinstance(amount, int) else int(amount) * 100


def _templates(here: Here, found: queries.Outlook) -> list[tuple[Any, str]]:
    """Beginnings as (words, address); an equal share only where there is something to share."""
    made = []
    for code, amount, months in queries.beginnings(found):
        query = f"?amount={amount // 100},{amount % 100:02d}&months={months}&first={found.first:%Y-%m}"
        made.append((TEMPLATE_WORDS[code], query))
    return made


@doors.money
def plan(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    return _plan(request, here, public)


def _plan(request: HttpRequest, here: Here, public: str, form: PaydayForm | None = None) -> HttpResponse:
    found = queries.desk_for(here, public, timezone.now(), pilots.cohort_size(queries.plan_for(here, public)))
    day = max(found.month, timezone.localdate() + timedelta(days=1))
    context = {"here": here, "found": found, "form": form or PaydayForm(day=day)}
    return render(request, "income/plan.html", context)


@doors.shown_at("income-plan", "space", "public")
@doors.money
def act(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    """Decide, drop, extend, end or pay, as the pressed button says."""
    plan, verb = queries.plan_for(here, public), request.POST.get("verb", "")
    if verb in ("pay", "again"):
        return _pay(request, here, plan, again=verb == "again")
    try:
        _done(request, here, plan, verb)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("income-plan", here.space.slug, public)


def _done(request: HttpRequest, here: Here, plan: Plan, verb: str) -> None:
    by, at = here.membership, timezone.now()
    if verb == "decide":
        salt = links.new_token()
        cohort = pilots.cohort(plan, salt) if plan.who == Who.COHORT else None
        months = actions.decide(plan=plan, salt=salt, cohort=cohort, by=by, at=at).guaranteed
        text = ngettext("Decided: one month is promised.", "Decided: %(number)s months are promised.", months)
        messages.success(request, text % {"number": months})
    elif verb == "extend":
        more = actions.extend(plan=plan, by=by, at=at)
        text = ngettext("One more month is promised.", "%(number)s more months are promised.", more)
        messages.success(request, text % {"number": more})
    elif verb in ("drop", "end"):
        (actions.drop if verb == "drop" else actions.end)(plan=plan, by=by, at=at)
        messages.success(request, _("Done. Everything that was paid stays in the ledger."))


def _pay(request: HttpRequest, here: Here, plan: Plan, *, again: bool) -> HttpResponse:
    form = PaydayForm(request.POST)
    if form.is_valid():
        try:
            made = runs.propose_run(
                plan=plan, on=form.cleaned_data["on"], by=here.membership, at=timezone.now(), again=again
            )
            messages.success(request, _("Proposed. Now another person has to release it."))
            return redirect("income-run", here.space.slug, made.public)
        except Refused as refused:
            form.add_error(None, str(refused))
    return _plan(request, here, plan.public, form)


@doors.treasurer
def gate(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    """The six legal points, each with its own form."""
    plan, sent = queries.plan_for(here, public), None
    if request.method == "POST":
        sent = PointForm(request.POST, request.FILES)
        if sent.is_valid() and _confirmed(request, here, plan, sent):
            return redirect("income-gate", here.space.slug, public)
    done = gates.confirmed(plan, timezone.now())
    points = [
        (Point(point), WHY[point], done.get(point), _point_form(sent, point))
        for point in Point.values
    ]  # fmt: skip
    return render(request, "income/gate.html", {"here": here, "plan": plan, "points": points, "done": len(done)})


def _point_form(sent: PointForm | None, point: str) -> PointForm:
    if sent is not None and sent.data.get("point") == point:
        return sent
    return PointForm(initial={"point": point}, auto_id=f"id_{point}_%s")


def _confirmed(request: HttpRequest, here: Here, plan: Plan, form: PointForm) -> bool:
    said, at = form.cleaned_data, timezone.now()
    try:
        file = said.get("file")
        paper = (
            documents.keep(fund=plan.fund, file=file.name, data=file.read(), by=here.membership, at=at)
            if file
            else None
        )
        about = {"point": said["point"], "adviser": said["adviser"], "body": said.get("body", "")}
        gates.confirm(plan=plan, **about, document=paper, by=here.membership, at=at)
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, _("Confirmed and dated."))
    return True
