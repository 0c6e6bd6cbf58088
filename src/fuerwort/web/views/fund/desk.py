"""The treasurer's desk: how the ledger stands beside the bank, and setting money aside."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fuerwort.fund import queries
from fuerwort.fund.actions import budgets, funds, ledger
from fuerwort.fund.exports import as_beancount, as_csv
from fuerwort.fund.models import Kind
from fuerwort.fund.queries import desk as kept
from fuerwort.people.errors import Missing, Refused
from fuerwort.people.queries import Here
from fuerwort.web import doors
from fuerwort.web.forms.fund import FundForm, OpenForm, SetAsideForm


@doors.treasurer
def desk(request: HttpRequest, here: Here) -> HttpResponse:
    fund = queries.fund_for(here)
    if fund is None:
        return redirect("fund-open", here.space.slug)
    page, lines = kept.waiting_page(fund, request.GET.get("page", 1))
    context = {
        "here": here,
        "tab": "desk",
        "fund": fund,
        "agreement": kept.agreement(fund),
        "accounts": [account for account in kept.accounts(fund) if account.held or not account.title],  # type: ignore[attr-defined]
        "page": page,
        "lines": lines,
    }
    return render(request, "fund/desk.html", context)


@doors.treasurer
def open_(request: HttpRequest, here: Here) -> HttpResponse:
    """Open the fund, once."""
    if queries.fund_for(here):
        return redirect("fund-desk", here.space.slug)
    form = OpenForm(request.POST or None)
    if form.is_valid():
        try:
            funds.open_fund(**form.cleaned_data, by=here.membership, at=timezone.now())
            messages.success(request, _("The fund is open. Next: the first statement of the bank."))
            return redirect("fund-desk", here.space.slug)
        except funds.OpeningRefused as refused:
            form.add_error(refused.part or None, str(refused))
    return render(request, "fund/open.html", {"here": here, "form": form})


@doors.treasurer
def account(request: HttpRequest, here: Here) -> HttpResponse:
    """The bank account of the fund, described anew."""
    fund = queries.fund_here(here)
    form = FundForm(request.POST or None, initial={"holder": fund.holder, "iban": fund.iban, "bic": fund.bic})
    if form.is_valid():
        try:
            funds.describe(fund=fund, **form.cleaned_data, by=here.membership, at=timezone.now())
            messages.success(request, _("Saved."))
            return redirect("fund-desk", here.space.slug)
        except funds.OpeningRefused as refused:
            form.add_error(refused.part or None, str(refused))
    return render(request, "fund/account.html", {"here": here, "tab": "desk", "form": form})


@doors.treasurer
def accounts(request: HttpRequest, here: Here) -> HttpResponse:
    """What each account holds, and moving it from one purpose to another."""
    fund = queries.fund_here(here)
    rows = kept.accounts(fund)
    form = SetAsideForm(rows, request.POST or None)
    if form.is_valid() and _set_aside(request, here, form):
        return redirect("fund-accounts", here.space.slug)
    context = {"here": here, "tab": "accounts", "accounts": rows, "form": form, "budget": Kind.BUDGET}
    return render(request, "fund/accounts.html", context)


def _set_aside(request: HttpRequest, here: Here, form: SetAsideForm) -> bool:
    typed = form.cleaned_data
    source, target = (form.accounts[typed[name]] for name in ("source", "target"))
    try:
        ledger.set_aside(source=source, target=target, cents=typed["amount"], text=typed["text"], by=here.membership,
                         at=timezone.now())  # fmt: skip
    except Refused as refused:
        form.add_error("amount", str(refused))
        return False
    messages.success(request, _("Set aside."))
    return True


@require_POST
@doors.treasurer
def give_back(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    """Return what a budget did not need."""
    fund = queries.fund_here(here)
    budget = next((a for a in kept.accounts(fund, [Kind.BUDGET]) if a.public == public), None)
    if budget is None:
        raise Missing
    try:
        budgets.give_back(budget=budget, by=here.membership, at=timezone.now())
        messages.success(request, _("Given back to the reserve."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("fund-accounts", here.space.slug)


@doors.treasurer
def csv(request: HttpRequest, here: Here) -> HttpResponse:
    return _file(as_csv(queries.fund_here(here)), "text/csv; charset=utf-8", f"{here.space.slug}-ledger.csv")


@doors.treasurer
def beancount(request: HttpRequest, here: Here) -> HttpResponse:
    return _file(as_beancount(queries.fund_here(here)), "text/plain; charset=utf-8", f"{here.space.slug}.beancount")


def _file(text: str, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(text, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer
