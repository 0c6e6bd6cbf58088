"""One run: look, release, fetch the file, note what the bank says."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fuerwort.fund.actions import arrivals, runs, wishes
from fuerwort.fund.actions.runs import Figures
from fuerwort.fund.models import Run
from fuerwort.fund.queries import income as queries
from fuerwort.fund.sepa import FORMS
from fuerwort.people.errors import Refused
from fuerwort.people.queries import Here
from fuerwort.web import doors
from fuerwort.web.forms.income import LookForm


@doors.money
def run(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    found = queries.paying_for(here, public)
    mine = found.run.proposed_by_id == here.membership.pk
    return render(request, "income/run.html", {"here": here, "found": found, "mine": mine, "forms": FORMS})


@require_POST
@doors.money
def act(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    """Release, withdraw, settle or refuse, as the pressed button says."""
    run, verb = queries.run_for(here, public), request.POST.get("verb", "")
    try:
        _done(request, here, run, verb)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("income-run", here.space.slug, public)


def _done(request: HttpRequest, here: Here, run: Run, verb: str) -> None:
    by, at = here.membership, timezone.now()
    if verb == "release":
        seen = Figures(_number(request, "total"), _number(request, "people"))
        runs.release_run(run=run, seen=seen, by=by, at=at)
        messages.success(request, _("Released. Next: fetch the file and give it to the bank."))
    elif verb == "withdraw":
        runs.withdraw_run(run=run, by=by, at=at)
        messages.success(request, _("Withdrawn. Nobody was paid."))
    elif verb == "refused":
        arrivals.file_refused(run=run, reason="", by=by, at=at)
        messages.success(request, _("Noted. Everything of it is owed again and can be sent again."))
    elif verb == "settle":
        wanted = request.POST.get("line", "")
        for match in arrivals.matches(run.plan.fund):
            if match.run.pk == run.pk and match.line.public == wanted:
                arrivals.settle(match=match, by=by, at=at)
                messages.success(request, _("Noted as the bank says it."))


def _number(request: HttpRequest, name: str) -> int:
    typed = request.POST.get(name, "")
    return int(typed) if typed.isdecimal() and len(typed) < 16 else -1


@require_POST
@doors.money
def file(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    """The file for the bank; the same one each time."""
    run, form = queries.run_for(here, public), request.POST.get("form", "")
    try:
        made = runs.order_file(run=run, by=here.membership, at=timezone.now(), form=form if form in FORMS else FORMS[0])
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("income-run", here.space.slug, public)
    name = f'attachment; filename="{runs.message_of(run)}.xml"'
    return HttpResponse(made, content_type="application/xml", headers={"Content-Disposition": name})


@doors.money
def look(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    """The last four letters of an IBAN, for a reason that its owner reads."""
    payment, form, end = queries.payment_for(here, public), LookForm(request.POST or None), ""
    if form.is_valid():
        try:
            end = wishes.look(payee=payment.payee, why=form.cleaned_data["why"], by=here.membership, at=timezone.now())
        except Refused as refused:
            form.add_error(None, str(refused))
    return render(request, "income/look.html", {"here": here, "payment": payment, "form": form, "end": end})
