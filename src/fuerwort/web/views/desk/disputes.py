"""At the desk: denials, and confirmations that wait for a host."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from fuerwort.experiences import actions, queries
from fuerwort.experiences.models import Dispute, Settlement
from fuerwort.people.errors import Refused
from fuerwort.people.queries import Here
from fuerwort.web import doors
from fuerwort.web.forms.experiences import SettleForm


@doors.host
def disputes(request: HttpRequest, here: Here) -> HttpResponse:
    context = {
        "here": here,
        "tab": "disputes",
        "open": queries.disputes(here),
        "settled": queries.disputes(here, settled=True),
    }
    return render(request, "desk/disputes.html", context)


@doors.host
def dispute(request: HttpRequest, here: Here, public: str) -> HttpResponse:
    settling = queries.dispute_for(here, public)
    about = settling.about
    form = None
    if about.experience and not about.settled_at and settling.may_decide:
        form = SettleForm(here, about.experience, request.POST or None)
        if settled(request, here, about, form):
            return redirect("disputes", here.space.slug)
    return render(
        request,
        "desk/dispute.html",
        {"here": here, "tab": "disputes", "settling": settling, "dispute": about, "form": form},
    )


def settled(request: HttpRequest, here: Here, about: Dispute, form: SettleForm) -> bool:
    if request.method != "POST" or not form.is_valid():
        return False
    how = form.cleaned_data["settlement"]
    correction = form.correction() if how == Settlement.CORRECTED else None
    words = form.cleaned_data["words"]
    try:
        actions.settle(about, how, by=here.membership, at=timezone.now(), words=words, correction=correction)
    except actions.RecordRefused as refused:
        form.refuse(refused)
        return False
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, _("Settled. The one who said no reads your word; the others only what changed."))
    return True


@doors.host
def confirmations(request: HttpRequest, here: Here) -> HttpResponse:
    """Release or turn down, one tap each."""
    verb = {"release": actions.release, "turn-down": actions.turn_down}.get(request.POST.get("decision", ""))
    if request.method == "POST" and verb:
        part = queries.waiting_for(here, request.POST.get("experience", ""), request.POST.get("member", ""))
        try:
            verb(part, by=here.membership, at=timezone.now())
        except Refused as refused:
            messages.error(request, str(refused))
        return redirect("confirmations", here.space.slug)
    return render(request, "desk/confirmations.html", _at_desk(here, waiting=queries.waiting(here)))


def _at_desk(here: Here, **context: Any) -> dict[str, Any]:
    return {"here": here, "tab": "disputes", **context}
