"""One's own contribution: say it, pay it, see what arrived; and bid in a round."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from fuerwort.fund import queries
from fuerwort.fund.actions import contributions, rounds
from fuerwort.fund.models import Fund, RoundState
from fuerwort.fund.queries import mine as own
from fuerwort.people.errors import Missing, Refused
from fuerwort.people.queries import Here
from fuerwort.web import doors
from fuerwort.web.forms.fund import BidForm, ContributionForm


@doors.member
def contribution(request: HttpRequest, here: Here) -> HttpResponse:
    fund = queries.fund_here(here)
    form = ContributionForm(request.POST or None)
    if form.is_valid():
        try:
            contributions.say(fund=fund, cents=form.cleaned_data["amount"], by=here.membership, at=timezone.now())
            messages.success(request, _("Noted. It holds from the first of next month."))
            return redirect("fund-mine", here.space.slug)
        except Refused as refused:
            form.add_error("amount", str(refused))
    return _page(request, here, fund, form, BidForm(prefix="bid"))


def _page(request: HttpRequest, here: Here, fund: Fund, form: ContributionForm, bidding: BidForm) -> HttpResponse:
    round_ = own.round_of(fund)
    context = {
        "here": here,
        "tab": "mine",
        "fund": fund,
        "mine": own.mine(fund, here.membership, timezone.localdate()),
        "form": form,
        "round": round_,
        "bid": own.bid_of(round_, here.membership) if round_ else None,
        "bidding": bidding,
    }
    return render(request, "fund/mine.html", context)


@doors.shown_at("fund-mine", "space")
@doors.member
def bid(request: HttpRequest, here: Here) -> HttpResponse:
    """Bid in the open round."""
    fund = queries.fund_here(here)
    round_, form = own.round_of(fund), BidForm(request.POST, prefix="bid")
    if round_ is None:
        raise Missing
    if form.is_valid():
        try:
            rounds.bid(round=round_, cents=form.cleaned_data["amount"], by=here.membership, at=timezone.now())
            messages.success(request, _("Noted. Until the turn is counted you may say another amount."))
            return redirect("fund-mine", here.space.slug)
        except Refused as refused:
            if round_.state != RoundState.OPEN:
                messages.error(request, str(refused))
                return redirect("fund-mine", here.space.slug)
            form.add_error("amount", str(refused))
    return _page(request, here, fund, ContributionForm(), form)


@doors.member
def year(request: HttpRequest, here: Here, year: int) -> HttpResponse:
    """What arrived in a year, as a sheet to print."""
    fund = queries.fund_here(here)
    rows = own.received(fund, here.membership, year)
    if not rows:
        raise Missing
    context = {"here": here, "tab": "mine", "fund": fund, "year": year, "rows": rows, "sum": sum(r.cents for r in rows)}
    return render(request, "fund/year.html", context)
