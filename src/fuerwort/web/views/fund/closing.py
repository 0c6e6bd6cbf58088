"""Treasurers: close a period, ask an auditor."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fuerwort.fund import queries
from fuerwort.fund.actions import audits as asking
from fuerwort.fund.actions import periods
from fuerwort.fund.queries import audits as asked
from fuerwort.people import links
from fuerwort.people.errors import Refused
from fuerwort.people.queries import Here
from fuerwort.web import doors
from fuerwort.web.forms.fund import AuditForm, PeriodForm


@doors.treasurer
def closing(request: HttpRequest, here: Here) -> HttpResponse:
    fund, today, act = queries.fund_here(here), timezone.localdate(), request.POST.get("do")
    period = PeriodForm(request.POST if act == "close" else None, prefix="period")
    audit = AuditForm(today, request.POST if act == "ask" else None, prefix="audit")
    link = ""
    try:
        if period.is_valid():
            periods.close(fund=fund, last=period.cleaned_data["last"], by=here.membership, at=timezone.now())
            messages.success(request, _("Closed. From now on nothing is posted for these days."))
            return redirect("fund-closing", here.space.slug)
        if audit.is_valid():
            token = links.new_token()
            task = asking.Task(**audit.cleaned_data)
            asking.ask(fund=fund, task=task, by=here.membership, at=timezone.now(), token=token)
            link = links.address("audit", token)
    except Refused as refused:
        (period if period.is_bound else audit).add_error(None, str(refused))
    context = {
        "here": here, "tab": "closing", "periods": fund.periods.select_related("closed_by").order_by("-last"),
        "audits": asked.audits(fund), "period": period, "audit": audit, "link": link, "now": timezone.now(),
    }  # fmt: skip
    return render(request, "fund/closing.html", context)


@doors.treasurer
def audit(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    """What an auditor said, for the assembly."""
    found = asked.audit_of(queries.fund_here(here), public)
    context = {"here": here, "tab": "closing", "audit": found, "pieces": asked.pieces(found)}
    return render(request, "fund/audited.html", context)


@require_POST
@doors.treasurer
def withdraw(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    """Close the books to an auditor."""
    found = asked.audit_of(queries.fund_here(here), public)
    asking.withdraw(audit=found, by=here.membership, at=timezone.now())
    messages.success(request, _("The link works no more."))
    return redirect("fund-closing", here.space.slug)
