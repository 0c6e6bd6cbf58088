"""Treasurers: what was agreed on, what arrived, decisions and rounds."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from fuerwort.fund import queries
from fuerwort.fund.actions import contributions, rounds
from fuerwort.fund.models import Fund, Round, RoundState
from fuerwort.fund.queries import desk as kept
from fuerwort.fund.queries import mine as own
from fuerwort.people.errors import Missing, Refused
from fuerwort.people.queries import Here
from fuerwort.web import doors
from fuerwort.web.forms.fund import FlatForm, RoundForm


@doors.treasurer
def everybody(request: HttpRequest, here: Here) -> HttpResponse:
    fund = queries.fund_here(here)
    done = request.POST.get("do", "")
    flat = FlatForm(request.POST if done == "flat" else None, prefix="flat")
    opening = RoundForm(request.POST if done == "round" else None, prefix="round")
    if request.method == "POST" and _done(request, here, fund, flat, opening):
        return redirect("fund-contributions", here.space.slug)
    round_ = own.round_of(fund)
    context = {
        "here": here, "tab": "contributions", "rows": kept.contributors(fund, timezone.localdate()), "flat": flat,
        "opening": opening, "round": round_, "progress": kept.round_progress(fund) if round_ else None,
        "open": round_ is not None and round_.state == RoundState.OPEN,
    }  # fmt: skip
    return render(request, "fund/contributions.html", context)


def _done(request: HttpRequest, here: Here, fund: Fund, flat: FlatForm, opening: RoundForm) -> bool:
    """Do what was pressed; true when the page may be loaded anew."""
    who: dict[str, Any] = {"by": here.membership, "at": timezone.now()}
    if flat.is_bound or opening.is_bound:
        return _noted(request, fund, flat if flat.is_bound else opening, who)
    round_, act = own.round_of(fund), request.POST.get("do")
    if round_ is None or act not in {"count", "end"}:
        raise Missing
    if act == "end":
        return _try(request, lambda: rounds.end_round(round=round_, **who), _("The round is over; nothing changed."))
    return _try(request, lambda: _count(request, round_, who), "")


def _noted(request: HttpRequest, fund: Fund, form: FlatForm | RoundForm, who: dict[str, Any]) -> bool:
    """A decision or a new round; what was typed stays when it cannot be."""
    if not form.is_valid():
        return False
    typed = form.cleaned_data
    try:
        if isinstance(form, FlatForm):
            contributions.decide_flat(fund=fund, cents=typed["amount"], **who)
            messages.success(request, _("Noted."))
        else:
            rounds.open_round(fund=fund, **typed, **who)
            messages.success(request, _("The round is open."))
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True


def _count(request: HttpRequest, round_: Round, who: dict[str, Any]) -> None:
    counted = rounds.end_turn(round=round_, **who)
    if counted.state == RoundState.COVERED:
        messages.success(request, _("Covered. The bids are now contributions, from next month on."))
    else:
        messages.warning(request, _("Not covered yet. The sum is shown to all; the next turn is open."))


def _try(request: HttpRequest, do: Callable[[], Any], said: str) -> bool:
    try:
        do()
        if said:
            messages.success(request, said)
    except Refused as refused:
        messages.error(request, str(refused))
    return True
