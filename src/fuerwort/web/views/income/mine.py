"""My income: what I get, until when it is certain, what I wish, where it goes. Nobody else opens these pages."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from fuerwort.fund.actions import wishes
from fuerwort.fund.actions.wishes import WishRefused
from fuerwort.fund.models import Payee
from fuerwort.fund.queries import income as queries
from fuerwort.people.errors import Missing
from fuerwort.web import doors, income_pdf
from fuerwort.web.forms.income import AccountForm, WishForm


@login_required
def mine(request: HttpRequest, space: str) -> HttpResponse:
    """Also for whoever has left and is still promised something."""
    return _page(request, space, {})


def _page(request: HttpRequest, space: str, forms: dict[tuple[str, str], Any]) -> HttpResponse:
    here = doors.visitor(request, space)
    found = queries.mine(request.user, space, timezone.localdate())  # type: ignore[arg-type] # login_required saw to it
    if not found and not here:
        raise Missing  # members may know that there is nothing for them
    rows = [(one, _form(forms, one.payee, "wish"), _form(forms, one.payee, "account"), _years(one)) for one in found]
    return render(request, "income/mine.html", {"here": here, "slug": space, "rows": rows})


def _years(one: queries.Mine) -> list[int]:
    return sorted({payment.run.month.year for payment in one.payments if payment.cents}, reverse=True)


def _form(forms: dict[tuple[str, str], Any], payee: Payee, which: str) -> Any:
    known = forms.get((payee.public, which))
    if known is not None:
        return known
    if which == "account":
        return AccountForm(initial={"holder": payee.holder})
    how = "nothing" if not payee.takes else "less" if payee.most else "later" if payee.since else "all"
    most = f"{payee.most / 100:.2f}" if payee.most else ""
    return WishForm(initial={"how": how, "most": most, "since": payee.since})


@doors.shown_at("my-income", "space")
@login_required
def wish(request: HttpRequest, space: str, public: str) -> HttpResponse:
    payee = _payee(request, space, public)
    form = WishForm(request.POST)
    if form.is_valid():
        try:
            wishes.wish(payee=payee, **form.wish(), by=request.user, at=timezone.now())  # type: ignore[arg-type]
            messages.success(request, _("Noted. It counts from the next payment on, and you can change it any time."))
            return redirect("my-income", space)
        except WishRefused as refused:
            form.add_error(refused.part or None, str(refused))
    return _page(request, space, {(public, "wish"): form})


@doors.shown_at("my-income", "space")
@login_required
def account(request: HttpRequest, space: str, public: str) -> HttpResponse:
    payee = _payee(request, space, public)
    form = AccountForm(request.POST)
    if form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("holder", "iban")}
        try:
            wishes.accept(payee=payee, **said, by=request.user, at=timezone.now())  # type: ignore[arg-type]
            messages.success(request, _("Your account is stored, sealed. The next payment goes there."))
            return redirect("my-income", space)
        except WishRefused as refused:
            form.add_error(refused.part or None, str(refused))
    return _page(request, space, {(public, "account"): form})


@login_required
def statement(request: HttpRequest, space: str, public: str, year: int) -> HttpResponse:
    """What one got in a year, as PDF/UA."""
    payee = _payee(request, space, public)
    pdf = income_pdf.statement(payee, year)
    name = f'attachment; filename="income-{year}.pdf"'
    return HttpResponse(pdf, content_type="application/pdf", headers={"Content-Disposition": name})


def _payee(request: HttpRequest, space: str, public: str) -> Payee:
    found = queries.my_payee(request.user, public)  # type: ignore[arg-type]
    if found.plan.fund.space.slug != space:
        raise Missing
    return found
